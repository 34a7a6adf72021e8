import { type CheckReport, checkTimetable } from '../../models/after-school/check/index.ts'
import { afterSchool } from '../../models/after-school/model.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import { withoutCancelled } from '../../models/after-school/rebalance/cancel.ts'
import { partsOn } from '../../models/after-school/rebalance/compiled.ts'
import { type Dated, planOn, type Rebalanced } from '../../models/after-school/rebalance/index.ts'
import { seasonPlan, spanPlan } from '../../models/after-school/rebalance/patch.ts'
import { ruledWeeks } from '../../models/after-school/rebalance/plan-on.ts'
import { heldIn } from '../../models/after-school/rebalance/spans.ts'
import type { Timetable, TimetableParts } from '../../models/after-school/timetable.ts'
import { solve } from '../../src/solve/solve.ts'

/** A week's price: soft without `change`, and `change` in units against what the term says of that week. */
export interface WeekPrice {
  readonly hard: number
  readonly medium: number
  readonly soft: number
  readonly change: number
  /** soft cost by row, `change` apart */
  readonly rows: Readonly<Record<string, number>>
}

export interface FreshWeek {
  readonly mended: WeekPrice
  /** the best found that differs from the term's timetable by no more than the mended one does; absent where every solve changed more */
  readonly fresh?: WeekPrice
  /** weights of `change` tried, with what they led to */
  readonly tried: readonly { readonly weight: number; readonly price: WeekPrice }[]
}

/** weights of `change` tried between these, by halving */
const [least, most] = [1, 256]

/**
 * A week as many answers left it, against a fresh solve of the same week: the whole plan with all that has changed is open, the term's timetable is the baseline, and it differs from it by as
 * many changes or fewer. What the search cannot be forbidden is priced: the weight of `change` is raised until the bound is kept, and lowered as far as it is. It starts from the answers' week,
 * so that it is never worse and shows all that they have left to gain.
 */
export async function freshWeek(
  plan: Plan,
  answer: Rebalanced,
  dated: Dated,
  { stepLimit, seed, solves }: { stepLimit: number; seed: number; solves: number },
): Promise<FreshWeek> {
  const season = plan.seasons.findIndex(({ id }) => id === dated.season)
  const held = heldIn(plan, answer.changes, ruledWeeks(plan, answer, dated, season), season)
  const asChanged = spanPlan(seasonPlan(plan, season), { ...dated, held })
  const { timetable: baseline } = withoutCancelled(asChanged, partsOn(plan, answer.timetable, { season, from: dated.from, to: dated.to }), held)
  const own: Plan = { ...planOn(plan, answer, dated), baseline }
  const price = (timetable: TimetableParts): WeekPrice => priceOf(checkTimetable(own, timetable))
  const mended = price(dated.timetable)
  const without = closedSections(own, dated)
  const tried: { weight: number; price: WeekPrice }[] = []
  let fresh: WeekPrice | undefined
  let [low, high] = [least, most]
  for (let i = 0; i < solves && low <= high; i++) {
    const weight = Math.round(Math.sqrt(low * high))
    const document: Plan = { ...without.plan, baseline: without.renamed(baseline), weights: { ...own.weights, change: weight } }
    const { solution } = await solve(afterSchool, document, { stepLimit, seed, start: without.renamed(dated.timetable) as Timetable })
    const found = price(without.restored(solution))
    tried.push({ weight, price: found })
    if (found.change > mended.change) low = weight + 1
    else {
      high = weight - 1
      if (!fresh || byLevel(found, fresh) < 0) fresh = found
    }
  }
  return { mended, ...(fresh && { fresh }), tried }
}

const byLevel = (a: WeekPrice, b: WeekPrice): number => a.hard - b.hard || a.medium - b.medium || a.soft - b.soft

function priceOf({ hard, medium, soft, constraints }: CheckReport): WeekPrice {
  const change = constraints.find(({ id }) => id === 'change')!
  const rows = constraints.filter(({ id, level, cost }) => level === 'soft' && id !== 'change' && cost > 0)
  return { hard, medium, soft: soft - change.cost, change: change.amount, rows: Object.fromEntries(rows.map(({ id, cost }) => [id, cost])) }
}

/** The plan in which a section that does not meet cannot be opened again: one section fewer, the others numbered anew. */
function closedSections(
  plan: Plan,
  { cancelled }: Dated,
): { plan: Plan; renamed(parts: TimetableParts): TimetableParts; restored(parts: TimetableParts): TimetableParts } {
  const gone = Map.groupBy(cancelled, ({ activity }) => activity)
  const left = new Map(
    [...gone].map(([id, list]) => {
      const { max } = plan.activities.find((own) => own.id === id)!.sections
      const off = new Set(list.map(({ number }) => number))
      return [id, Array.from({ length: max }, (_, i) => i + 1).filter((number) => !off.has(number))] as const
    }),
  )
  const numbered = (parts: TimetableParts, number: (id: string, old: number) => number): TimetableParts => ({
    ...parts,
    sections: parts.sections.map((section) => ({ ...section, number: number(section.activity, section.number) })),
    posts: parts.posts.map((post) => (post.kind === 'section' ? { ...post, number: number(post.activity, post.number) } : post)),
  })
  return {
    plan: {
      ...plan,
      activities: plan.activities.map((own) => {
        const numbers = left.get(own.id)
        if (!numbers) return own
        if (numbers.length > 0) return { ...own, sections: { ...own.sections, max: numbers.length } }
        // nobody can fill it
        return { ...own, sections: { min: 0, max: 1 }, size: { min: 1000, max: 1000 } }
      }),
    },
    renamed: (parts) => numbered(parts, (id, old) => (left.get(id)?.indexOf(old) ?? old - 1) + 1),
    restored: (parts) => numbered(parts, (id, now) => left.get(id)?.[now - 1] ?? now),
  }
}
