import { seasonDates } from '../dates.ts'
import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import { Incumbent } from './incumbent.ts'
import { eachSeat, termSessions } from './people.ts'

export interface SeasonLoad {
  readonly season: string
  /** sessions a week */
  readonly sessions: number
  /** a fair share of the season's service, less what was carried over; absent for those who are not counted */
  readonly target?: number
  /** seats by the keenest offer that holds them */
  readonly keen: number
  readonly willing: number
  readonly reluctant: number
}

export interface PersonFairness {
  readonly staff: string
  readonly seasons: readonly SeasonLoad[]
  /** sessions over the whole term, make-up days and holidays counted */
  readonly termSessions: number
  /** what the plan says of earlier terms, and what it should say in the next one, in sessions a week above a fair share */
  readonly carriedIn: number
  readonly carriedOut: number
}

export interface StudentFairness {
  readonly student: string
  readonly wished: number
  /** wished clubs not given this term: who has some comes first in the next one */
  readonly carriedIn: number
  readonly carriedOut: number
}

/** What is passed on from term to term. */
export interface Ledger {
  readonly staff: Readonly<Record<string, number>>
  readonly students: Readonly<Record<string, number>>
}

export interface Fairness {
  readonly people: readonly PersonFairness[]
  readonly students: readonly StudentFairness[]
  readonly ledger: Ledger
}

/**
 * Load against a fair share, person by person, and wishes not met, child by child.
 *
 * A share follows from what somebody offered and from the limits that they set. Who serves less than a share, or offers nothing, owes nothing: only more than a fair share is
 * carried over, and it lowers the next target.
 */
export function fairness(plan: Plan, timetable: TimetableParts): Fairness {
  const { state, school } = new Incumbent(plan, timetable)
  const dates = seasonDates(plan)
  const weeks = dates.map((list) => list.length / 5)
  const allWeeks = weeks.reduce((sum, n) => sum + n, 0)
  const people = plan.staff.map((person, p): PersonFairness => {
    const seasons = plan.seasons.map((season, s): SeasonLoad => {
      const week = p * school.S + s
      const target = school.target[week]
      return { season: season.id, sessions: state.roster.weekSessions[week], ...(target >= 0 && { target }), ...keenness(p, s) }
    })
    const over = seasons.reduce((sum, { sessions, target }, s) => sum + (target === undefined ? 0 : (sessions - target) * weeks[s]), 0)
    // the target is already less by what was carried in: what is above it is new
    const carriedOut = seasons.some(({ target }) => target !== undefined) ? Math.max(0, Math.round(over / Math.max(1, allWeeks))) : 0
    return { staff: person.id, seasons, termSessions: termSessions(state, p), carriedIn: person.carried, carriedOut }
  })
  const served = Map.groupBy(
    timetable.sections.flatMap((section) => section.students.map((student) => ({ student, activity: section.activity }))),
    ({ student }) => student,
  )
  const students = plan.students.flatMap((student): StudentFairness[] => {
    const wished = Math.min(student.clubsWanted, student.choices.length)
    if (wished === 0) return []
    const got = (served.get(student.id) ?? []).filter(({ activity }) => student.choices.includes(activity)).length
    return [{ student: student.id, wished, carriedIn: student.carried, carriedOut: Math.max(0, wished - got) }]
  })
  return {
    people,
    students,
    ledger: {
      staff: Object.fromEntries(people.filter(({ carriedOut }) => carriedOut > 0).map(({ staff, carriedOut }) => [staff, carriedOut])),
      students: Object.fromEntries(students.filter(({ carriedOut }) => carriedOut > 0).map(({ student, carriedOut }) => [student, carriedOut])),
    },
  }

  function keenness(p: number, season: number): Pick<SeasonLoad, 'keen' | 'willing' | 'reluctant'> {
    const counts = [0, 0, 0]
    eachSeat(state, p, season, (call) => {
      const reluctance = school.permit[call * school.P + p]
      counts[reluctance === 0 ? 0 : reluctance === 1 ? 1 : 2]++
    })
    return { keen: counts[0], willing: counts[1], reluctant: counts[2] }
  }
}

/** The plan of a next term with what the last one carries over; who is new starts at 0. */
export const withLedger = (plan: Plan, ledger: Ledger): Plan => ({
  ...plan,
  staff: plan.staff.map((person) => ({ ...person, carried: ledger.staff[person.id] ?? 0 })),
  students: plan.students.map((student) => ({ ...student, carried: ledger.students[student.id] ?? 0 })),
})
