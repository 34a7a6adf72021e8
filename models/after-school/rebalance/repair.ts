import { sits, wants } from '../search/staffing.ts'
import type { State } from '../state.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { cancelledSession, changeOf, priceByLevel } from './levels.ts'
import { mendSizes, placeStudents } from './places.ts'
import { polish } from './polish.ts'
import { cancelSection, hold, rehouseClasses, rehouseSections, sectionIndex, sessionsWithoutPlace } from './rehouse.ts'
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
  /** no timetable with the same sections, rooms and students fills as many seats and changes less */
  readonly proven: boolean
  /** sections, rooms and students are as they were */
  readonly mendsSeatsAlone: boolean
  /** posts that went to whoever was named for them in advance */
  readonly promised: ReadonlySet<number>
  /** sections that do not take place on the days in scope */
  readonly cancelled: readonly number[]
  /** of the revivable ones, those that take place again */
  readonly revived: readonly TimetableParts['sections'][number][]
  /** class × slots whose room is closed and that nobody can host */
  readonly unhoused: readonly number[]
  /** sections of which some sessions, listed, have no place, and the others do: those have to be cancelled before anything else is planned */
  readonly homeless: readonly TimetableParts['sections'][number][]
  /** posts that stay empty */
  readonly empty: readonly number[]
}

/** nodes for one seat, for one seat while something is only tried, and for all of them together */
const nodesPerSeat = 2000
const nodesOnTrial = 200
const nodesTogether = 20_000
/** further changes that one seat may cause, and while something is only tried */
const mostPerSeat = 4
const quickly = 2

/** Mends a timetable that has been read into a state as far as the rules allow; see the folder's README for the order of things. */
export function repair(state: State, task: RepairTask): Repaired {
  const { scope, before } = task
  priceByLevel(state)
  const unhoused = rehouseClasses(state, scope)
  const homeless = rehouseSections(state, scope, before).map((part) => ({
    ...part,
    sessions: sessionsWithoutPlace(state, scope, part),
    of: part.sessions.length,
  }))
  const cancelled = homeless.filter(({ sessions, of }) => sessions.length === of).map((part) => sectionIndex(state, part))
  placeStudents(state, task.newStudents)
  const mayCancel = (x: number) => meetsInScope(state, scope, x)
  cancelled.push(...mendSizes(state, mayCancel))

  state.touchedCount = 0
  const changed =
    before.sections.some((part) => state.values[state.school.at.size + sectionIndex(state, part)] === 0) || task.newStudents.length > 0 || unhoused.length > 0
  const holes = holesOf(state, scope)
  const start = state.mark()
  const least = changeOf(state)
  const promised = callBackups(state, holes, task.backups)
  let left = fillEach(state, scope, holes, task.overdue)
  left = rescue(state, scope, left, cancelled, mayCancel, task.overdue)
  let proven = false
  if (left.length === 0 && cancelled.length === 0 && !changed) {
    proven = tighten(state, scope, holes, start, least, task.overdue)
  }
  const tree = changeOf(state) > least
  const revived = task.revivable.filter((part) => !task.overdue() && revive(state, scope, part, task.term))
  polish(state, scope, promised, task.overdue)
  const method =
    revived.length > 0 || left.length > 0 || cancelled.length > 0 || changed ? 'search' : holes.length === 0 ? 'unchanged' : tree ? 'tree-search' : 'counting'
  return {
    method,
    proven: proven && revived.length === 0,
    promised,
    mendsSeatsAlone: !changed && cancelled.length === 0 && revived.length === 0,
    cancelled,
    revived,
    unhoused,
    empty: left,
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

/** posts of the days in scope with an empty required seat */
export function holesOf(state: State, scope: Scope): number[] {
  const { school, roster } = state
  const holes: number[] = []
  for (let q = 0; q < school.Q; q++) if (roster.callOf[q] >= 0 && scope.open[school.callDay[roster.callOf[q]]] && wants(state, q)) holes.push(q)
  return holes
}

/** Fills one empty seat after the other, each with as few further changes as it can. @returns those that stay empty */
function fillEach(state: State, scope: Scope, holes: readonly number[], overdue: () => boolean): number[] {
  const left: number[] = []
  const order = holes.map((q) => ({ q, free: freeFor(state, q) })).sort((a, b) => a.free - b.free)
  for (const { q } of order) {
    while (wants(state, q)) {
      if (!fillOne(state, scope, q, overdue() ? nodesOnTrial : nodesPerSeat)) {
        left.push(q)
        break
      }
    }
  }
  return left
}

/** @param effort nodes for each budget; less of it looks at fewer further changes as well */
export function fillOne(state: State, scope: Scope, post: number, effort = nodesPerSeat): boolean {
  for (let budget = 0; budget <= (effort < nodesPerSeat ? quickly : mostPerSeat); budget++) {
    const reseat = new Reseat(state, scope, effort, state.energy)
    if (reseat.run([post], budget).filled) return true
  }
  return false
}

function freeFor(state: State, post: number): number {
  const { school, roster } = state
  const call = roster.callOf[post]
  let n = 0
  for (let i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) if (roster.free(post, school.candidates[i])) n++
  return n
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

/** A seat that nobody can take: a session at that time does not take place, and its leader comes free, where that costs less. @returns what stays empty */
function rescue(
  state: State,
  scope: Scope,
  holes: readonly number[],
  cancelled: number[],
  mayCancel: (x: number) => boolean,
  overdue: () => boolean,
): number[] {
  const left: number[] = []
  for (const q of holes) {
    if (!wants(state, q)) continue
    let best = -1
    let bestEnergy = state.energy
    // a group without its leader never stays, however late it is
    for (const x of overdue() && q >= state.school.careFrom ? [] : sectionsAtOnce(state, q)) {
      if (!mayCancel(x)) continue
      const mark = state.mark()
      const sessions = state.school.sessionsFrom[x + 1] - state.school.sessionsFrom[x]
      without(state, scope, x, q)
      const energy = state.energy + cancelledSession.energy * sessions
      if (energy < bestEnergy) {
        bestEnergy = energy
        best = x
      }
      state.rollback(mark)
      state.touchedCount = 0
    }
    if (best >= 0) {
      without(state, scope, best, q)
      cancelled.push(best)
    }
    if (wants(state, q)) left.push(q)
  }
  return left
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
function without(state: State, scope: Scope, x: number, post: number): void {
  cancelSection(state, x)
  const day = state.school.callDay[state.roster.callOf[post]] ?? -1
  state.touchedCount = 0
  for (const q of holesOf(state, scope)) {
    if (state.school.callDay[state.roster.callOf[q]] === day || day < 0) while (wants(state, q) && fillOne(state, scope, q, nodesOnTrial));
  }
}

/** running sections at once with the post: its own, or those whose people could take it */
function sectionsAtOnce(state: State, post: number): number[] {
  const { school, roster, values } = state
  const { S, at, sessionSection, careFrom, callDay, callBit, callClash } = school
  const sections = new Set<number>()
  if (post < careFrom) return [sessionSection[Math.trunc(post / (2 * S))]]
  const call = roster.callOf[post]
  for (let z = 0; z < school.Z; z++) {
    const x = sessionSection[z]
    if (values[at.size + x] === 0) continue
    const q = z * 2 * S + (post % S)
    const other = roster.callOf[q]
    if (other < 0 || callDay[other] !== callDay[call] || (callBit[other] & callClash[call]) === 0) continue
    for (const p of [q, q + S]) {
      for (let i = school.seatFrom[p]; i < school.seatFrom[p + 1]; i++) {
        const held = values[at.seat + i]
        if (held !== 0 && school.permit[call * school.P + held - 1] !== 255 && !sits(state, post, held - 1)) sections.add(x)
      }
    }
  }
  return [...sections]
}
