import type { Weekday } from '../plan.ts'
import type { Facts, SeasonFacts } from './facts.ts'
import { travelMinutes } from './facts.ts'
import type { CheckFinding, Pricer } from './finding.ts'
import { countText, nameOf, seasonText, weekdayText } from './text.ts'

/** Rows about a person's day. */

/** After-dismissal periods that some slot runs, between two served ones, that the person does not serve. Noon makes no gap. */
export const staffGap: Pricer = ({ facts, days }) =>
  days.flatMap(({ person, season, weekday, seats }): CheckFinding[] => {
    const served = seats.flatMap((seat) => seat.slots.map((slot) => slot.period)).filter((period) => period >= 1)
    const first = Math.min(...served)
    const last = Math.max(...served)
    const idle = periodsRunning(facts, season, weekday).filter((period) => first < period && period < last && !served.includes(period))
    if (idle.length === 0) return []
    return [
      {
        amount: idle.length,
        where: { staff: person.id, weekday, season: season.season.id },
        text: {
          en: `${nameOf(person)} waits during period ${idle.join(', ')} on ${weekdayText(weekday).en} in ${seasonText(season.season)}`,
          zh: `${nameOf(person)}在${seasonText(season.season)}${weekdayText(weekday).zh}第${idle.join('、')}节空等`,
        },
      },
    ]
  })

/** The distinct periods of the weekday that a slot of any band runs. */
const periodsRunning = (facts: Facts, season: SeasonFacts, weekday: Weekday): number[] => [
  ...new Set(facts.plan.slots.filter((slot) => slot.weekday === weekday && season.bells.has(slot.id)).map((slot) => slot.period)),
]

/** Started tens of minutes on the way between sites, per person, weekday and season. */
export const travel: Pricer = ({ facts, days }) =>
  days.flatMap(({ person, season, weekday, seats }) => {
    const way = seats.slice(1).reduce((sum, next, i) => sum + travelMinutes(facts, seats[i].site, next.site), 0)
    if (way === 0) return []
    return [
      {
        amount: Math.ceil(way / 10),
        where: { staff: person.id, weekday, season: season.season.id },
        text: {
          en: `${nameOf(person)} is ${countText(way, 'minute')} on the way on ${weekdayText(weekday).en} in ${seasonText(season.season)}`,
          zh: `${nameOf(person)}在${seasonText(season.season)}${weekdayText(weekday).zh}路上${way}分钟`,
        },
      },
    ]
  })
