import { type Weekday, weekdays } from '../plan.ts'
import { applies, clockInterval } from './facts.ts'
import type { CheckFinding, Pricer, Text } from './finding.ts'
import { minutes } from './interval.ts'
import { countText, nameOf, seasonText, weekdayText } from './text.ts'
import type { PersonDay } from './view.ts'

/** Sessions, minutes (per started 10) and days beyond a person's limits, season by season. */
export const staffWorkload: Pricer = ({ days }) => {
  const weeks = Map.groupBy(days, ({ person, season }) => JSON.stringify([person.id, season.index]))
  return [...weeks.values()].flatMap(weekFindings)
}

/** @param week a person's days in one season, at least one */
export function weekFindings(week: readonly PersonDay[]): CheckFinding[] {
  const { person, season } = week[0]
  const limits = person.limits
  const findings: CheckFinding[] = []
  const add = (amount: number, text: Text, weekday?: Weekday) => {
    if (amount <= 0) return
    const name = nameOf(person)
    const when = seasonText(season.season)
    findings.push({
      amount,
      where: { staff: person.id, season: season.season.id, ...(weekday && { weekday }) },
      text: { en: `${name} ${text.en} in ${when}`, zh: `${name}在${when}${text.zh}` },
    })
  }

  for (const day of week) {
    const { weekday } = day
    const on = weekdayText(weekday)
    const sessions = sessionsOf(day)
    add(
      sessions - limits.sessionsPerDay,
      {
        en: `serves ${countText(sessions, 'session')} on ${on.en}, limit ${limits.sessionsPerDay}`,
        zh: `${on.zh}服务${sessions}次，上限${limits.sessionsPerDay}次`,
      },
      weekday,
    )
    const teaching = person.teaching.filter((lesson) => applies(lesson, season, weekday)).reduce((sum, lesson) => sum + minutes(clockInterval(lesson)), 0)
    const worked = teaching + serviceMinutes(day)
    // the lessons themselves may exceed the limit: that is no fault of the service
    const limit = Math.max(limits.minutesPerDay, teaching)
    add(
      Math.ceil((worked - limit) / 10),
      { en: `works ${worked} minutes on ${on.en} with regular lessons, limit ${limit}`, zh: `${on.zh}连同教学共工作${worked}分钟，上限${limit}分钟` },
      weekday,
    )
  }

  const sessions = week.reduce((sum, day) => sum + sessionsOf(day), 0)
  add(sessions - limits.sessionsPerWeek, {
    en: `serves ${countText(sessions, 'session')} a week, limit ${limits.sessionsPerWeek}`,
    zh: `每周服务${sessions}次，上限${limits.sessionsPerWeek}次`,
  })
  const served = week.reduce((sum, day) => sum + serviceMinutes(day), 0)
  add(Math.ceil((served - limits.minutesPerWeek) / 10), {
    en: `serves ${served} minutes a week, limit ${limits.minutesPerWeek}`,
    zh: `每周服务${served}分钟，上限${limits.minutesPerWeek}分钟`,
  })
  for (const run of runsOfDays(new Set(week.map((day) => day.weekday)))) {
    add(run - limits.consecutiveDays, {
      en: `serves on ${run} days in a row, limit ${limits.consecutiveDays}`,
      zh: `连续服务${run}天，上限${limits.consecutiveDays}天`,
    })
  }
  add(week.length - limits.daysPerWeek, {
    en: `serves on ${countText(week.length, 'day')} a week, limit ${limits.daysPerWeek}`,
    zh: `每周服务${week.length}天，上限${limits.daysPerWeek}天`,
  })
  return findings
}

const sessionsOf = (day: PersonDay): number => day.seats.reduce((sum, seat) => sum + seat.weight, 0)

const serviceMinutes = (day: PersonDay): number => day.seats.reduce((sum, seat) => sum + minutes(seat.interval), 0)

/** Lengths of the maximal Monday–Sunday runs of served days. */
function runsOfDays(served: ReadonlySet<Weekday>): number[] {
  const runs: number[] = []
  let length = 0
  for (const weekday of weekdays) {
    if (served.has(weekday)) length++
    else {
      if (length > 0) runs.push(length)
      length = 0
    }
  }
  if (length > 0) runs.push(length)
  return runs
}
