import { rows } from '../catalogue.ts'
import { encode } from '../codec.ts'
import { compileSchool, type School } from '../compile/school.ts'
import { keyOf, postKey } from '../constraints/parts.ts'
import type { Plan } from '../plan.ts'
import { State } from '../state.ts'
import type { Post, TimetableParts } from '../timetable.ts'
import { type Fault, FaultError } from '../validate/fault.ts'

/** A post by what documents call it, without its people. */
export type PostRef = Post extends infer P ? (P extends Post ? Omit<P, 'staff'> : never) : never

const schools = new WeakMap<Plan, School>()

/** @returns the plan compiled, once for as long as it is the same object */
export function compiledTerm(plan: Plan): School {
  const school = schools.get(plan) ?? compileSchool(plan)
  schools.set(plan, school)
  return school
}

/** What a timetable costs more (or less, below 0) than another, by level and by row; rows that cost the same are left out. */
export interface PriceChange {
  readonly hard: number
  readonly medium: number
  readonly soft: number
  readonly rows: Readonly<Record<string, number>>
}

/** A timetable as the solver sees it. */
export class Incumbent {
  readonly state: State
  readonly school: School
  private readonly posts: ReadonlyMap<number, number>

  /** @throws FaultError for a timetable that the solver cannot hold: somebody sits outside an offer, a student is where they do not attend, … */
  constructor(plan: Plan, timetable: TimetableParts) {
    this.school = compiledTerm(plan)
    this.state = new State(this.school)
    encode(this.state, timetable)
    this.state.price(4000, 60, 1)
    if (!holdsAll(this.state, timetable)) throw new FaultError([broken])
    this.posts = postsByKey(this.state)
  }

  /** @returns the solver's post, or −1 where the timetable has none */
  post(ref: PostRef): number {
    return this.posts.get(keyOf(this.school, { ...ref, staff: [] } as Post) ?? -1) ?? -1
  }

  amounts(): Int32Array {
    return this.state.amounts.slice()
  }

  /** @param before amounts at an earlier moment */
  changeSince(before: Int32Array): PriceChange {
    const { weight, level } = this.school
    const levels = [0, 0, 0]
    const changed: Record<string, number> = {}
    rows.forEach((row, r) => {
      const cost = weight[r] * (this.state.amounts[r] - before[r])
      if (cost === 0) return
      changed[row.id] = cost
      levels[level[r]] += cost
    })
    return { hard: levels[0], medium: levels[1], soft: levels[2], rows: changed }
  }

  /** Tries something and takes it back. */
  trial<Result>(attempt: () => Result): Result {
    const mark = this.state.mark()
    const result = attempt()
    this.state.rollback(mark)
    this.state.touchedCount = 0
    return result
  }
}

const broken: Fault = {
  pointer: '',
  value: null,
  code: 'breaks-a-rule',
  message: {
    en: 'this timetable breaks a rule of who or what may be where; what changes it cannot be priced.',
    zh: '该课表违反人员或场地的基本规则，无法计算变动的代价。',
  },
  suggestion: { en: 'Check it, and rebalance or solve it first.', zh: '请先检查，并重新平衡或求解。' },
}

/** by level, the cheaper first */
export const byPrice = (a: PriceChange, b: PriceChange): number => a.hard - b.hard || a.medium - b.medium || a.soft - b.soft

function postsByKey(state: State): Map<number, number> {
  const { school, values } = state
  const posts = new Map<number, number>()
  for (let q = 0; q < school.Q; q++) {
    const slot = q < school.careFrom ? values[school.at.slot + Math.trunc(q / (2 * school.S))] - 1 : 0
    if (slot >= 0) posts.set(postKey(school, q, slot), q)
  }
  return posts
}

function holdsAll({ school, values, filled }: State, parts: TimetableParts): boolean {
  let seats = 0
  for (let q = 0; q < school.Q; q++) seats += filled[q]
  let enrolled = 0
  for (let w = 0; w < school.W; w++) if (values[school.at.enrol + w] !== 0) enrolled++
  let hosted = 0
  for (let key = 0; key < school.C * school.L; key++) if (values[school.at.host + key] !== Math.trunc(key / school.L)) hosted++
  const count = <Item>(list: readonly Item[], of: (item: Item) => number) => list.reduce((sum, item) => sum + of(item), 0)
  return (
    seats === count(parts.posts, (post) => post.staff.length) &&
    enrolled === count(parts.sections, (section) => section.students.length) &&
    hosted === count(parts.care, (entry) => (entry.class === entry.host ? 0 : 1))
  )
}
