import { type LinearModel, ModelBuilder } from '../../../src/mip/index.ts'
import { type RowId, rows } from '../catalogue.ts'
import type { School } from '../compile/school.ts'
import { compileParts } from '../constraints/parts.ts'
import { rankCost } from '../constraints/student-choice.ts'
import { type Found, mayJoin } from './found.ts'

/** one way to serve a wish: column j of the model says whether the wish takes the section */
interface Option {
  readonly wish: number
  readonly section: number
  readonly column: number
}

/** The students of a timetable as a linear model in three levels of cost; everything else is a constant. */
export class PlacementModel {
  private readonly builder = new ModelBuilder()
  private readonly school: School
  private readonly found: Found
  private readonly costs: number[][] = [[], [], []]
  private readonly options: Option[] = []
  /** [wish] */
  private readonly optionsOf: Option[][]
  /** [column] its value in the placement as found */
  private readonly current: number[] = []
  private readonly upperOf: number[] = []
  private readonly lowerOf: number[] = []

  constructor(school: School, found: Found) {
    this.school = school
    this.found = found
    this.optionsOf = Array.from({ length: school.W }, () => [])
    for (let w = 0; w < school.W; w++) {
      for (let i = school.optionsFrom[w]; i < school.optionsFrom[w + 1]; i++) {
        const section = school.options[i]
        const held = found.enrolled[w] === section + 1
        if (found.size[section] === 0 || !(held || mayJoin(school, found, school.wishStudent[w], section))) continue
        const option = { wish: w, section, column: this.add(0, 1, held ? 1 : 0, true) }
        this.options.push(option)
        this.optionsOf[w].push(option)
      }
    }
    this.places()
    this.sections()
    this.careGroups()
    this.wishes()
    this.balance()
    this.fixed()
  }

  /** @param value in the placement as found; what follows from whole columns is whole at its least, and need not be told so */
  private add(lower: number, upper: number, value: number, whole = false): number {
    this.lowerOf.push(lower)
    this.upperOf.push(upper)
    this.current.push(value)
    return whole ? this.builder.whole(0, lower, upper) : this.builder.column(0, lower, upper)
  }

  private now(columns: readonly number[]): number {
    return columns.reduce((sum, j) => sum + this.current[j], 0)
  }

  private charge(row: RowId, column: number, amount: number): void {
    const r = rows.findIndex(({ id }) => id === row)
    const { weight, level } = this.school
    this.costs[level[r]][column] = (this.costs[level[r]][column] ?? 0) + weight[r] * amount
  }

  private ofStudent(s: number, from = this.school.wishesFrom[s], to = this.school.wishesFrom[s + 1]): Option[] {
    return this.optionsOf.slice(from, to).flat()
  }

  /** `student-consent`, `student-clash`: one section a wish, clubs wanted, one place at a time */
  private places(): void {
    const { school, builder } = this
    const { S, L } = school
    const { spans } = this.found
    for (let s = 0; s < school.N; s++) {
      const first = school.wishesFrom[s]
      const clubs = this.ofStudent(s, first, first + school.choices[s])
      if (school.choices[s] > school.wanted[s] && clubs.length > school.wanted[s])
        builder.row(
          Number.NEGATIVE_INFINITY,
          school.wanted[s],
          clubs.map(({ column }) => column),
        )
      const own = this.ofStudent(s)
      for (let w = first; w < school.wishesFrom[s + 1]; w++) {
        if (this.optionsOf[w].length > 1)
          builder.row(
            Number.NEGATIVE_INFINITY,
            1,
            this.optionsOf[w].map(({ column }) => column),
          )
      }
      const told = new Set<string>()
      for (let season = 0; season < S; season++) {
        const sessions = own.flatMap((option) => spans[option.section].map((span) => ({ option, span })))
        const running = sessions.filter(({ option, span }) => this.runs(option.section, span, season))
        for (const { span: at } of running) {
          const instant = school.start[season * 2 * L + at]
          const together = running.filter(({ span }) => {
            const i = season * 2 * L + span
            return school.weekday[span % L] === school.weekday[at % L] && school.start[i] <= instant && instant < school.end[i]
          })
          const columns = [...new Set(together.map(({ option }) => option.column))]
          const key = columns.join()
          if (told.has(key) || new Set(together.map(({ option }) => option.wish)).size < 2) continue
          told.add(key)
          builder.row(Number.NEGATIVE_INFINITY, 1, columns)
        }
      }
    }
  }

  /** `group-size`, `room-fit`, and the need of roles that grow with the students */
  private sections(): void {
    const { school, found, builder } = this
    const bySection = Map.groupBy(this.options, ({ section }) => section)
    for (let x = 0; x < school.X; x++) {
      const size = found.size[x]
      if (size === 0) continue
      const a = school.sectionActivity[x]
      let least = Math.max(1, school.sizeMin[a])
      let most = school.sizeMax[a]
      for (const room of found.rooms[x]) most = Math.min(most, school.capacity[room])
      for (let role = 0; role < 2; role++) {
        const per = school.rolePer[a * 2 + role]
        if (per === 0) continue
        const groups = Math.ceil(size / per)
        least = Math.max(least, (groups - 1) * per + 1)
        most = Math.min(most, groups * per)
      }
      builder.row(
        Math.min(least, size),
        Math.max(most, size),
        (bySection.get(x) ?? []).map(({ column }) => column),
      )
    }
  }

  /** Children in care: as many supervisors as now, the same classes present; those above the room's capacity cost. */
  private careGroups(): void {
    const { school, found, builder } = this
    const { S, L, C } = school
    const per = school.policy.studentsPerSupervisor
    // [class × L + slot × S + season] columns whose student is away then
    const away: number[][] = Array.from({ length: C * L * S }, () => [])
    for (let s = 0; s < school.N; s++) this.awayOf(s, away)
    for (let h = 0; h < school.H; h++) {
      for (let l = 0; l < L; l++) {
        for (let season = 0; season < S; season++) {
          if (school.start[season * 2 * L + l] < 0) continue
          const columns: number[] = []
          let attending = 0
          for (let c = 0; c < C; c++) {
            if (found.host[c * L + l] !== h) continue
            const key = (c * L + l) * S + season
            attending += school.attending[c * L + l]
            columns.push(...away[key])
            const all = school.attending[c * L + l]
            const empty = all === this.now(away[key])
            if (away[key].length > 0) builder.row(empty ? all : 0, empty ? all : all - 1, away[key])
          }
          if (columns.length === 0) continue
          const need = Math.ceil((attending - this.now(columns)) / per)
          if (need > 0) builder.row(attending - per * need, attending - per * (need - 1) - 1, columns)
          const capacity = school.capacity[school.hostRoom[h]]
          if (Math.min(attending, per * need) > capacity) {
            const over = this.add(0, attending, Math.max(0, attending - this.now(columns) - capacity))
            builder.row(attending - capacity, Number.POSITIVE_INFINITY, [...columns, over])
            this.charge('unplaced-student', over, 1)
          }
        }
      }
    }
  }

  /** Adds, per attended slot and season, the columns of which at most one is 1 and which sum to 1 where the student is with a club then. */
  private awayOf(s: number, away: number[][]): void {
    const { school, found, builder } = this
    const { S, L, attends, coveredFrom, covered, runs, studentClass } = school
    const bySlot = new Map<number, Option[]>()
    for (const option of this.ofStudent(s)) {
      const a = school.sectionActivity[option.section]
      for (const span of found.spans[option.section]) {
        for (let season = 0; season < S; season++) {
          if (runs[(a * L + (span % L)) * S + season] !== 3) continue
          const i = season * 2 * L + span
          for (let k = coveredFrom[i]; k < coveredFrom[i + 1]; k++) {
            const l = covered[k]
            if (!attends[s * 2 * L + l]) continue
            const list = bySlot.get(l * S + season) ?? []
            bySlot.set(l * S + season, list)
            if (!list.includes(option)) list.push(option)
          }
        }
      }
    }
    for (const [key, list] of bySlot) {
      const columns = list.map(({ column }) => column)
      const target = away[studentClass[s] * L * S + key]
      if (this.exclude(list)) target.push(...columns)
      else {
        // two short sessions may lie in one long slot: away is then their maximum
        const any = this.add(0, 1, Math.max(...columns.map((j) => this.current[j])))
        builder.row(0, Number.POSITIVE_INFINITY, [...columns, any], [...columns.map(() => 1), -1])
        for (const j of columns) builder.row(0, 1, [any, j], [1, -1])
        target.push(any)
      }
    }
  }

  /** @returns whether no two of these options can be taken together: the same wish, or sessions at once in some season */
  private exclude(list: readonly Option[]): boolean {
    return list.every((a, i) => list.slice(0, i).every((b) => a.wish === b.wish || this.clash(a.section, b.section)))
  }

  private clash(x: number, y: number): boolean {
    const { school, found } = this
    const { S, L, start, end, weekday } = school
    for (let season = 0; season < S; season++) {
      const at = season * 2 * L
      for (const p of found.spans[x]) {
        for (const q of found.spans[y]) {
          if (weekday[p % L] !== weekday[q % L] || !this.runs(x, p, season) || !this.runs(y, q, season)) continue
          if (start[at + p] < end[at + q] && start[at + q] < end[at + p]) return true
        }
      }
    }
    return false
  }

  private runs(x: number, span: number, season: number): boolean {
    const { S, L, runs, sectionActivity } = this.school
    return runs[(sectionActivity[x] * L + (span % L)) * S + season] !== 0
  }

  /** `student-choice`, `priority-unserved`, `tutoring-unserved`, `change` */
  private wishes(): void {
    const { school } = this
    const baseline = school.plan.baseline ? compileParts(school, school.plan.baseline) : undefined
    for (const { wish, section, column } of this.options) {
      if (baseline) this.charge('change', column, baseline.enrolled[wish].includes(section + 1) ? -3 : 3)
    }
    for (let s = 0; s < school.N; s++) {
      const first = school.wishesFrom[s]
      const { factor, wished, choices, everyone } = school
      const clubs: number[] = []
      for (let k = 0; k < choices[s]; k++) {
        for (const { column } of this.optionsOf[first + k]) {
          clubs.push(column)
          if (wished[s] > 0) this.charge('student-choice', column, (rankCost[k] - 12) * factor[s])
        }
      }
      if (wished[s] > 0 && clubs.length > 0) {
        const none = this.least(clubs)
        this.charge('student-choice', none, 12 * factor[s])
        if (school.priority[s]) this.charge('priority-unserved', none, 1)
      }
      for (let e = 0; e < everyone[s]; e++) {
        for (const { column } of this.optionsOf[first + choices[s] + e]) this.charge('student-choice', column, -12 * factor[s])
      }
      if (school.tutoring[s]) {
        const groups = this.optionsOf[first + choices[s] + everyone[s]].map(({ column }) => column)
        if (groups.length > 0) this.charge('tutoring-unserved', this.least(groups), 1)
      }
    }
  }

  /** @returns a column that is 1 where none of these is taken */
  private least(columns: readonly number[]): number {
    const none = this.add(0, 1, this.now(columns) > 0 ? 0 : 1)
    this.builder.row(1, Number.POSITIVE_INFINITY, [...columns, none])
    return none
  }

  /** `balanced-week`: domains asked for and not covered */
  private balance(): void {
    const { school, builder } = this
    const bits = school.policy.requiredDomains.map((_, d) => 1 << d)
    for (let s = 0; s < school.N; s++) {
      const care = school.careDomains[s]
      const asked = school.domainsAsked[s] - bits.filter((bit) => care & bit).length
      const own = this.ofStudent(s)
      if (asked <= 0 || own.length === 0) continue
      const met: number[] = []
      for (const bit of bits) {
        if (care & bit) continue
        const columns = own.filter(({ section }) => school.domainBits[school.sectionActivity[section]] & bit).map(({ column }) => column)
        if (columns.length === 0) continue
        const covered = this.add(0, 1, this.now(columns) > 0 ? 1 : 0)
        builder.row(0, Number.POSITIVE_INFINITY, [...columns, covered], [...columns.map(() => 1), -1])
        met.push(covered)
      }
      const lacking = this.add(0, asked, Math.max(0, asked - this.now(met)))
      builder.row(asked, Number.POSITIVE_INFINITY, [...met, lacking])
      this.charge('balanced-week', lacking, 1)
    }
  }

  /** pinned students who are where they are pinned stay there */
  private fixed(): void {
    const { school, found } = this
    const pins = compileParts(school, school.plan.pins)
    for (const { wish, section, column } of this.options) {
      if (!pins.enrolled[wish].includes(section + 1) || found.enrolled[wish] !== section + 1) continue
      this.builder.bound(column, 1, 1)
      this.lowerOf[column] = 1
    }
  }

  lower(column: number): number {
    return this.lowerOf[column]
  }

  upper(column: number): number {
    return this.upperOf[column]
  }

  /** cost of a level by column, without what the options cannot change */
  levelCost(level: number): Float64Array {
    return Float64Array.from({ length: this.builder.columns }, (_, j) => this.costs[level][j] ?? 0)
  }

  /** @param fixed levels above, whose costs may not rise again */
  build(cost: Float64Array, fixed: readonly { cost: Float64Array; most: number }[]): LinearModel {
    for (const { cost: above, most } of fixed.slice(this.limited)) {
      const columns = [...above.keys()].filter((j) => above[j] !== 0)
      this.builder.row(
        Number.NEGATIVE_INFINITY,
        most,
        columns,
        columns.map((j) => above[j]),
      )
      this.limited++
    }
    return { ...this.builder.build(), cost }
  }
  private limited = 0

  /** the placement as found */
  incumbent(): Float64Array {
    return Float64Array.from(this.current)
  }

  /** @returns [wish] section + 1, or 0 */
  enrolled(x: Float64Array): Int32Array {
    const enrolled = new Int32Array(this.school.W)
    for (const { wish, section, column } of this.options) if (x[column] > 0.5) enrolled[wish] = section + 1
    return enrolled
  }
}
