import type { School } from '../compile/school.ts'
import type { Roster } from '../roster.ts'

/** `staff-workload` 四(二) 四(三), a rule of moves: sessions a day and a week, minutes a week, minutes a day with teaching, consecutive days, days a week. @returns whether one more seat of this call would break a limit */
export function overworked(school: School, roster: Roster, person: number, call: number): boolean {
  const { S, callDay, callWeight, callStart, callEnd, perDay, perWeek, minutesPerWeek, minutesPerDay, teaching, consecutive, days } = school
  const week = person * S + (call % S)
  const day = week * 7 + callDay[call]
  const weight = callWeight[call]
  const minutes = callEnd[call] - callStart[call]
  if (roster.daySessions[day] + weight > perDay[person] || roster.weekSessions[week] + weight > perWeek[person]) return true
  if (roster.weekMinutes[week] + minutes > minutesPerWeek[person]) return true
  if (roster.dayMinutes[day] + minutes > Math.max(0, minutesPerDay[person] - teaching[day])) return true
  const mask = roster.days[week] | (1 << callDay[call])
  if (mask === roster.days[week]) return false
  let run = 0
  let total = 0
  for (let d = 0; d < 7; d++) {
    if ((mask & (1 << d)) === 0) run = 0
    else {
      total++
      if (++run > consecutive[person]) return true
    }
  }
  return total > days[person]
}
