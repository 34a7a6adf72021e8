import type { School } from '../compile/school.ts'
import type { Roster } from '../roster.ts'

/**
 * `staff-clash` 四(二), a rule of moves: one seat at once, and time to travel between sites.
 * @returns whether a seat of this call on this site is at once with what the person does that day, or too near to it on another site
 */
export function clashes(school: School, roster: Roster, person: number, call: number, site: number): boolean {
  const day = (person * school.S + (call % school.S)) * 7 + school.callDay[call]
  if ((roster.busy[day] & school.callClash[call]) !== 0) return true
  if (school.sites === 1) return false
  const { callStart, callEnd, travel, sites } = school
  for (let i = 0; i < roster.held[day]; i++) {
    const other = roster.posts[day * roster.most + i]
    const way = travel[roster.siteOf[other] * sites + site]
    if (way === 0) continue
    const theirs = roster.callOf[other]
    const gap = callStart[theirs] >= callEnd[call] ? callStart[theirs] - callEnd[call] : callStart[call] - callEnd[theirs]
    if (gap < way) return true
  }
  return false
}
