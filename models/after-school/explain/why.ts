import { type CheckFinding, checkTimetable } from '../check/index.ts'
import type { Plan } from '../plan.ts'
import { goTo } from '../rebalance/care-hosts.ts'
import { fillTouched, nodesPerSeat } from '../rebalance/fill.ts'
import { cancelSection } from '../rebalance/rehouse.ts'
import { sits } from '../search/staffing.ts'
import type { TimetableParts } from '../timetable.ts'
import { type Fault, FaultError } from '../validate/fault.ts'
import type { Assignment } from './contract.ts'
import { byPrice, Incumbent, type PriceChange } from './incumbent.ts'
import { assertKnown } from './known.ts'
import { clubPlaces, sectionPlaces } from './places.ts'
import { substitutes } from './substitutes.ts'

/** What could be there instead: the ids that differ. */
export interface Alternative {
  readonly staff?: string
  readonly activity?: string
  readonly number?: number
  readonly slot?: string
  readonly room?: string
  readonly host?: string
  readonly change: PriceChange
}

export interface Why {
  /** what the rows say about it as it is */
  readonly findings: readonly (CheckFinding & { readonly row: string })[]
  /** what the timetable would cost more without it (an empty seat, a child in care, a section that does not run, a class at home): rows above 0 hold it there, rows below 0 would be glad */
  readonly without: PriceChange
  /** the cheapest others, with what each would cost more: where all of them cost more, the rows above 0 are why it is so */
  readonly others: readonly Alternative[]
}

/** others that are named */
const mostOthers = 3

/**
 * Why something is as it is: a person at a post, a student in a section, a session at its time and place, a class's host in care.
 * @throws FaultError where the plan does not have what it names, or the timetable says otherwise
 */
export function why(plan: Plan, timetable: TimetableParts, assignment: Assignment): Why {
  assertKnown(plan, assignment)
  const incumbent = new Incumbent(plan, timetable)
  const before = incumbent.amounts()
  const without = incumbent.trial(() => (takeAway(incumbent, assignment) ? incumbent.changeSince(before) : undefined))
  if (!without) throw new FaultError([notSo])
  const about = aboutIt(assignment)
  const findings = checkTimetable(plan, timetable).constraints.flatMap((row) =>
    row.findings.filter(({ where }) => about(where)).map((finding) => ({ ...finding, row: row.id })),
  )
  return { findings, without, others: others(plan, timetable, assignment, incumbent) }
}

const notSo: Fault = {
  pointer: '',
  value: null,
  code: 'not-so',
  message: { en: 'the timetable does not have it so.', zh: '课表中没有这一安排。' },
  suggestion: { en: 'Ask about a wish for what is not so.', zh: '若想了解未实现的安排，请按愿望提问。' },
}

/** @returns whether it was there to be taken away */
function takeAway(incumbent: Incumbent, assignment: Assignment): boolean {
  const { state, school } = incumbent
  const { values } = state
  switch (assignment.kind) {
    case 'seat': {
      const post = incumbent.post(assignment.post)
      const person = school.staffIndex.get(assignment.staff)!
      if (post < 0 || !sits(state, post, person)) return false
      state.unseat(post, person)
      return true
    }
    case 'student': {
      const x = sectionOf(incumbent, assignment)
      const s = school.studentIndex.get(assignment.student)!
      for (let w = school.wishesFrom[s]; x >= 0 && w < school.wishesFrom[s + 1]; w++) {
        if (values[school.at.enrol + w] !== x + 1) continue
        state.leave(w)
        return true
      }
      return false
    }
    case 'session': {
      const x = sectionOf(incumbent, assignment)
      if (x < 0 || values[school.at.size + x] === 0) return false
      const slot = school.slotIndex.get(assignment.slot)!
      let meets = false
      for (let z = school.sessionsFrom[x]; z < school.sessionsFrom[x + 1]; z++) meets ||= values[school.at.slot + z] === slot + 1
      if (meets) cancelSection(state, x)
      return meets
    }
    case 'care': {
      const key = keyOf(incumbent, assignment)
      const c = Math.trunc(key / school.L)
      if (values[school.at.host + key] !== c) state.setHost(key, c)
      return school.attending[key] > 0
    }
  }
}

type HasSchool = Pick<Incumbent, 'school'>

function sectionOf({ school }: HasSchool, { activity, number }: { activity: string; number: number }): number {
  const a = school.activityIndex.get(activity)!
  const x = school.sectionsFrom[a] + number - 1
  return x < school.sectionsFrom[a + 1] ? x : -1
}

const keyOf = ({ school }: HasSchool, { class: c, slot }: { class: string; slot: string }): number =>
  school.classIndex.get(c)! * school.L + school.slotIndex.get(slot)!

function aboutIt(assignment: Assignment): (where: CheckFinding['where']) => boolean {
  const orSilent = (said: string | undefined, own: string) => said === undefined || said === own
  switch (assignment.kind) {
    case 'seat': {
      const { post, staff } = assignment
      return (where) => where.staff === staff && orSilent(where.season, post.season) && (post.kind === 'duty' || orSilent(where.slot, post.slot))
    }
    case 'student':
      return (where) => where.student === assignment.student && orSilent(where.activity, assignment.activity)
    case 'session':
      return (where) => where.activity === assignment.activity && where.section === String(assignment.number) && orSilent(where.slot, assignment.slot)
    case 'care':
      return (where) => where.class === assignment.class && where.slot === assignment.slot
  }
}

function others(plan: Plan, timetable: TimetableParts, assignment: Assignment, incumbent: Incumbent): Alternative[] {
  switch (assignment.kind) {
    case 'seat':
      return substitutes(plan, timetable, { posts: [assignment.post], instead: assignment.staff, limit: mostOthers }).map(({ staff, change }) => ({
        staff,
        change,
      }))
    case 'student':
      return clubPlaces(plan, timetable, assignment.student)
        .filter(({ leaving }) => leaving?.activity === assignment.activity && leaving.number === assignment.number)
        .slice(0, mostOthers)
        .map(({ activity, number, change }) => ({ activity, number, change }))
    case 'session':
      return sectionPlaces(plan, timetable, { ...assignment, limit: mostOthers }).map(({ slot, room, change }) => ({ slot, room, change }))
    case 'care':
      return otherHosts(incumbent, keyOf(incumbent, assignment)).slice(0, mostOthers)
  }
}

/** Other hosts for a class at a slot, what they need filled. */
function otherHosts(incumbent: Incumbent, key: number): Alternative[] {
  const { state, school } = incumbent
  // a class that hosts others stays with them
  if (state.guests[key] > 0) return []
  const before = incumbent.amounts()
  const now = state.values[school.at.host + key]
  // the class stays where it is tried: it is that place which has its price
  const scope = { open: Uint8Array.from({ length: 7 }, (_, day) => Number(day === school.weekday[key % school.L])), kept: key }
  const found = [...school.hosts[key]]
    .filter((h) => h !== now)
    .map((h) =>
      incumbent.trial((): Alternative => {
        state.touchedCount = 0
        goTo(state, key, h)
        fillTouched(state, scope, nodesPerSeat)
        return { host: school.hostIds[h], change: incumbent.changeSince(before) }
      }),
    )
  return found.sort((a, b) => byPrice(a.change, b.change))
}
