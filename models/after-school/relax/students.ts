import type { School } from '../compile/school.ts'
import { rankCost } from '../constraints/student-choice.ts'
import { any, type Relaxation, type Start } from './relaxation.ts'

/**
 * Students: how much of each wish is served, by activity and starting slot, in attended slots, one place at a time, with a room that suits the student.
 * Rows: `student-choice`, `balanced-week`, `priority-unserved`, `tutoring-unserved`.
 */
export function addStudents(relaxation: Relaxation): void {
  const { school } = relaxation
  for (let s = 0; s < school.N; s++) addStudent(relaxation, s)
}

function addStudent(relaxation: Relaxation, s: number): void {
  const { school } = relaxation
  const { wishesFrom, choices, everyone, tutoring, wished, factor, wanted } = school
  const first = wishesFrom[s]
  const byWish: Start[][] = []
  for (let w = first; w < wishesFrom[s + 1]; w++) byWish.push(startsOf(relaxation, s, w))
  const own = byWish.flat()
  relaxation.starts.push(...own)
  const share = ({ activity }: Start) => 1 / school.sessionsPerWeek[activity]
  const sum = (list: readonly Start[]) => ({ columns: list.map(({ column }) => column), values: list.map(share) })

  for (const list of byWish) {
    if (list.length > 1) relaxation.atMost(1, sum(list).columns, sum(list).values)
    // a student of a section is in all of its sessions: no slot has more than the section's share
    for (const [activity, group] of Map.groupBy(list, (start) => start.activity)) {
      const k = school.sessionsPerWeek[activity]
      if (k === 1) continue
      for (const { column } of group) relaxation.atMost(0, [column, ...group.map((start) => start.column)], [1, ...group.map(() => -1 / k)])
    }
  }
  const clubs = byWish.slice(0, choices[s]).flat()
  if (choices[s] > wanted[s] && clubs.length > 0) relaxation.atMost(wanted[s], sum(clubs).columns, sum(clubs).values)
  if (new Set(own.map(({ wish }) => wish)).size > 1 || own.some(({ activity }) => school.sessionsPerWeek[activity] > 1)) {
    for (let season = 0; season < school.S; season++) {
      relaxation.oneAtOnce(
        season,
        own.filter(({ activity, slot }) => school.runs[(activity * school.L + slot) * school.S + season] !== 0),
      )
    }
  }

  // the wished clubs, all unserved, less what is served
  relaxation.constant('student-choice', 12 * factor[s] * (wished[s] + everyone[s]))
  if (wished[s] > 0)
    for (const start of clubs) relaxation.charge('student-choice', start.column, (rankCost[start.wish - first] - 12) * factor[s] * share(start))
  for (let e = 0; e < everyone[s]; e++)
    for (const start of byWish[choices[s] + e]) relaxation.charge('student-choice', start.column, -12 * factor[s] * share(start))
  const unserved = (list: readonly Start[]) => {
    const column = relaxation.column(1)
    relaxation.atLeast(1, [...sum(list).columns, column], [...sum(list).values, 1])
    return column
  }
  if (wished[s] > 0) {
    const column = unserved(clubs)
    relaxation.charge('student-choice', column, 12 * factor[s])
    if (school.priority[s]) relaxation.charge('priority-unserved', column, 1)
  }
  if (tutoring[s]) relaxation.charge('tutoring-unserved', unserved(byWish[choices[s] + everyone[s]]), 1)
  addBalance(relaxation, s, own)
}

function addBalance(relaxation: Relaxation, s: number, own: readonly Start[]): void {
  const { school } = relaxation
  const bits = school.policy.requiredDomains.map((_, d) => 1 << d)
  const asked = school.domainsAsked[s] - bits.filter((bit) => school.careDomains[s] & bit).length
  if (asked <= 0) return
  const met: number[] = []
  for (const bit of bits) {
    if (school.careDomains[s] & bit) continue
    const covering = own.filter(({ activity }) => school.domainBits[activity] & bit)
    if (covering.length === 0) continue
    const covered = relaxation.column(1)
    relaxation.atLeast(0, [...covering.map(({ column }) => column), covered], [...covering.map(({ activity }) => 1 / school.sessionsPerWeek[activity]), -1])
    met.push(covered)
  }
  const lacking = relaxation.column(asked)
  relaxation.builder.row(asked, any, [...met, lacking])
  relaxation.charge('balanced-week', lacking, 1)
}

/** Where a wish can be served at all: an allowed slot, all of it attended, with some room that meets the student's needs on the right site. */
function startsOf(relaxation: Relaxation, student: number, wish: number): Start[] {
  const { school } = relaxation
  const { L, length, optionsFrom, options, sectionActivity } = school
  const activities = new Set<number>()
  for (let i = optionsFrom[wish]; i < optionsFrom[wish + 1]; i++) activities.add(sectionActivity[options[i]])
  return [...activities].flatMap((activity) =>
    school.slots[activity].flatMap((slot): Start[] =>
      servable(school, student, activity, slot)
        ? [{ student, wish, activity, slot, span: length[activity] === 2 ? L + slot : slot, column: relaxation.whole(1) }]
        : [],
    ),
  )
}

/** @returns whether the student can be in a session of the activity that starts at the slot: all of it attended, some room on the right site that meets the student's needs */
export function servable({ L, R, length, attends, crossSite, roomOk, rooms }: School, student: number, activity: number, slot: number): boolean {
  const ok = crossSite[activity] ? 1 : 3
  const span = length[activity] === 2 ? L + slot : slot
  return attends[student * 2 * L + span] !== 0 && rooms[activity * L + slot].some((room) => (roomOk[student * R + room] & ok) === ok)
}
