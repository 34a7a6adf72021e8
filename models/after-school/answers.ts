import { z } from 'zod'
import { compileSchool } from './compile/school.ts'
import {
  assignmentSchema,
  clubPlaces,
  fairness,
  nameBackups,
  seatsOf,
  sectionPlaces,
  substitutes,
  whatWouldFix,
  why,
  whyNot,
  wishSchema,
} from './explain/index.ts'
import { unknownIds } from './explain/known.ts'
import { type Plan, planSchema } from './plan.ts'
import { changesSchema } from './rebalance/changes.ts'
import { newWeeks, parseChanges, parseCurrent, prepare, type Rebalanced, rebalancedSchema, rebalanceWithHighs, rulingOn } from './rebalance/index.ts'
import { datesOf } from './rebalance/spans.ts'
import { coveredBy, type LowerBound, lowerBound } from './relax/bound.ts'
import type { Proved } from './relax/prove.ts'
import { wishFloor } from './relax/wishes.ts'
import type { Timetable, TimetableParts } from './timetable.ts'
import { type Fault, FaultError } from './validate/fault.ts'
import { type ViewKind, viewBy } from './views/week.ts'

const id = planSchema.shape.id
const post = wishSchema.options[0].shape.post
const limit = z.number().int().min(1).max(100).default(10)
const number = z.number().int().min(1)

const questionSchema = z.discriminatedUnion('about', [
  z
    .strictObject({
      about: z.literal('substitutes'),
      staff: id.optional().describe('who is to be replaced'),
      season: id.optional().describe('of the seats; the first by default'),
      slot: id.optional().describe('only the seats of this slot'),
      posts: z.array(post).min(1).max(100).optional().describe('these seats; by default all of `staff`'),
      limit,
    })
    .refine(({ staff, posts }) => staff !== undefined || posts !== undefined, {
      message: 'say whose seats, or which',
      params: { zh: '请说明要替换谁，或替换哪些岗位' },
    })
    .describe('who else could sit there, ranked, each with the exact change of cost'),
  z.strictObject({ about: z.literal('places'), activity: id, number, slot: id, limit }).describe('other slots and rooms for a session of a section'),
  z.strictObject({ about: z.literal('clubs'), student: id, limit }).describe('clubs with places for a student'),
  z
    .strictObject({ about: z.literal('why'), assignment: assignmentSchema })
    .describe('what something costs as it is, which rows hold it there, and what else there could be'),
  z.strictObject({ about: z.literal('wish'), wish: wishSchema }).describe('the rows that forbid it, or the price of the best timetable found that has it'),
  z
    .strictObject({ about: z.literal('fix'), seconds: z.number().min(0.1).max(20).default(5) })
    .describe('for all that is open: relaxations that were tried and work; a time-out is called one'),
  z.strictObject({ about: z.literal('fairness') }).describe('who serves how much, carried in and out'),
  z.strictObject({ about: z.literal('backups') }).describe('who steps in for external leaders'),
])
type Question = z.output<typeof questionSchema>

interface BoundOrder {
  readonly seconds: number
  readonly medium: number
  readonly known?: { readonly medium: number; readonly soft: number }
  readonly signal?: AbortSignal
  readonly tell?: (proved: { medium: number; soft: number | null; covers: readonly string[]; proven: boolean }) => void
}

/** The model's answers for the service, all of which need the solver: the shape that `src/service/domain.ts` asks for. */
export const answers = {
  changeListSchema: changesSchema.shape.changes,
  rebalancedSchema,
  questionSchema,
  /** about the example school, whatever its timetable */
  examples: {
    changes: [{ kind: 'staff-away', staff: 't01', from: '2026-09-08', to: '2026-09-11', reason: '病假' }],
    questions: [{ about: 'fairness' }, { about: 'clubs', student: 's001', limit: 5 }, { about: 'substitutes', staff: 't01' }],
  },

  prepare,

  rebalance(plan: Plan, current: unknown, changes: unknown, deadlineMilliseconds: number) {
    return orFaults(async () => {
      const read = currentOf(plan, current)
      const earlier = 'dated' in read ? read : undefined
      const rebalanced = await rebalanceWithHighs(plan, read, parseChanges(plan, { changes }, earlier?.changes), { deadlineMilliseconds })
      const weeks = newWeeks(rebalanced, earlier)
      const sum = (level: 'hard' | 'medium' | 'change') => weeks.reduce((total, { cost }) => total + cost[level], 0)
      return {
        rebalanced,
        summary: {
          hard: sum('hard'),
          medium: sum('medium'),
          change: sum('change'),
          proven: weeks.every(({ proven }) => proven),
          overdue: weeks.some(({ overdue }) => overdue),
          weeks: weeks.map(({ timetable: _, ...week }) => week),
          difference: rebalanced.difference,
        },
      }
    })
  },

  /** @param current a timetable; with a date, the answer to changes as well */
  ask: (term: Plan, current: Timetable | Rebalanced, question: Question, date?: string) =>
    orFaults(async () => {
      const { plan, timetable } = date === undefined ? { plan: term, timetable: current as Timetable } : rulingOn(term, current, date)
      const faults = unknownIds(plan, question)
      if (faults.length > 0) throw new FaultError(faults)
      return { answer: await answerOf(plan, timetable, question) }
    }),

  /** a view as the week of a date has it, after changes too */
  view(term: Plan, current: Timetable | Rebalanced, by: string, id: string, date: string) {
    try {
      const { plan, timetable } = rulingOn(term, current, date)
      const view = viewBy(plan, timetable as Timetable, by as ViewKind, id)
      if (!view || !('seasons' in view)) return { view }
      const season = plan.seasons[datesOf(plan).findIndex((dates) => dates.some((day) => day.date === date))]
      const seasons = (view.seasons as { season: string }[]).filter((own) => own.season === season?.id)
      return { view: { ...view, date, seasons } }
    } catch (error) {
      if (error instanceof FaultError) return { errors: error.faults }
      throw error
    }
  },

  /** what can be said of every timetable at once: children want more than there is */
  floor(plan: Plan) {
    const floor = wishFloor(compileSchool(plan))
    return { medium: 0, soft: floor, covers: ['student-choice'], proven: false, floor }
  },

  async bound(plan: Plan, { seconds, medium, known, signal, tell }: BoundOrder) {
    const floor = wishFloor(compileSchool(plan))
    const floorOf = ({ medium, soft, proven }: Pick<LowerBound, 'medium' | 'soft' | 'proven'>, covers: readonly string[]) => ({
      medium,
      soft: Number.isFinite(soft) ? soft : null,
      covers: [...covers],
      proven,
      floor,
    })
    const onProved = tell && ((proved: Proved) => tell(floorOf(proved, coveredBy(proved))))
    const about = { mediumAtMost: medium, ...(known && { known }) }
    const found = await lowerBound(plan, { timeLimitSeconds: seconds, ...about, ...(signal && { signal }), ...(onProved && { onProved }) })
    return floorOf(found, found.covers)
  },

  /** what the answer to changes holds about a student */
  exportStudent({ changes, difference }: Rebalanced, student: string) {
    const about = (value: object) => JSON.stringify(value).includes(JSON.stringify(student))
    return { changes: changes.filter(about), difference: difference.filter(about) }
  },
}

const currents = new WeakMap<object, { readonly plan: Plan; readonly read: Timetable | Rebalanced }>()

/** @returns the document, read; once for the same object, which nobody changes */
function currentOf(plan: Plan, input: unknown): Timetable | Rebalanced {
  if (typeof input !== 'object' || input === null) return parseCurrent(plan, input)
  const known = currents.get(input)
  if (known?.plan === plan) return known.read
  const read = parseCurrent(plan, input)
  currents.set(input, { plan, read })
  return read
}

async function orFaults<Answer extends object>(answer: () => Promise<Answer>): Promise<Answer | { errors: readonly Fault[] }> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof FaultError) return { errors: error.faults }
    throw error
  }
}

function answerOf(plan: Plan, timetable: TimetableParts, question: Question): unknown | Promise<unknown> {
  switch (question.about) {
    case 'substitutes': {
      const posts = question.posts ?? seatsOf(plan, timetable, { ...question, staff: question.staff! })
      return substitutes(plan, timetable, { posts, limit: question.limit, ...(question.staff !== undefined && { instead: question.staff }) })
    }
    case 'places':
      return sectionPlaces(plan, timetable, question).map(({ after: _, ...place }) => place)
    case 'clubs':
      return clubPlaces(plan, timetable, question.student)
        .slice(0, question.limit)
        .map(({ after: _, ...place }) => place)
    case 'why':
      return why(plan, timetable, question.assignment)
    case 'wish': {
      const { timetable: _, ...answer } = whyNot(plan, timetable, question.wish)
      return answer
    }
    case 'fix':
      return whatWouldFix(plan, timetable, { seconds: question.seconds })
    case 'fairness':
      return fairness(plan, timetable)
    case 'backups':
      return nameBackups(plan, timetable)
  }
}
