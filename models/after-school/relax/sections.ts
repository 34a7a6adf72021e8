import type { Relaxation } from './relaxation.ts'

/** How many sections of an activity start at a slot, and how many seats its roles need there. */
export interface Opening {
  readonly activity: number
  readonly slot: number
  readonly span: number
  /** sections with a session that starts there */
  readonly column: number
  /** students in them */
  readonly students: readonly number[]
}

/**
 * Sections: at most `sections.max` of an activity, each with `sessionsPerWeek` slots, each slot with students between the least and the largest that a room there holds; rooms, counted by what can be used at an instant.
 * Rows: `missing-section`, `season-gap`.
 */
export function addSections(relaxation: Relaxation): Opening[] {
  const { school } = relaxation
  const { A, L, S } = school
  const byPlace = Map.groupBy(relaxation.starts, ({ activity, slot }) => activity * L + slot)
  const openings: Opening[] = []
  for (let a = 0; a < A; a++) {
    const most = school.sectionsFrom[a + 1] - school.sectionsFrom[a]
    const running = relaxation.whole(most)
    if (school.sectionsMin[a] > 0) {
      const missing = relaxation.column(school.sectionsMin[a])
      relaxation.atLeast(school.sectionsMin[a], [running, missing])
      relaxation.charge('missing-section', missing, 1)
    }
    const slots: number[] = []
    for (const slot of school.slots[a]) {
      const list = byPlace.get(a * L + slot) ?? []
      const rooms = school.rooms[a * L + slot]
      if (list.length === 0 || rooms.length === 0) continue
      const column = relaxation.whole(most)
      const students = list.map(({ column: one }) => one)
      const largest = Math.min(school.sizeMax[a], Math.max(...rooms.map((r) => school.capacity[r])))
      const signs = students.map(() => 1)
      relaxation.atMost(0, [...students, column], [...signs, -largest])
      relaxation.atLeast(0, [...students, column], [...signs, -Math.max(1, school.sizeMin[a])])
      // no student is in a section that is open in part only
      for (const one of students) relaxation.atMost(0, [one, column], [1, -1])
      relaxation.atMost(0, [column, running], [1, -1])
      const gaps = [...Array(S).keys()].filter((season) => school.start[season * 2 * L + (school.length[a] === 2 ? L : 0) + slot] < 0).length
      if (gaps > 0) relaxation.charge('season-gap', column, gaps)
      openings.push({ activity: a, slot, span: school.length[a] === 2 ? L + slot : slot, column, students })
      slots.push(column)
    }
    relaxation.builder.row(0, 0, [...slots, running], [...slots.map(() => 1), -school.sessionsPerWeek[a]])
  }
  for (let season = 0; season < S; season++) addRooms(relaxation, openings, season)
  return openings
}

/** At every instant: the sections that can only be in some set of rooms are no more than these rooms hold. */
function addRooms(relaxation: Relaxation, openings: readonly Opening[], season: number): void {
  const { school } = relaxation
  const { L, S, start, end, weekday } = school
  const at = season * 2 * L
  const running = openings.filter(({ activity, slot }) => school.runs[(activity * L + slot) * S + season] !== 0)
  for (const own of Map.groupBy(running, ({ slot }) => weekday[slot]).values()) {
    for (const instant of new Set(own.map(({ span }) => start[at + span]))) {
      const together = own.filter(({ span }) => start[at + span] <= instant && instant < end[at + span])
      const sets = new Map(together.map(({ activity, slot }) => [school.rooms[activity * L + slot].join(), school.rooms[activity * L + slot]]))
      for (const rooms of sets.values()) {
        const inside = together.filter(({ activity, slot }) => school.rooms[activity * L + slot].every((r) => rooms.includes(r)))
        const places = rooms.reduce((sum, r) => sum + school.concurrent[r], 0)
        const largest = inside.reduce((sum, { activity }) => sum + school.sectionsFrom[activity + 1] - school.sectionsFrom[activity], 0)
        if (largest > places)
          relaxation.atMost(
            places,
            inside.map(({ column }) => column),
          )
      }
    }
  }
}
