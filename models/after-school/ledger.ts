import { type Cells, Trail } from '../../src/kernel/trail.ts'
import type { School } from './compile/school.ts'
import type { Rule } from './constraints/rule.ts'
import { Hosting } from './hosting.ts'
import { countDerived } from './recount.ts'
import { Roster } from './roster.ts'
import { type Rules, rules } from './rules.ts'

/** A timetable's integers and all that is counted from them: the rows' amounts, who is where, and the trail of changes. `State` changes them. */
export abstract class Ledger {
  readonly school: School
  readonly values: Int32Array
  readonly rules: Rules
  readonly list: readonly Rule[]
  readonly amounts: Int32Array
  /** [row] what one unit of a row costs the search */
  readonly penalty: Float64Array
  /** Σ penalty × amount */
  energy = 0
  readonly roster: Roster
  readonly hosting: Hosting
  /** [post] */
  readonly filled: Int32Array
  /** [section × mostMembers + i] wishes that hold it */
  readonly members: Int32Array
  readonly mostMembers: number
  protected readonly memberAt: Cells
  /** [host × L + slot] other classes there */
  readonly guests: Int32Array
  /** [(site × B + block) × S + season] open groups */
  readonly opens: Int32Array
  /** [students] supervisors that a care group needs */
  readonly careNeed: Int32Array
  /** [call] the least that a seat costs in wishes and pay, whoever sits there; Infinity where nobody may */
  readonly seatLeast: Float64Array
  protected readonly trail = new Trail()
  /** the same arrays, for writing */
  protected readonly variables: Cells
  private readonly charged: Cells
  protected readonly fills: Cells
  protected readonly memberList: Cells
  protected readonly guestCounts: Cells
  protected readonly openCounts: Cells
  /** posts whose need rose or whose people left since the last `commit` (and perhaps others: whoever fills them looks again) */
  touched = new Int32Array(1 << 10)
  touchedCount = 0

  constructor(school: School) {
    this.school = school
    const { trail } = this
    this.variables = trail.cells(school.at.count)
    this.values = this.variables.now
    this.hosting = new Hosting(school, trail)
    this.rules = rules(school, this.variables, this.hosting)
    this.list = Object.values(this.rules)
    this.charged = trail.cells(school.weight.length)
    this.amounts = this.charged.now
    this.penalty = new Float64Array(school.weight.length)
    this.roster = new Roster(school, trail)
    this.fills = trail.cells(school.Q)
    this.filled = this.fills.now
    this.mostMembers = school.sizeMax.reduce((most, n) => Math.max(most, n), 1)
    this.memberList = trail.cells(school.X * this.mostMembers)
    this.members = this.memberList.now
    this.memberAt = trail.cells(school.W)
    this.guestCounts = trail.cells(school.H * school.L)
    this.guests = this.guestCounts.now
    this.openCounts = trail.cells(school.sites * school.B * school.S)
    this.opens = this.openCounts.now
    this.careNeed = Int32Array.from({ length: school.N + 1 }, (_, n) => Math.ceil(n / school.policy.studentsPerSupervisor))
    this.seatLeast = Float64Array.from({ length: school.K }, (_, call) => leastOf(school, call, this.rules))
    this.clear()
  }

  /** The empty timetable: no sections, nobody seated, every class at home. */
  clear(): void {
    const { at, C, L } = this.school
    this.values.fill(0)
    for (let c = 0; c < C; c++) this.values.fill(c, at.host + c * L, at.host + (c + 1) * L)
    this.rebuild()
  }

  /** Cost by level of the amounts. */
  cost(level: number): number {
    const { weight, level: of } = this.school
    let total = 0
    for (let r = 0; r < weight.length; r++) if (of[r] === level) total += weight[r] * this.amounts[r]
    return total
  }

  /** Sets what a unit of each level costs the search, and the energy with it. @throws RangeError for a price that is not finite: a fault of ours, with which no move would ever be accepted */
  price(hard: number, medium: number, soft: number): void {
    if (!Number.isFinite(hard + medium + soft)) throw new RangeError(`prices ${hard}, ${medium}, ${soft}: not finite`)
    const { weight, level } = this.school
    this.energy = 0
    for (let r = 0; r < weight.length; r++) {
      this.penalty[r] = weight[r] * (level[r] === 0 ? hard : level[r] === 1 ? medium : soft)
      this.energy += this.penalty[r] * this.amounts[r]
    }
  }

  protected charge(rule: Rule, change: number): void {
    if (change === 0) return
    this.charged.add(rule.row, change)
    this.energy += this.penalty[rule.row] * change
  }

  /** @returns how far the trail goes: `rollback` takes back what came after */
  mark(): number {
    return this.trail.length
  }

  /** Takes back every change after a mark, to the unit. */
  rollback(mark: number): void {
    if (this.trail.length === mark) return
    this.trail.undo(mark)
    this.sum()
  }

  private sum(): void {
    const { amounts, penalty } = this
    let energy = 0
    for (let r = 0; r < amounts.length; r++) energy += penalty[r] * amounts[r]
    this.energy = energy
  }

  /** Calls back for every wish that has given up a section since the last `commit`; some take one again. */
  eachLeft(back: (wish: number) => void): void {
    const { enrol, seat } = this.school.at
    this.trail.each(this.variables, (variable, before) => {
      if (variable < seat && before !== 0) back(variable - enrol)
    })
  }

  /** What came before is final. */
  commit(): void {
    this.trail.forget(0)
    this.touchedCount = 0
  }

  protected touch(post: number): void {
    if (this.touchedCount === this.touched.length) {
      const longer = new Int32Array(this.touched.length * 2)
      longer.set(this.touched)
      this.touched = longer
    }
    this.touched[this.touchedCount++] = post
  }

  /** Takes over the decisions of another array of values (as long as `at.size`) and counts everything else anew. */
  load(decisions: Int32Array): void {
    this.values.set(decisions.subarray(0, this.school.at.size))
    this.rebuild()
  }

  /** Counts everything that follows from the decisions, and every row, anew. */
  rebuild(): void {
    const { at, W, C, L, seats, seatPost } = this.school
    const v = this.values
    countDerived(this.school, v, this.opens)
    this.filled.fill(0)
    this.guests.fill(0)
    this.roster.reset(v)
    this.hosting.clear()
    this.touchedCount = 0
    const placed = new Int32Array(this.school.X)
    for (let w = 0; w < W; w++) {
      const x = v[at.enrol + w] - 1
      if (x < 0) continue
      this.memberAt.now[w] = placed[x]
      this.members[x * this.mostMembers + placed[x]++] = w
    }
    for (let key = 0; key < C * L; key++) {
      const h = v[at.host + key]
      this.hosting.add(Math.trunc(key / L), key % L, h)
      if (h !== Math.trunc(key / L)) this.guests[h * L + (key % L)]++
    }
    for (let i = 0; i < seats; i++) if (v[at.seat + i] !== 0) this.filled[seatPost[i]]++
    for (const rule of this.list) this.amounts[rule.row] = rule.reset(v)
    this.sum()
    this.trail.forget(0)
  }

  /**
   * Counts everything anew and compares: the audit of a running search.
   * @throws RangeError naming the row or the variable that drifted: a fault of ours, never of a plan
   */
  audit(): void {
    const { values, school } = this
    const counted = Int32Array.from(values)
    countDerived(school, counted, new Int32Array(this.opens.length))
    for (let v = school.at.size; v < counted.length; v++)
      if (counted[v] !== values[v]) throw new RangeError(`variable ${v}: ${values[v]} kept, ${counted[v]} counted`)
    for (const rule of this.list) {
      const amount = rule.reset(values)
      if (amount !== this.amounts[rule.row]) throw new RangeError(`${rule.id}: ${this.amounts[rule.row]} kept, ${amount} counted`)
    }
  }
}

function leastOf(school: School, call: number, { staffPreference, pay }: Rules): number {
  const { P, weight, permit, payTens, callWeight, candidates, candidatesFrom } = school
  let least = Number.POSITIVE_INFINITY
  for (let i = candidatesFrom[call]; i < candidatesFrom[call + 1]; i++) {
    const p = candidates[i]
    least = Math.min(least, weight[staffPreference.row] * permit[call * P + p] + weight[pay.row] * payTens[p * 3 + callWeight[call]])
  }
  return least
}
