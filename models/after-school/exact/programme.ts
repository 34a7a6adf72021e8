import { type LinearModel, ModelBuilder } from '../../../src/mip/index.ts'
import { type RowId, rows } from '../catalogue.ts'
import type { School } from '../compile/school.ts'
import type { Freedom } from './freedom.ts'
import type { Incumbent, PostKind } from './incumbent.ts'

/** A column, or (below 0) the constant ~term: what is not free never becomes a column, so that a small neighbourhood of a large school is a small model. */
export type Term = number
export const constant = (value: number): Term => ~value

export type Terms = readonly [value: number, of: Term | readonly Term[]]

/** the person in one seat of a post */
export interface Seat {
  readonly person: number
  readonly term: Term
}

/** A post of one season: who may sit there, and how many seats it needs, at most `most` */
export interface PostTerms {
  readonly call: number
  readonly season: number
  readonly kind: PostKind
  /** section, host, site × B + block, or general duty × its slot */
  readonly group: number
  readonly slot: number
  readonly role: number
  readonly need: Term
  readonly most: number
  readonly seats: readonly Seat[]
}

/**
 * The whole problem as an integer programme in three levels of cost, around an incumbent: what the freedom leaves open is a column with its value in the incumbent, everything else a number.
 * Parts (groups, posts, staff, continuity) add terms and rows, to the unit of the README's definitions.
 */
export class Programme {
  readonly school: School
  readonly free: Freedom
  readonly now: Incumbent
  private readonly builder = new ModelBuilder()
  private readonly costs: number[][] = [[], [], []]
  private readonly offsets = [0, 0, 0]
  /** [column] its value in the incumbent */
  private readonly current: number[] = []
  /** what is not free breaks a rule: no solution */
  broken = false
  /** [section] 1 where it runs */
  readonly run: Term[] = []
  /** [section × L + slot] a session starts there; undefined: none can */
  readonly at: (Term | undefined)[] = []
  /** [section × L + slot] by room */
  readonly place: ReadonlyMap<number, Term>[] = []
  /** [section] its students */
  readonly members: Term[][] = []
  /** [wish] section → term */
  readonly enrol: ReadonlyMap<number, Term>[] = []
  /** [(class × L + slot) × S + season] children away */
  readonly away: Term[][] = []
  /** [class × L + slot] host → term */
  readonly host: ReadonlyMap<number, Term>[] = []
  /** class, host, slot, season → 1 where children of the class are in that group */
  readonly present = new Map<string, Term>()
  /** [(host × L + slot) × S + season] its need, and 1 where it is open */
  readonly careNeed: (Term | undefined)[] = []
  readonly careOpen: (Term | undefined)[] = []
  readonly posts: PostTerms[] = []
  /** section, slot, site → whether the session is there; and the seats of posts that may be on one of several sites */
  readonly onSite = new Map<string, Term>()
  readonly seatsOn = new Map<PostTerms, ReadonlyMap<number, readonly Seat[]>>()

  constructor(school: School, free: Freedom, now: Incumbent) {
    this.school = school
    this.free = free
    this.now = now
  }

  get columns(): number {
    return this.builder.columns
  }

  /** @returns the term's value in the incumbent */
  value(term: Term): number {
    return term < 0 ? ~term : this.current[term]
  }

  sum(terms: readonly Term[]): number {
    return terms.reduce((sum, term) => sum + this.value(term), 0)
  }

  private evaluate(terms: readonly Terms[]): number {
    return terms.reduce((sum, [v, of]) => sum + v * (typeof of === 'number' ? this.value(of) : this.sum(of)), 0)
  }

  binary(now: number): Term {
    return this.whole(1, now)
  }

  whole(most: number, now: number): Term {
    this.current.push(now)
    return this.builder.whole(0, 0, most)
  }

  /** ≥ 0: an amount that rows push up and the cost pushes down, so that it is whole by itself */
  private amount(now: number): Term {
    this.current.push(now)
    return this.builder.column(0)
  }

  charge(row: RowId, term: Term, amount = 1): void {
    const r = rows.findIndex(({ id }) => id === row)
    const level = this.school.level[r]
    const cost = this.school.weight[r] * amount
    if (term < 0) this.offsets[level] += cost * ~term
    else this.costs[level][term] = (this.costs[level][term] ?? 0) + cost
  }

  /** Σ of the terms ≤ most */
  atMost(most: number, ...terms: Terms[]): void {
    this.row(Number.NEGATIVE_INFINITY, most, terms)
  }

  atLeast(least: number, ...terms: Terms[]): void {
    this.row(least, Number.POSITIVE_INFINITY, terms)
  }

  equal(value: number, ...terms: Terms[]): void {
    this.row(value, value, terms)
  }

  private row(lower: number, upper: number, terms: readonly Terms[]): void {
    const columns: number[] = []
    const values: number[] = []
    let known = 0
    for (const [value, of] of terms) {
      for (const term of typeof of === 'number' ? [of] : of) {
        if (term < 0) known += value * ~term
        else {
          columns.push(term)
          values.push(value)
        }
      }
    }
    if (columns.length > 0) this.builder.row(lower - known, upper - known, columns, values)
    else if (known < lower || known > upper) this.broken = true
  }

  /** @returns what is 1 exactly where both are */
  both(a: Term, b: Term): Term {
    if (a < 0) return ~a === 0 ? a : b
    if (b < 0) return ~b === 0 ? b : a
    const column = this.binary(this.value(a) * this.value(b))
    this.atMost(0, [1, column], [-1, a])
    this.atMost(0, [1, column], [-1, b])
    this.atLeast(-1, [1, column], [-1, [a, b]])
    return column
  }

  /** @returns what is 1 exactly where any of these is */
  any(terms: readonly Term[]): Term {
    const open = terms.filter((term) => term >= 0)
    if (terms.some((term) => term < 0 && ~term > 0)) return constant(1)
    if (open.length === 0) return constant(0)
    if (open.length === 1) return open[0]
    const column = this.binary(Math.min(1, this.sum(open)))
    for (const one of open) this.atLeast(0, [1, column], [-1, one])
    this.atMost(0, [1, column], [-1, open])
    return column
  }

  /** @returns ⌈amount ÷ per⌉ of terms that sum to at most `most` */
  ceiling(terms: readonly Terms[], per: number, most: number): Term {
    const now = Math.ceil(this.evaluate(terms) / per)
    if (isKnown(terms)) return constant(now)
    const column = this.whole(Math.ceil(most / per), now)
    const less = terms.map(([v, of]): Terms => [-v, of])
    this.row(0, Number.POSITIVE_INFINITY, [[per, column], ...less])
    this.row(Number.NEGATIVE_INFINITY, per - 1, [[per, column], ...less])
    return column
  }

  /** @returns an amount that is whole, at least 0, and no less than these terms ÷ per; charged, it is ⌈terms ÷ per⌉ above 0 */
  share(terms: readonly Terms[], per: number, most: number): Term {
    const now = Math.max(0, Math.ceil(this.evaluate(terms) / per))
    if (isKnown(terms)) return constant(now)
    const column = this.whole(most, now)
    this.atLeast(0, [per, column], ...terms.map(([v, of]): Terms => [-v, of]))
    return column
  }

  /** @returns an amount that is no less than 0 and than each of these sums; charged, it is the largest of them */
  largest(...sums: { readonly constant: number; readonly terms: readonly Terms[] }[]): Term {
    const values = sums.map((sum) => sum.constant + this.evaluate(sum.terms))
    const now = Math.max(0, ...values)
    const open = sums.filter(({ terms }) => !isKnown(terms))
    const known = Math.max(0, ...values.filter((_, i) => isKnown(sums[i].terms)))
    if (open.length === 0) return constant(known)
    const column = this.amount(now)
    if (known > 0) this.atLeast(known, [1, column])
    for (const sum of open) this.atLeast(sum.constant, [1, column], ...sum.terms.map(([v, of]): Terms => [-v, of]))
    return column
  }

  /** @returns what is at most either of two binary terms: the cost makes it the lesser */
  lesser(a: Term, b: Term): Term {
    if (a < 0) return ~a === 0 ? a : b
    if (b < 0) return ~b === 0 ? b : a
    const column = this.amount(Math.min(this.value(a), this.value(b)))
    this.atMost(0, [1, column], [-1, a])
    this.atMost(0, [1, column], [-1, b])
    return column
  }

  /** @returns the smaller of two sums of at most `most` each, or more: the cost makes it the smaller */
  minimum(a: readonly Term[], b: readonly Term[], most: number): Term {
    const sums = [this.sum(a), this.sum(b)]
    if ([...a, ...b].every((term) => term < 0)) return constant(Math.min(...sums))
    const column = this.amount(Math.min(...sums))
    const side = this.binary(sums[0] <= sums[1] ? 0 : 1)
    this.atLeast(0, [1, column], [-1, a], [most, side])
    this.atLeast(-most, [1, column], [-1, b], [-most, side])
    return column
  }

  runs(section: number, slot: number, season: number): number {
    const { runs, sectionActivity, L, S } = this.school
    return runs[(sectionActivity[section] * L + slot) * S + season]
  }

  spanOf(section: number, slot: number): number {
    return this.school.length[this.school.sectionActivity[section]] === 2 ? this.school.L + slot : slot
  }

  /** the slots that a session of the section occupies from this one on */
  occupied(section: number, slot: number): number[] {
    return this.spanOf(section, slot) === slot ? [slot] : [slot, this.school.next[slot]]
  }

  /** At every instant at which one of these spans starts, at most so many of them. */
  atOnce(season: number, most: number, list: readonly { span: number; term: Term }[]): void {
    const { L, start, end, weekday } = this.school
    const at = season * 2 * L
    for (const own of Map.groupBy(list, ({ span }) => weekday[span % L]).values()) {
      for (const instant of new Set(own.map(({ span }) => start[at + span]))) {
        const together = own.filter(({ span }) => start[at + span] <= instant && instant < end[at + span])
        if (together.length > most) this.atMost(most, [1, together.map(({ term }) => term)])
      }
    }
  }

  /** Costs of a level, without those that nothing open changes. @returns [column], and what is known already */
  cost(level: number): { cost: Float64Array; offset: number } {
    return { cost: Float64Array.from({ length: this.columns }, (_, j) => this.costs[level][j] ?? 0), offset: this.offsets[level] }
  }

  /** A level's cost may not rise above this any more. */
  limit(level: number, most: number): void {
    const { cost, offset } = this.cost(level)
    const columns = [...cost.keys()].filter((j) => cost[j] !== 0)
    const values = columns.map((j) => cost[j])
    if (columns.length > 0) this.builder.row(Number.NEGATIVE_INFINITY, most - offset, columns, values)
  }

  build(level: number): LinearModel {
    return { ...this.builder.build(), ...this.cost(level) }
  }

  incumbent(): Float64Array {
    return Float64Array.from(this.current)
  }
}

const isKnown = (terms: readonly Terms[]): boolean => terms.every(([, of]) => (typeof of === 'number' ? of < 0 : of.every((term) => term < 0)))
