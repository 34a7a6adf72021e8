import { type CheckFinding, type CheckReport, checkTimetable } from '../check/index.ts'
import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import type { PostRef, PriceChange } from './incumbent.ts'
import { samePost } from './same-post.ts'
import { type Substitute, substitutes } from './substitutes.ts'

type Finding = CheckFinding & { readonly row: string }

export interface Why {
  /** what the rows say about this seat or this person there, as it is */
  readonly findings: readonly Finding[]
  /** what the timetable would cost more if the seat were empty: rows above 0 hold the person there, rows below 0 would be glad */
  readonly without: PriceChange
  /** the cheapest others, with what each would cost more: where all of them cost more, the rows above 0 are why it is this person */
  readonly others: readonly Pick<Substitute, 'staff' | 'change'>[]
}

/** Why somebody sits where they sit. */
export function whySeat(plan: Plan, timetable: TimetableParts, post: PostRef, staff: string): Why {
  const report = checkTimetable(plan, timetable)
  const empty = { ...timetable, posts: timetable.posts.map((own) => (samePost(own, post) ? { ...own, staff: own.staff.filter((id) => id !== staff) } : own)) }
  const slot = post.kind === 'duty' ? undefined : post.slot
  const about = ({ where }: CheckFinding) => where.staff === staff && (slot === undefined || where.slot === undefined || where.slot === slot)
  return {
    findings: report.constraints.flatMap((row) => row.findings.filter(about).map((finding) => ({ ...finding, row: row.id }))),
    without: priceChange(report, checkTimetable(plan, empty)),
    others: substitutes(plan, timetable, { posts: [post], instead: staff, limit: 3 }).map(({ staff: other, change }) => ({ staff: other, change })),
  }
}

/** @returns after − before, rows that differ */
export function priceChange(before: CheckReport, after: CheckReport): PriceChange {
  const rows = after.constraints.map((row, i) => [row.id, row.cost - before.constraints[i].cost] as const).filter(([, cost]) => cost !== 0)
  return { hard: after.hard - before.hard, medium: after.medium - before.medium, soft: after.soft - before.soft, rows: Object.fromEntries(rows) }
}
