import type { RowId } from '../catalogue.ts'
import type { Plan } from '../plan.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { priorityUnserved, tutoringUnserved, unfilledSeat, unplacedStudent } from './demand.ts'
import type { CheckFinding, Pricer, Text } from './finding.ts'
import { careFix } from './fix-care.ts'
import { seatFix } from './fix-seats.ts'
import { placeFix, sectionFix } from './fix-students.ts'
import { seatObstacles } from './seat-obstacles.ts'
import { missingSection } from './sessions.ts'
import { type View, viewOf } from './view.ts'

/** What the timetable leaves open, and the simplest thing that would close it. Findings of a row with the same way out are one entry. */
export interface Unfilled {
  readonly row: RowId
  readonly amount: number
  readonly findings: readonly CheckFinding[]
  readonly fix: Text
}

/** Everything that the medium rows of the catalogue find, each with a way out. @param timetable well-formed */
export function unfilledSummary(plan: Plan, timetable: Timetable | TimetableParts): Unfilled[] {
  const view = viewOf(plan, timetable)
  return [
    ...entries(view, 'unfilled-seat', unfilledSeat, seatFixes(view)),
    ...entries(view, 'unplaced-student', unplacedStudent, ({ where }) =>
      careFix(view, view.care.find(({ host, slot, season }) => host === where.host && slot.id === where.slot && season.season.id === where.season)!),
    ),
    ...entries(view, 'missing-section', missingSection, ({ where }) => sectionFix(view, view.facts.activities.get(where.activity)!)),
    ...entries(view, 'priority-unserved', priorityUnserved, ({ where }) => {
      const student = view.facts.students.get(where.student)!
      return placeFix(
        view,
        student,
        student.choices.map((id) => view.facts.activities.get(id)!),
      )
    }),
    ...entries(view, 'tutoring-unserved', tutoringUnserved, ({ where }) =>
      placeFix(
        view,
        view.facts.students.get(where.student)!,
        plan.activities.filter((activity) => activity.tutoring),
      ),
    ),
  ]
}

function entries(view: View, row: RowId, pricer: Pricer, fix: (finding: CheckFinding) => Text): Unfilled[] {
  const fixed = pricer(view).map((finding) => ({ finding, fix: fix(finding) }))
  return [...Map.groupBy(fixed, (entry) => entry.fix.en).values()].map((same) => ({
    row,
    amount: same.reduce((sum, { finding }) => sum + finding.amount, 0),
    findings: same.map(({ finding }) => finding),
    fix: same[0].fix,
  }))
}

function seatFixes(view: View): (finding: CheckFinding) => Text {
  const obstacles = seatObstacles(view)
  const posts = new Map(view.posts.map((post) => [JSON.stringify(post.where), post]))
  return ({ where }) => seatFix(posts.get(JSON.stringify(where))!, view.facts.plan.staff, obstacles)
}
