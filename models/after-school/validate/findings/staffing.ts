import { clockOf, type Interval, type TeachingDate } from '../../../../src/calendar/index.ts'
import { type Plan, type Season, type Staff, type Weekday, weekdays } from '../../plan.ts'
import type { Text } from '../../policy/index.ts'
import { type Context, clauseOf, inside, interval, nextSlot, overlap } from '../context.ts'
import { type Crowd, crowdsOf } from '../crowds.ts'
import type { Reach } from '../reach.ts'
import { dayOf, text } from '../report.ts'

/**
 * Instants with fewer people than seats, whatever the timetable of hard 0: floors of unfilled-seat. At an instant a child attends one slot, and is there in a
 * care group of that slot or in a section that holds it; a group is of one slot, and of one site unless a section may cross. So, at least,
 * - care: the children whom no club can take, ÷ children per supervisor, against the people fit for care;
 * - in all: the children ÷ the most that one seat can have, and a duty leader per site and block, against everybody;
 * - duty: sites and blocks with children, against the people who may lead.
 * The instants reported share no slot and no block, so their shortages add up.
 */
export function staffingFindings(context: Context, plan: Plan, reach: readonly Reach[]): void {
  const crowds = crowdsOf(context, plan, reach)
  for (const s of plan.seasons.keys()) {
    for (const weekday of weekdays) {
      const shortages = instants(context, plan, s, weekday).flatMap((instant) => shortageAt(context, plan, crowds, s, instant) ?? [])
      for (const shortage of independent(plan, shortages)) report(context, plan, s, shortage)
    }
  }
}

interface Instant {
  readonly weekday: Weekday
  /** minutes after midnight */
  readonly minute: number
  /** slots (by index) that hold it */
  readonly slots: readonly number[]
  /** intervals of seats that hold it: of its slots, and of double periods with a break at that instant */
  readonly seats: readonly Interval[]
}

/** the starts of bells: between them nobody comes */
function instants({ bells, draft }: Context, plan: Plan, season: number, weekday: Weekday): Instant[] {
  const running = plan.slots.flatMap((slot, index) => (slot.weekday === weekday && bells[season][index] ? [{ slot, index, bell: bells[season][index] }] : []))
  const minutes = [...new Set(running.map(({ bell }) => bell.start))].sort((a, b) => a - b)
  return minutes.map((minute) => {
    const there = running.filter(({ bell }) => bell.start <= minute && minute < bell.end)
    const broken = running.flatMap(({ slot, bell }) => {
      const next = bells[season][nextSlot(draft, slot)]
      return next && bell.end <= minute && minute < next.start ? [{ start: bell.start, end: next.end }] : []
    })
    return { weekday, minute, slots: there.map(({ index }) => index), seats: [...there.map(({ bell }) => bell), ...broken] }
  })
}

interface Shortage extends Instant {
  readonly need: number
  readonly have: number
  /** whom it lacks */
  readonly of: Text
}

/** @returns the worst of the three shortages at that instant, if there is one */
function shortageAt({ policy, dates }: Context, plan: Plan, crowds: readonly (readonly Crowd[])[], season: number, instant: Instant): Shortage | undefined {
  // with children of another site in a section, neither people nor leaders of duty can be counted site by site
  const crossing = plan.activities.some((activity) => activity.crossSite)
  const seats = (slot: number, share: (crowd: Crowd) => number) => {
    const parts = crowds[slot].map(share)
    return crossing ? Math.ceil(parts.reduce((a, b) => a + b, 0)) : parts.reduce((sum, part) => sum + Math.ceil(part), 0)
  }
  const sum = (share: (crowd: Crowd) => number) => instant.slots.reduce((total, slot) => total + seats(slot, share), 0)
  const duty = new Set(
    instant.slots.flatMap((slot) => crowds[slot].map(({ site }) => JSON.stringify([crossing || site, plan.slots[slot].dutyBlock ?? plan.slots[slot].id]))),
  ).size
  const there = plan.staff.filter((person) => available(person, plan.seasons[season], instant, dates![season]))
  const { kinds, skills } = plan.careRole
  const shortages = [
    {
      need: sum(({ attending, perSeat }) => attending / perSeat) + duty,
      have: there.length,
      of: text('people', '服务人员'),
    },
    {
      need: sum(({ inCare }) => inCare / policy!.studentsPerSupervisor),
      have: there.filter((p) => kinds.includes(p.kind) && skills.every((skill) => p.skills.includes(skill))).length,
      of: text('people fit for care', '可承担托管的人员'),
    },
    { need: duty, have: there.filter((p) => p.mayLeadDuty).length, of: text('people who may lead duty', '可带班值守的人员') },
  ]
  const worst = shortages.reduce((a, b) => (b.need - b.have > a.need - a.have ? b : a))
  return worst.need > worst.have ? { ...instant, ...worst } : undefined
}

/** whether the person could have one of the seats without breaking a hard row */
function available(person: Staff, season: Season, { weekday, seats }: Instant, dates: readonly TeachingDate[]): boolean {
  const applies = (entry: { weekday: string; season?: string | undefined }) =>
    entry.weekday === weekday && (entry.season === undefined || entry.season === season.id)
  const offers = person.offers.filter(applies)
  if (offers.length === 0) return false
  const lessons = person.teaching.filter(applies)
  if (!seats.some((seat) => offers.some((offer) => inside(seat, interval(offer))) && !lessons.some((lesson) => overlap(seat, interval(lesson))))) return false
  const { character, health, qualification } = person.certificates
  if (character?.status !== 'cleared' || !health || !qualification) return false
  return dates.every(
    ({ date, runs }) =>
      runs !== weekday || [character, health, qualification].every(({ from, until }) => (from ?? '') <= date && date <= (until ?? '9999-12-31')),
  )
}

/** @returns the worst shortages that share no slot and no duty block: their empty seats are different seats */
function independent(plan: Plan, shortages: readonly Shortage[]): Shortage[] {
  const blocks = ({ slots }: Shortage) => slots.map((slot) => plan.slots[slot].dutyBlock ?? plan.slots[slot].id)
  const taken = new Set<string>()
  return [...shortages]
    .sort((a, b) => b.need - b.have - (a.need - a.have) || a.minute - b.minute)
    .filter((shortage) => {
      if (blocks(shortage).some((block) => taken.has(block))) return false
      for (const block of blocks(shortage)) taken.add(block)
      return true
    })
    .sort((a, b) => a.minute - b.minute)
}

function report(context: Context, plan: Plan, season: number, { weekday, minute, slots, need, have, of }: Shortage): void {
  const { id } = plan.slots[slots.find((slot) => context.bells[season][slot]!.start === minute)!]
  const at = clockOf(minute)
  context.report.finding(
    ['seasons', season, 'bells', id],
    need - have,
    'understaffed',
    text(
      `on ${dayOf(weekday).en} at ${at} in \`${plan.seasons[season].id}\` the seats take ${need} ${of.en} at least, and ${have} offered it: seats left empty, ${need - have}.`,
      `“${plan.seasons[season].id}”${dayOf(weekday).zh}${at}至少需要${of.zh}${need}人，可服务${have}人，至少空缺${need - have}个岗位。`,
    ),
    {
      clause: clauseOf(context, 'studentsPerSupervisor'),
      suggestion: text('Ask for more offers at these hours.', '请在该时段征集更多服务人员。'),
    },
  )
}
