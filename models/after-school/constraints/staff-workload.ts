import type { School } from '../compile/school.ts'
import type { Roster } from '../roster.ts'

/** what has to give way for a seat more: nothing, seats of that day, of that week, or all of a day */
export const limit = { none: 0, day: 1, week: 2, days: 3 } as const

/** `staff-workload` 四(二) 四(三), a rule of moves: sessions a day and a week, minutes a week, minutes a day with teaching, consecutive days, days a week. @returns which kind of limit one more seat of this call would break, `limit.none` if it breaks none */
export function overworked(school: School, roster: Roster, person: number, call: number): number {
  const { S, callDay, callWeight, callStart, callEnd, perDay, perWeek, minutesPerWeek, minutesPerDay, teaching, consecutive, days } = school
  const week = person * S + (call % S)
  const day = week * 7 + callDay[call]
  const weight = callWeight[call]
  const minutes = callEnd[call] - callStart[call]
  if (roster.daySessions[day] + weight > perDay[person]) return limit.day
  if (roster.weekSessions[week] + weight > perWeek[person]) return limit.week
  if (roster.weekMinutes[week] + minutes > minutesPerWeek[person]) return limit.week
  if (roster.dayMinutes[day] + minutes > Math.max(0, minutesPerDay[person] - teaching[day])) return limit.day
  const mask = roster.days[week] | (1 << callDay[call])
  if (mask === roster.days[week]) return limit.none
  let run = 0
  let total = 0
  for (let d = 0; d < 7; d++) {
    if ((mask & (1 << d)) === 0) run = 0
    else {
      total++
      if (++run > consecutive[person]) return limit.days
    }
  }
  return total > days[person] ? limit.days : limit.none
}
