import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * A model small enough to see through, for tests of the service: numbers are to be put in boxes; a box may not hold more than its room (hard),
 * a number left out is medium, and soft is the spread of the sums.
 */
export const planSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  boxes: z.array(z.strictObject({ id: z.string(), room: z.number().int().min(0) })).min(1),
  students: z.array(z.strictObject({ id: z.string(), name: z.string().optional(), size: z.number().int().min(0) })),
  weights: z.record(z.string(), z.number()).default({}),
})
export const timetableSchema = z.strictObject({ places: z.record(z.string(), z.string()).default({}) })
export type ToyPlan = z.output<typeof planSchema>
export type ToyTimetable = z.output<typeof timetableSchema>

const pointer = (path: PropertyKey[]) => path.map((p) => `/${String(p)}`).join('')
const text = (en: string) => ({ en, zh: `中 ${en}` })
const shapeFaults = (error: z.ZodError) => error.issues.map((i) => ({ pointer: pointer(i.path), value: undefined, code: i.code, message: text(i.message) }))

function priced(plan: ToyPlan, { places }: ToyTimetable) {
  const sums = plan.boxes.map((box) => plan.students.filter((s) => places[s.id] === box.id).reduce((sum, s) => sum + s.size, 0))
  const hard = plan.boxes.reduce((sum, box, i) => sum + Math.max(0, sums[i]! - box.room), 0)
  return { hard, medium: plan.students.filter((s) => !places[s.id]).length, soft: Math.max(...sums) - Math.min(...sums) }
}

export const domain = {
  name: 'toy',
  planSchema,
  timetableSchema,
  catalogue: [{ id: 'room', level: 'hard', weight: 1, clause: '1', title: text('room') }],
  policies: [{ id: 'none', title: text('no policy') }],
  examples: [{ id: 'two', title: text('two boxes'), plan: { id: 'two', boxes: [{ id: 'a', room: 9 }], students: [] } }],
  views: ['box', 'student'],
  validate(input: unknown) {
    const shape = planSchema.safeParse(input)
    if (!shape.success) return { errors: shapeFaults(shape.error), findings: [] }
    const ids = shape.data.students.map((s) => s.id)
    const errors = ids.flatMap((id, i) =>
      ids.indexOf(id) < i ? [{ pointer: `/students/${i}/id`, value: id, code: 'duplicate', message: text(`${id} twice`), suggestion: text('rename it') }] : [],
    )
    return errors.length > 0
      ? { errors, findings: [] }
      : { plan: shape.data, errors, findings: [{ pointer: '', code: 'small', message: text('a small plan') }] }
  },
  describe: (plan: ToyPlan) => ({
    name: plan.name ?? plan.id,
    sha256: createHash('sha256').update(JSON.stringify(plan)).digest('hex'),
    summary: { boxes: plan.boxes.length },
  }),
  readTimetable(plan: ToyPlan, input: unknown) {
    const shape = timetableSchema.safeParse(input)
    if (!shape.success) return { errors: shapeFaults(shape.error) }
    const unknown = Object.entries(shape.data.places).filter(([s, b]) => !plan.students.some((x) => x.id === s) || !plan.boxes.some((x) => x.id === b))
    const errors = unknown.map(([s, b]) => ({ pointer: `/places/${s}`, value: b, code: 'unknown-id', message: text(`unknown ${s} or ${b}`) }))
    return errors.length > 0 ? { errors } : { timetable: shape.data, errors }
  },
  check: (plan: ToyPlan, timetable: ToyTimetable) => ({
    ...priced(plan, timetable),
    constraints: [{ id: 'room', level: 'hard', amount: 0, weight: 1, cost: 0, findings: [{ text: text('fine') }] }],
    overrides: [{ field: 'latest', value: '18:30', reason: 'a bus' }],
  }),
  sign: (_plan: ToyPlan, timetable: ToyTimetable) => timetable,
  view(plan: ToyPlan, timetable: ToyTimetable, by: string, id: string) {
    if (by === 'student') return plan.students.some((s) => s.id === id) ? { by, id, box: timetable.places[id] ?? null, title: text('a student') } : undefined
    return plan.boxes.some((b) => b.id === id)
      ? { by, id, students: Object.keys(timetable.places).filter((s) => timetable.places[s] === id), title: text('a box') }
      : undefined
  },
  /** a family's students; whoever has a homeroom has a box */
  mayView: (_plan: ToyPlan, { scope, ids }: { scope: 'family' | 'homeroom'; ids: readonly string[] }, by: string, id: string) =>
    by === (scope === 'family' ? 'student' : 'box') && ids.includes(id),
  compare: (_plan: ToyPlan, before: ToyTimetable, after: ToyTimetable) => ({
    moved: Object.keys(after.places).filter((s) => before.places[s] !== after.places[s]),
  }),
  exportStudent: (plan: ToyPlan, timetable: ToyTimetable | undefined, id: string) => {
    const student = plan.students.find((s) => s.id === id)
    return student && { student, ...(timetable && { box: timetable.places[id] }) }
  },
  erasePlanStudent: (plan: ToyPlan, id: string, pseudonym: string): ToyPlan => ({
    ...plan,
    students: plan.students.map((s) => (s.id === id ? { id: pseudonym, size: s.size } : s)),
  }),
  eraseTimetableStudent: (timetable: ToyTimetable, id: string, pseudonym: string): ToyTimetable => ({
    places: Object.fromEntries(Object.entries(timetable.places).map(([s, box]) => [s === id ? pseudonym : s, box])),
  }),
}

interface ToyMended {
  places: Record<string, string>
  changes: { student: string; box: string }[]
  difference: { student: string; text: { en: string; zh: string } }[]
}

/** Somebody moves to another box; a student named `slow` takes half a second. */
export const answers = {
  changeListSchema: z.array(z.strictObject({ student: z.string(), box: z.string() })).min(1),
  rebalancedSchema: z.looseObject({ places: z.record(z.string(), z.string()) }),
  examples: { changes: [{ student: 's1', box: 'b' }], questions: [{ about: 'sum', box: 'a' }] },
  questionSchema: z.discriminatedUnion('about', [z.strictObject({ about: z.literal('sum'), box: z.string() })]),
  rebalance(plan: ToyPlan, current: ToyTimetable | ToyMended, changes: ToyMended['changes']) {
    const unknown = changes.findIndex(({ box }) => !plan.boxes.some(({ id }) => id === box))
    if (unknown >= 0)
      return { errors: [{ pointer: `/changes/${unknown}/box`, value: changes[unknown]!.box, code: 'unknown-box', message: text('no such box') }] }
    const until = performance.now() + (changes.some(({ student }) => student === 'slow') ? 500 : 0)
    while (performance.now() < until);
    const places = { ...current.places }
    for (const { student, box } of changes) places[student] = box
    const difference = changes.map(({ student }) => ({ student, text: text('moves') }))
    const rebalanced: ToyMended = { places, changes: [...('changes' in current ? current.changes : []), ...changes], difference }
    return { rebalanced, summary: { hard: 0, medium: 0, change: changes.length, proven: true, overdue: false, weeks: [], difference } }
  },
  ask(plan: ToyPlan, { places }: ToyTimetable, { box }: { box: string }) {
    if (!plan.boxes.some(({ id }) => id === box)) return { errors: [{ pointer: '/box', value: box, code: 'unknown-box', message: text('no such box') }] }
    return { answer: { sum: plan.students.filter((s) => places[s.id] === box).reduce((sum, s) => sum + s.size, 0), note: text('a sum') } }
  },
  /** nobody is served on New Year's Day */
  view(plan: ToyPlan, current: ToyTimetable | ToyMended, by: string, id: string, date: string) {
    if (date === '2026-01-01') return { errors: [{ pointer: '/date', value: date, code: 'no-service', message: text('a holiday') }] }
    const view = domain.view(plan, current, by, id)
    return { view: view && { ...view, date } }
  },
  /** a plan named `unproved` breaks its proofs */
  floor(plan: ToyPlan) {
    if (plan.id === 'unproved') throw new Error('this toy proves nothing')
    return { medium: 0, soft: 0, covers: ['nothing'], proven: false, floor: 0 }
  },
  /** an odd sum cannot be shared evenly between two boxes; takes so long that also a busy machine has told the floor before */
  bound: async (plan: ToyPlan) => {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    return { medium: 0, soft: plan.students.reduce((sum, s) => sum + s.size, 0) % 2, covers: ['evenness'], proven: true, floor: 0 }
  },
  exportStudent: ({ changes }: ToyMended, student: string) => ({ changes: changes.filter((change) => change.student === student) }),
}

/** A search that improves by one number at a time, slowly enough to be watched: each batch takes a few milliseconds. */
export const model = {
  name: 'toy',
  parse: (input: unknown): ToyPlan => planSchema.parse(input),
  compile(plan: ToyPlan) {
    if (plan.id === 'breaks') throw new Error('this toy breaks')
    let places: Record<string, string> = {}
    return {
      encode(solution: ToyTimetable) {
        places = { ...solution.places }
      },
      *search({ used }: { used: (steps: number) => number }) {
        for (let steps = 1; ; steps++) {
          const next = plan.students.find((s) => !places[s.id])
          if (next) places[next.id] = plan.boxes[steps % plan.boxes.length]!.id
          const end = performance.now() + 5
          while (performance.now() < end);
          yield { ...priced(plan, { places }), steps, done: !next && plan.id !== 'endless' }
          if (used(steps) >= 1 && plan.id !== 'endless') return
        }
      },
      decode: (): ToyTimetable => ({ places: { ...places } }),
      breakdown: () => ({}),
    }
  },
}

/** schools by name and seed */
export const generate = ({ school, seed }: { school: string; seed: number; tier: string }) => ({
  plan: { id: `${school}-${seed}`, boxes: [{ id: 'a', room: 100 }], students: [] },
})
