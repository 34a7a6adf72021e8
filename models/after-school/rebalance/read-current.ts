import { parseTimetable, timetableFaults } from '../check/index.ts'
import type { Plan } from '../plan.ts'
import type { Timetable } from '../timetable.ts'
import { type Fault, FaultError, pointerOf } from '../validate/fault.ts'
import { nearest } from '../validate/nearest.ts'
import { type Path, Report, text } from '../validate/report.ts'
import { maybe, shapeFaults } from '../validate/shape.ts'
import { type Dated, type Rebalanced, rebalancedSchema } from './document.ts'
import { planOn } from './plan-on.ts'
import { recordedFaults } from './read-changes.ts'
import { datesOf } from './spans.ts'

/** Reads what a rebalance starts from: a timetable, or the answer to earlier changes. @throws FaultError with every fault */
export function parseCurrent(plan: Plan, input: unknown): Timetable | Rebalanced {
  if (typeof input !== 'object' || input === null || !('dated' in input)) return parseTimetable(plan, input)
  const parsed = rebalancedSchema.safeParse(input)
  if (!parsed.success) throw new FaultError(shapeFaults(rebalancedSchema, parsed.error.issues, input))
  const faults = answerFaults(plan, parsed.data)
  if (faults.length > 0) throw new FaultError(faults)
  return parsed.data
}

/** Everything that is wrong with an answer. What a dated timetable says can only be looked at once it is known which plan holds then. */
function answerFaults(plan: Plan, answer: Rebalanced): Fault[] {
  const { timetable, backups, changes, dated } = answer
  const report = new Report()
  for (const [i, entry] of dated.entries()) checkDated(plan, report, entry, ['dated', i])
  const first = [
    ...timetableFaults(plan, { ...timetable, ...(backups && { backups }) }).map((fault) =>
      fault.pointer.startsWith('/backups') ? fault : { ...fault, pointer: `/timetable${fault.pointer}` },
    ),
    ...recordedFaults(plan, changes),
    ...report.errors,
  ]
  const isPlanKnown = !first.some(({ pointer }) => /^\/(changes|dated)\//.test(pointer))
  const inside = isPlanKnown
    ? dated.flatMap((entry, i) =>
        timetableFaults(planOn(plan, answer, entry), entry.timetable).map((fault) => ({
          ...fault,
          pointer: `${pointerOf(['dated', i, 'timetable'])}${fault.pointer}`,
        })),
      )
    : []
  return [...first, ...inside]
}

/** season, dates and ids of a dated timetable, without the timetable itself */
function checkDated(plan: Plan, report: Report, { season, from, to, dates, cancelled, unhoused }: Dated, path: Path): void {
  const refer = (noun: { code: string; en: string; zh: string }, known: readonly { readonly id: string }[], id: string, at: Path) => {
    if (known.some((own) => own.id === id)) return
    const ids = known.map((own) => own.id)
    report.fault([...path, ...at], id, noun.code, text(`unknown ${noun.en} \`${id}\`.`, `未知${noun.zh}“${id}”。`), { suggestion: maybe(nearest(id, ids)) })
  }
  for (const [i, session] of cancelled.entries()) {
    refer({ code: 'unknown-activity', en: 'activity', zh: '活动' }, plan.activities, session.activity, ['cancelled', i, 'activity'])
    refer({ code: 'unknown-slot', en: 'slot', zh: '时段' }, plan.slots, session.slot, ['cancelled', i, 'slot'])
  }
  for (const [i, left] of unhoused.entries()) {
    refer({ code: 'unknown-class', en: 'class', zh: '班级' }, plan.classes, left.class, ['unhoused', i, 'class'])
    refer({ code: 'unknown-slot', en: 'slot', zh: '时段' }, plan.slots, left.slot, ['unhoused', i, 'slot'])
  }
  refer({ code: 'unknown-season', en: 'season', zh: '作息季' }, plan.seasons, season, ['season'])
  const index = plan.seasons.findIndex(({ id }) => id === season)
  if (index < 0) return
  const taught = new Set(datesOf(plan)[index]!.map(({ date }) => date))
  for (const [i, date] of dates.entries()) {
    if (from <= date && date <= to && taught.has(date)) continue
    report.fault(
      [...path, 'dates', i],
      date,
      'no-service',
      text(`no service of \`${season}\` on ${date}, between ${from} and ${to}.`, `${from}至${to}之间，“${season}”在${date}没有课后服务。`),
    )
  }
}
