import { sits, wants } from '../search/staffing.ts'
import type { State } from '../state.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { rehouseClasses, spread, troubledGroups } from './care-hosts.ts'
import { fillEach, fillOne, holesOf, nodesOnTrial } from './fill.ts'
import { cancelledSession, changeOf, priceByLevel } from './levels.ts'
import { mendSizes, placeStudents } from './places.ts'
import { polish } from './polish.ts'
import { cancelSection, hold, rehouseSections, sectionIndex, sessionsWithoutPlace } from './rehouse.ts'
import { apply, Reseat, type Scope } from './reseat.ts'

export interface RepairTask {
  /** what ruled until now, less what was cancelled */
  readonly before: TimetableParts
  readonly scope: Scope
  /** students who are new, or whose slots changed */
  readonly newStudents: readonly string[]
  /** sections that meet once, on a day in scope, and that an earlier answer cancelled; and the timetable in which they took place */
  readonly revivable: readonly TimetableParts['sections'][number][]
  readonly term: TimetableParts
  /** who steps in where a section has lost its leader */
  readonly backups: NonNullable<Timetable['backups']>
  /** says stop; what stands then is the answer */
  readonly overdue: () => boolean
}

/** How the answer came about. */
export type Method = 'unchanged' | 'counting' | 'tree-search' | 'search'

export interface Repaired {
  readonly method: Method
  /** no timetable with the same sections, rooms and students leaves as little unmet and changes less */
  readonly proven: boolean
  /** a seat is empty, or a care group above its room's capacity, on the days in scope: other hosts or people might leave less unmet */
  readonly mayFall: boolean
  /** sections, rooms and students are as they were */
  readonly mendsSeatsAlone: boolean
  /** posts that went to whoever was named for them in advance */
  readonly promised: ReadonlySet<number>
  /** sections that do not take place on the days in scope */
  readonly cancelled: readonly number[]
  /** of those that meet several times, the sessions for whose sake they do not: perhaps the others need not go */
  readonly inPart: readonly { readonly section: number; readonly slot: number }[]
  /** of the revivable ones, those that take place again */
  readonly revived: readonly TimetableParts['sections'][number][]
  /** sections of which some sessions, listed, have no place, and the others do: those have to be cancelled before anything else is planned */
  readonly homeless: readonly TimetableParts['sections'][number][]
  /** posts that stay empty */
  readonly empty: readonly number[]
}

/** nodes for all seats together */
const nodesTogether = 20_000

/** Mends a timetable that has been read into a state as far as the rules allow; see the folder's README for the order of things. */
export function repair(state: State, task: RepairTask): Repaired {
  const { scope, before } = task
  priceByLevel(state)
  const { unhoused, moved } = rehouseClasses(state, scope, before, task.overdue)
  const homeless = rehouseSections(state, scope, before).map((part) => ({
    ...part,
    sessions: sessionsWithoutPlace(state, scope, part),
    of: part.sessions.length,
  }))
  const cancelled = homeless.filter(({ sessions, of }) => sessions.length === of).map((part) => sectionIndex(state, part))
  const mayCancel = (x: number) => meetsInScope(state, scope, x)
  placeStudents(state, task.newStudents, mayCancel)
  cancelled.push(...mendSizes(state, mayCancel))

  state.touchedCount = 0
  const changed =
    before.sections.some((part) => state.values[state.school.at.size + sectionIndex(state, part)] === 0) || task.newStudents.length > 0 || unhoused.length > 0
  const holes = holesOf(state, scope)
  const start = state.mark()
  const least = changeOf(state)
  const promised = callBackups(state, holes, task.backups)
  let left = fillEach(state, scope, holes, task.overdue)
  let spreads = spread(state, scope, task.overdue)
  if (spreads) left = fillEach(state, scope, holesOf(state, scope), task.overdue)
  const inPart = rescue(state, scope, left, cancelled, mayCancel, task.overdue)
  left = left.filter((q) => wants(state, q))
  const seatsAlone = !changed && cancelled.length === 0
  let proven = false
  if (left.length === 0 && seatsAlone && !spreads) proven = tighten(state, scope, holes, start, least, task.overdue)
  const tree = changeOf(state) > least
  const revived = task.revivable.filter((part) => !task.overdue() && revive(state, scope, part, task.term))
  if (!seatsAlone || revived.length > 0) spreads = spread(state, scope, task.overdue) || spreads
  polish(state, scope, promised, task.overdue)
  const unmet = holesOf(state, scope)
  const mayFall = unmet.length > 0 || troubledGroups(state, scope).length > 0
  const searched = !seatsAlone || moved || spreads || revived.length > 0
  const method = searched || mayFall ? 'search' : holes.length === 0 ? 'unchanged' : tree ? 'tree-search' : 'counting'
  return {
    method,
    proven: proven && !searched && !mayFall,
    mayFall,
    promised,
    mendsSeatsAlone: seatsAlone && revived.length === 0,
    cancelled,
    inPart,
    revived,
    empty: unmet,
    homeless: homeless.filter(({ sessions, of }) => sessions.length < of),
  }
}

/** Whoever was named in advance steps in, where they may and are free. @returns the posts that are theirs now */
function callBackups(state: State, holes: readonly number[], backups: RepairTask['backups']): Set<number> {
  const { school, roster } = state
  const taken = new Set<number>()
  const named = new Map(backups.map((backup) => [sectionIndex(state, backup), school.staffIndex.get(backup.staff)]))
  for (const q of holes) {
    if (q >= school.careFrom || !state.rules.led.counts(q) || !wants(state, q)) continue
    const p = named.get(school.sessionSection[Math.trunc(q / (2 * school.S))])
    if (p === undefined || school.permit[roster.callOf[q] * school.P + p] === 255 || sits(state, q, p) || !roster.free(q, p)) continue
    state.seat(q, p)
    taken.add(q)
  }
  return taken
}

/**
 * Looks for an answer with fewer changes than the one that stands, all seats together.
 * @returns whether none is left: each empty seat is one change whoever takes it, and what else a smaller budget could pay for has been tried
 */
function tighten(state: State, scope: Scope, holes: readonly number[], start: number, least: number, overdue: () => boolean): boolean {
  const extra = changeOf(state) - least
  if (extra === 0) return true
  if (overdue()) return false
  const found = state.values.slice(0, state.school.at.size)
  const energy = state.energy
  state.rollback(start)
  let proven = true
  for (let budget = 0; budget < extra; budget++) {
    if (overdue()) {
      proven = false
      break
    }
    const { filled, exhausted } = new Reseat(state, scope, nodesTogether, energy).run(holes, budget)
    if (filled) return proven && budget <= provable
    if (!exhausted) proven = false
  }
  apply(state, found)
  return proven && extra <= provable
}

/** Beyond two changes, rooms, sessions and students could move as well, which this search does not try. */
const provable = 2

/** all sessions of the section lie on days in scope */
export function meetsInScope({ school, values }: State, scope: Scope, x: number): boolean {
  for (let z = school.sessionsFrom[x]; z < school.sessionsFrom[x + 1]; z++) {
    const slot = values[school.at.slot + z] - 1
    if (slot >= 0 && !scope.open[school.weekday[slot]]) return false
  }
  return true
}

/** A seat that nobody can take: a section at that time does not take place, and its leader comes free, where that costs less. @returns of sections that meet several times, those sessions */
function rescue(
  state: State,
  scope: Scope,
  holes: readonly number[],
  cancelled: number[],
  mayCancel: (x: number) => boolean,
  overdue: () => boolean,
): Repaired['inPart'] {
  const inPart: { section: number; slot: number }[] = []
  for (const q of holes) {
    if (!wants(state, q)) continue
    let best = -1
    let bestEnergy = state.energy
    // a group without its leader never stays, however late it is
    const sections = overdue() && q >= state.school.careFrom ? new Map<number, number[]>() : sectionsAtOnce(state, q)
    for (const x of sections.keys()) {
      if (!mayCancel(x)) continue
      const mark = state.mark()
      const sessions = state.school.sessionsFrom[x + 1] - state.school.sessionsFrom[x]
      without(state, scope, x, q, overdue)
      const energy = state.energy + cancelledSession.energy * sessions
      if (energy < bestEnergy) {
        bestEnergy = energy
        best = x
      }
      state.rollback(mark)
      state.touchedCount = 0
    }
    if (best < 0) continue
    const gone = sections.get(best)!.map((z) => state.values[state.school.at.slot + z] - 1)
    if (canMeetWithout(state, best, gone)) inPart.push(...gone.map((slot) => ({ section: best, slot })))
    without(state, scope, best, q, overdue)
    cancelled.push(best)
  }
  return inPart
}

/** whether some other session of the section has a leader */
function canMeetWithout({ school, values, filled }: State, x: number, gone: readonly number[]): boolean {
  for (let z = school.sessionsFrom[x]; z < school.sessionsFrom[x + 1]; z++) {
    const q = z * 2 * school.S
    if (!gone.includes(values[school.at.slot + z] - 1) && filled[q] >= values[school.at.need + q]) return true
  }
  return false
}

/** A session that was cancelled for want of somebody takes place again, where that leaves less unmet. @returns whether it does */
function revive(state: State, scope: Scope, part: TimetableParts['sections'][number], term: TimetableParts): boolean {
  const x = sectionIndex(state, part)
  if (x < 0 || state.values[state.school.at.size + x] > 0) return false
  const sessions = part.sessions.map(({ slot, room }) => ({ slot: state.school.slotIndex.get(slot)!, room: state.school.roomIndex.get(room)! }))
  const allowed = sessions.every(({ slot, room }) => state.school.rooms[state.school.sectionActivity[x] * state.school.L + slot].includes(room))
  const energy = state.energy
  const mark = state.mark()
  if (allowed && hold(state, x, sessions, part, term)) {
    state.touchedCount = 0
    const { weekday } = state.school
    for (const q of holesOf(state, scope)) {
      if (sessions.some(({ slot }) => weekday[slot] === state.school.callDay[state.roster.callOf[q]]))
        while (wants(state, q) && fillOne(state, scope, q, nodesOnTrial));
    }
    if (state.energy < energy + cancelledSession.energy * part.sessions.length) return true
  }
  state.rollback(mark)
  state.touchedCount = 0
  return false
}

/** The section does not take place, and the post and what care needs now are filled. */
function without(state: State, scope: Scope, x: number, post: number, overdue: () => boolean): void {
  cancelSection(state, x)
  const day = state.school.callDay[state.roster.callOf[post]] ?? -1
  state.touchedCount = 0
  for (const q of holesOf(state, scope)) {
    if (state.school.callDay[state.roster.callOf[q]] === day || day < 0) while (wants(state, q) && fillOne(state, scope, q, nodesOnTrial));
  }
  spread(state, scope, overdue)
}

/** running sections at once with the post: its own, or those whose people could take it; and their sessions at that time */
function sectionsAtOnce(state: State, post: number): Map<number, number[]> {
  const { school, roster, values } = state
  const { S, at, sessionSection, careFrom, callDay, callBit, callClash } = school
  const sections = new Map<number, number[]>()
  const own = Math.trunc(post / (2 * S))
  if (post < careFrom) return new Map([[sessionSection[own], [own]]])
  const call = roster.callOf[post]
  for (let z = 0; z < school.Z; z++) {
    const x = sessionSection[z]
    if (values[at.size + x] === 0) continue
    const q = z * 2 * S + (post % S)
    const other = roster.callOf[q]
    if (other < 0 || callDay[other] !== callDay[call] || (callBit[other] & callClash[call]) === 0) continue
    const couldTake = [q, q + S].some((p) => {
      for (let i = school.seatFrom[p]; i < school.seatFrom[p + 1]; i++) {
        const held = values[at.seat + i]
        if (held !== 0 && school.permit[call * school.P + held - 1] !== 255 && !sits(state, post, held - 1)) return true
      }
      return false
    })
    if (couldTake) sections.set(x, [...(sections.get(x) ?? []), z])
  }
  return sections
}
