import { decode } from '../codec.ts'
import type { Plan } from '../plan.ts'
import { fillOne, holesOf } from '../rebalance/fill.ts'
import { cancelSection } from '../rebalance/rehouse.ts'
import { canJoin, obstacle, suits } from '../search/join.ts'
import { sits, wants } from '../search/staffing.ts'
import type { TimetableParts } from '../timetable.ts'
import { byPrice, Incumbent, type PriceChange } from './incumbent.ts'
import { assertKnown } from './known.ts'

export interface SectionPlace {
  readonly slot: string
  readonly room: string
  /** students who could not come, by id; they are out of the section */
  readonly losing: readonly string[]
  /** exactly check(after) − check(before) */
  readonly change: PriceChange
  readonly after: TimetableParts
}

export interface SectionPlaceQuery {
  readonly activity: string
  readonly number: number
  /** the session to move, by its slot */
  readonly slot: string
  /** how many places to list; default 10 */
  readonly limit?: number
}

/** Other slots and rooms for one session of a running section: its students and leaders come along where they can, empty seats are filled; the cheapest first. */
export function sectionPlaces(plan: Plan, timetable: TimetableParts, { activity, number, slot, limit = 10 }: SectionPlaceQuery): SectionPlace[] {
  assertKnown(plan, { activity, slot })
  const incumbent = new Incumbent(plan, timetable)
  const { state, school } = incumbent
  const a = school.activityIndex.get(activity)
  const part = timetable.sections.find((section) => section.activity === activity && section.number === number)
  const k = part?.sessions.findIndex((session) => session.slot === slot) ?? -1
  if (a === undefined || !part || k < 0) return []
  const before = incumbent.amounts()
  const found: (Omit<SectionPlace, 'after'> & { decisions: Int32Array })[] = []
  for (const l of school.slots[a]) {
    for (const r of school.rooms[a * school.L + l]) {
      if (plan.slots[l].id === slot && plan.rooms[r].id === part.sessions[k].room) continue
      incumbent.trial(() => {
        const losing = moveSession(incumbent, school.sectionsFrom[a] + number - 1, k, l, r)
        if (!losing) return
        found.push({
          slot: plan.slots[l].id,
          room: plan.rooms[r].id,
          losing,
          change: incumbent.changeSince(before),
          decisions: state.values.slice(0, school.at.size),
        })
      })
    }
  }
  return found
    .sort((x, y) => byPrice(x.change, y.change))
    .slice(0, limit)
    .map(({ decisions, ...place }) => ({ ...place, after: decode(school, decisions) }))
}

/** @returns the students who cannot come; undefined where the section cannot be there */
function moveSession({ state, school }: Incumbent, x: number, k: number, slot: number, room: number): string[] | undefined {
  const { values, roster } = state
  const { sessionsFrom, seatFrom, at, S, L, sectionActivity, length, runs, atOnce } = school
  const a = sectionActivity[x]
  const members = Array.from(state.members.subarray(x * state.mostMembers, x * state.mostMembers + values[at.size + x]))
  const sessions = Array.from({ length: sessionsFrom[x + 1] - sessionsFrom[x] }, (_, i) => ({
    slot: values[at.slot + sessionsFrom[x] + i] - 1,
    room: values[at.room + sessionsFrom[x] + i] - 1,
  }))
  const spanOf = (first: number) => (length[a] === 2 ? L + first : first)
  const meet = (first: number) => first === slot || atOnce[spanOf(first) * 2 * L + spanOf(slot)] === 1
  if (sessions.some((session, i) => i !== k && meet(session.slot))) return undefined
  const people: { post: number; person: number }[] = []
  for (let q = sessionsFrom[x] * 2 * S; q < sessionsFrom[x + 1] * 2 * S; q++) {
    for (let i = seatFrom[q]; i < seatFrom[q + 1]; i++) if (values[at.seat + i] !== 0) people.push({ post: q, person: values[at.seat + i] - 1 })
  }
  cancelSection(state, x)
  sessions[k] = { slot, room }
  for (const [i, session] of sessions.entries()) {
    const span = spanOf(session.slot)
    for (let season = 0; season < S; season++) {
      if (runs[(a * L + session.slot) * S + season] && state.rules.roomClash.crowding(session.room, season, span) > 0) return undefined
    }
    state.setSlot(sessionsFrom[x] + i, session.slot)
    state.setRoom(sessionsFrom[x] + i, session.room)
  }
  const losing: string[] = []
  for (const w of members) {
    if (canJoin(state, w, x)) state.join(w, x)
    else losing.push(school.plan.students[school.wishStudent[w]].id)
  }
  if (values[at.size + x] < school.sizeMin[a]) return undefined
  for (const { post, person } of people) {
    if (!wants(state, post) || sits(state, post, person)) continue
    if (school.permit[roster.callOf[post] * school.P + person] !== 255 && roster.free(post, person)) state.seat(post, person)
  }
  const everyDay = { open: new Uint8Array(7).fill(1) }
  state.touchedCount = 0
  for (const q of holesOf(state, everyDay)) while (wants(state, q) && fillOne(state, everyDay, q));
  return losing
}

export interface ClubPlace {
  readonly activity: string
  readonly number: number
  /** the student's rank of the activity, 1 the most wished; absent: not ranked (a whole grade’s activity, tutoring) */
  readonly rank?: number
  /** the section that the student would leave for it */
  readonly leaving?: { readonly activity: string; readonly number: number }
  /** exactly check(after) − check(before) */
  readonly change: PriceChange
  readonly after: TimetableParts
}

/** Running sections of the student's own choices with a place at slots attended, the cheapest first; where another section is in the way, it is given up. */
export function clubPlaces(plan: Plan, timetable: TimetableParts, student: string): ClubPlace[] {
  assertKnown(plan, { student })
  const incumbent = new Incumbent(plan, timetable)
  const { state, school } = incumbent
  const { values } = state
  const s = school.studentIndex.get(student)!
  const before = incumbent.amounts()
  const places: ClubPlace[] = []
  const named = (x: number) => ({ activity: plan.activities[school.sectionActivity[x]].id, number: x - school.sectionsFrom[school.sectionActivity[x]] + 1 })
  for (let w = school.wishesFrom[s]; w < school.wishesFrom[s + 1]; w++) {
    for (let i = school.optionsFrom[w]; i < school.optionsFrom[w + 1]; i++) {
      const x = school.options[i]
      const size = values[school.at.size + x]
      if (size === 0 || size >= school.sizeMax[school.sectionActivity[x]] || values[school.at.enrol + w] === x + 1 || !suits(state, s, x)) continue
      const give = obstacle(state, w, x)
      if (give === -2) continue
      const left = give >= 0 ? values[school.at.enrol + give] - 1 : -1
      incumbent.trial(() => {
        if (give >= 0) state.leave(give)
        if (!canJoin(state, w, x)) return
        state.join(w, x)
        const rank = w - school.wishesFrom[s]
        places.push({
          ...named(x),
          ...(rank < school.choices[s] && { rank: rank + 1 }),
          ...(left >= 0 && { leaving: named(left) }),
          change: incumbent.changeSince(before),
          after: decode(school, state.values),
        })
      })
    }
  }
  return places.sort((a, b) => byPrice(a.change, b.change))
}
