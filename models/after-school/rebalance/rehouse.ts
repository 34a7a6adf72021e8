import { clearSection } from '../codec.ts'
import { keyOf, postKey, wishFor } from '../constraints/parts.ts'
import { slotsDiffer } from '../constraints/section-count.ts'
import { canJoin } from '../search/join.ts'
import { sits, wants } from '../search/staffing.ts'
import type { State } from '../state.ts'
import type { TimetableParts } from '../timetable.ts'
import { cancelledSession } from './levels.ts'
import type { Scope } from './reseat.ts'

type Section = TimetableParts['sections'][number]
type Session = { readonly slot: number; readonly room: number }

/** combinations of rooms and slots tried for one section */
const mostPlacings = 400

/**
 * Sections that cannot stay where they were (a room is closed, a slot has gone) get the room, or the time, that costs least; the seats are filled later.
 * @returns those for which not taking place costs less, or that can be nowhere
 */
export function rehouseSections(state: State, scope: Scope, parts: TimetableParts): Section[] {
  const { school, values } = state
  const homeless: Section[] = []
  for (const part of parts.sections) {
    const x = sectionIndex(state, part)
    if (x < 0 || values[school.at.size + x] > 0) continue
    const empty = unstaffedEnergy(state) + cancelledSession.energy * part.sessions.length
    let best: readonly Session[] | undefined
    let bestEnergy = empty
    for (const sessions of placings(state, scope, x, part)) {
      const mark = state.mark()
      if (hold(state, x, sessions, part, parts) && unstaffedEnergy(state) < bestEnergy) {
        bestEnergy = unstaffedEnergy(state)
        best = sessions
      }
      state.rollback(mark)
    }
    if (best) hold(state, x, best, part, parts)
    else homeless.push(part)
  }
  return homeless
}

/** @returns the sessions of a section on days in scope that cannot be where they were; all of those, where each of them could */
export function sessionsWithoutPlace(state: State, scope: Scope, part: Section): Section['sessions'] {
  const { school } = state
  const a = school.sectionActivity[sectionIndex(state, part)]
  const inScope = part.sessions.filter(({ slot }) => scope.open[school.weekday[school.slotIndex.get(slot)!]])
  const gone = inScope.filter(({ slot, room }) => !school.rooms[a * school.L + school.slotIndex.get(slot)!].includes(school.roomIndex.get(room)!))
  return gone.length > 0 ? gone : inScope
}

export function sectionIndex({ school }: State, part: Pick<Section, 'activity' | 'number'>): number {
  const a = school.activityIndex.get(part.activity)
  if (a === undefined) return -1
  const x = school.sectionsFrom[a] + part.number - 1
  return x < school.sectionsFrom[a + 1] ? x : -1
}

/** the energy without empty seats */
function unstaffedEnergy(state: State): number {
  const { unfilledSeat, led } = state.rules
  return state.energy - state.penalty[unfilledSeat.row] * state.amounts[unfilledSeat.row] - state.penalty[led.row] * state.amounts[led.row]
}

/** Same slots in other rooms; then, for a section that meets once, other slots as well. */
function placings(state: State, scope: Scope, x: number, part: Section): Session[][] {
  const { school } = state
  const { L, rooms, weekday, sectionActivity, slots, capacity } = school
  const a = sectionActivity[x]
  const roomsAt = (l: number, old: number): number[] => {
    const options = rooms[a * L + l].filter((r) => capacity[r] >= part.students.length)
    if (options.includes(old)) return [old, ...(scope.open[weekday[l]] ? [] : [])]
    return scope.open[weekday[l]] ? options : []
  }
  const old = part.sessions.map(({ slot, room }) => ({ slot: school.slotIndex.get(slot) ?? -1, room: school.roomIndex.get(room) ?? -1 }))
  let ways: Session[][] = [[]]
  for (const { slot, room } of old) ways = ways.flatMap((way) => roomsAt(slot, room).map((r) => [...way, { slot, room: r }])).slice(0, mostPlacings)
  if (old.length > 1 || !scope.open[weekday[old[0].slot]]) return ways
  const elsewhere = slots[a].filter((l) => l !== old[0].slot && scope.open[weekday[l]])
  return [...ways, ...elsewhere.flatMap((slot) => rooms[a * L + slot].map((room) => [{ slot, room }]))].slice(0, mostPlacings)
}

/** @returns whether the section stands there, with as many of its students as a running section needs */
export function hold(state: State, x: number, sessions: readonly Session[], part: Section, parts: TimetableParts): boolean {
  const { school, values } = state
  const { sessionsFrom, sectionActivity, L, S, length, runs } = school
  const a = sectionActivity[x]
  const mark = state.mark()
  for (const [k, { slot, room }] of sessions.entries()) {
    const z = sessionsFrom[x] + k
    const span = length[a] === 2 ? L + slot : slot
    for (let season = 0; season < S; season++) {
      if (runs[(a * L + slot) * S + season] && state.rules.roomClash.crowding(room, season, span) > 0) {
        state.rollback(mark)
        return false
      }
    }
    if (!slotsDiffer(school, values, x, z, slot)) {
      state.rollback(mark)
      return false
    }
    state.setSlot(z, slot)
    state.setRoom(z, room)
  }
  for (const id of part.students) {
    const s = school.studentIndex.get(id)
    const w = s === undefined ? -1 : wishFor(school, s, x)
    if (w >= 0 && canJoin(state, w, x)) state.join(w, x)
  }
  if (values[school.at.size + x] < school.sizeMin[a]) {
    state.rollback(mark)
    return false
  }
  reseatFormer(state, x, parts)
  return true
}

/** Whoever sat in the section's posts sits there again, where they may. */
function reseatFormer(state: State, x: number, parts: TimetableParts): void {
  const { school, roster, values } = state
  const { S, sessionsFrom } = school
  const former = new Map(parts.posts.flatMap((post) => (post.kind === 'section' ? [[keyOf(school, post), post.staff] as const] : [])))
  for (let z = sessionsFrom[x]; z < sessionsFrom[x + 1]; z++) {
    for (let i = 0; i < 2 * S; i++) {
      const q = z * 2 * S + i
      for (const id of former.get(postKey(school, q, values[school.at.slot + z] - 1)) ?? []) {
        const p = school.staffIndex.get(id)
        if (p === undefined || !wants(state, q) || sits(state, q, p)) continue
        if (school.permit[roster.callOf[q] * school.P + p] !== 255 && roster.free(q, p)) state.seat(q, p)
      }
    }
  }
}

/** The section does not take place: its students go to care. */
export function cancelSection(state: State, x: number): void {
  const { school, values, members, mostMembers } = state
  for (let n = values[school.at.size + x]; n > 0; n--) state.leave(members[x * mostMembers + n - 1])
  clearSection(state, x)
}
