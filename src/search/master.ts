/** A row that several columns share: `wanted` of them may cross it; each one fewer costs `under`, each one more costs `over`. */
export interface SharedRow {
  readonly wanted: number
  readonly under: number
  readonly over: number
}

const tolerance = 1e-7
const pivotsBetweenChecks = 300
/** a basis whose equations are off by more, in amounts or in prices, is inverted anew */
const mostDrift = 1e-6
/** columns among which the simplex chooses before it looks at all of them again */
const candidatesPerRow = 2
/** what a column costs whose owner is fixed to another one */
const banned = 1e7

/**
 * The linear programme of a column generation: every owner takes one of its columns (or a mixture), shared rows price how many cross them.
 *
 *   min Σ cost_j x_j + Σ (under_i u_i + over_i o_i)   where   Σ_{j of owner} x_j = 1,   Σ_{j crosses i} x_j + u_i − o_i = wanted_i,   x, u, o ≥ 0
 *
 * A primal simplex with an explicit dense inverse: columns come at any time, the basis stays feasible, and there is nothing to install. Right for some hundreds of rows.
 */
export class Master {
  objective = 0
  /** owner → price of its choice; row → price of one more crossing, within −over … under */
  readonly ownerDual: Float64Array
  readonly rowDual: Float64Array
  /** columns by index: owner, cost, rows crossed */
  readonly ownerOf: number[] = []
  readonly costOf: number[] = []
  readonly rowsOf: Int32Array[] = []
  private readonly owners: number
  private readonly rows: readonly SharedRow[]
  private readonly n: number
  /** owner → its only column, or −1 */
  private readonly fixedTo: Int32Array
  private readonly wanted: Float64Array
  /** basic variable by position: a column, or −1 − 2 × row for u, −2 − 2 × row for o */
  private readonly basic: Int32Array
  private isBasic: Uint8Array = new Uint8Array(1024)
  private readonly inverse: Float64Array
  private readonly x: Float64Array
  private readonly duals: Float64Array
  private readonly direction: Float64Array
  /** where the row that pivots is not zero, and what stands there */
  private readonly places: Int32Array
  private readonly entries: Float64Array
  /** variables that may come in, with their reduced costs and reference weights */
  private candidates: number[] = []
  private candidateCount = 0
  private reduced = new Float64Array(0)
  private weights = new Float64Array(0)
  private pivots = 0

  /** @param first each owner's first column: together a start that is feasible */
  constructor(rows: readonly SharedRow[], first: readonly { readonly cost: number; readonly rows: Int32Array }[]) {
    this.owners = first.length
    this.rows = rows
    this.n = this.owners + rows.length
    const { n } = this
    this.ownerDual = new Float64Array(this.owners)
    this.rowDual = new Float64Array(rows.length)
    this.fixedTo = new Int32Array(this.owners).fill(-1)
    // wanted a hair more than whole numbers, each by another hair: ties between rows would let the simplex turn in circles
    this.wanted = Float64Array.from({ length: n }, (_, i) => (i < this.owners ? 1 : rows[i - this.owners].wanted) + 1e-6 * (1 + ((i * 0.6180339887) % 1)))
    this.basic = new Int32Array(n)
    this.inverse = new Float64Array(n * n)
    this.x = new Float64Array(n)
    this.duals = new Float64Array(n)
    this.direction = new Float64Array(n)
    this.places = new Int32Array(n)
    this.entries = new Float64Array(n)
    const short = this.wanted.slice(this.owners)
    first.forEach((column, owner) => {
      this.basic[owner] = this.add(owner, column.cost, column.rows)
      for (const row of column.rows) short[row] -= this.wanted[owner]
    })
    // by the numbers as they are, hairs included: a start that is a hair outside never comes in again, and the simplex turns in circles
    for (let row = 0; row < rows.length; row++) this.basic[this.owners + row] = short[row] >= 0 ? -1 - 2 * row : -2 - 2 * row
    for (const basic of this.basic) if (basic >= 0) this.isBasic[basic] = 1
    this.refactor()
  }

  get columns(): number {
    return this.ownerOf.length
  }

  /** @param rows each at most once @returns the column's index */
  add(owner: number, cost: number, rows: Int32Array): number {
    const column = this.ownerOf.length
    this.ownerOf.push(owner)
    this.costOf.push(cost)
    this.rowsOf.push(rows)
    if (column >= this.isBasic.length) {
      const more = new Uint8Array(2 * this.isBasic.length)
      more.set(this.isBasic)
      this.isBasic = more
    }
    return column
  }

  /** The owner takes this column; −1 lets it choose again. */
  fix(owner: number, column: number): void {
    this.fixedTo[owner] = column
  }

  /** @returns what the columns in use are worth: their index and share, above a thousandth */
  shares(): { readonly column: number; readonly share: number }[] {
    const found: { column: number; share: number }[] = []
    this.basic.forEach((column, i) => {
      if (column >= 0 && this.x[i] > 1e-3) found.push({ column, share: this.x[i] })
    })
    return found
  }

  /** @returns the reduced cost of a column that is not there yet */
  reducedCost(owner: number, cost: number, rows: Int32Array): number {
    let reduced = cost - this.ownerDual[owner]
    for (let i = 0; i < rows.length; i++) reduced -= this.rowDual[rows[i]]
    return reduced
  }

  /** Pivots until no variable is worth entering, or so many times. @returns the pivots made */
  solve(most = Number.POSITIVE_INFINITY): number {
    this.price()
    let made = 0
    while (made < most && this.collect()) {
      let entered = false
      for (let entering = this.choose(); entering >= 0 && made < most; entering = this.choose()) {
        if (!this.pivot(entering)) break
        entered = true
        made++
      }
      if (!entered) break
    }
    this.publish()
    return made
  }

  private cost(variable: number): number {
    if (variable < 0) {
      const row = this.rows[(-1 - variable) >> 1]
      return variable & 1 ? row.under : row.over
    }
    const fixed = this.fixedTo[this.ownerOf[variable]]
    return fixed >= 0 && fixed !== variable ? banned : this.costOf[variable]
  }

  private price(): void {
    const { n, duals, inverse, basic } = this
    duals.fill(0)
    for (let i = 0; i < n; i++) {
      const cost = this.cost(basic[i])
      if (cost !== 0) for (let j = 0; j < n; j++) duals[j] += cost * inverse[i * n + j]
    }
  }

  private publish(): void {
    const { owners } = this
    this.ownerDual.set(this.duals.subarray(0, owners))
    this.rows.forEach(({ under, over }, row) => {
      this.rowDual[row] = Math.min(under, Math.max(-over, this.duals[owners + row]))
    })
    this.objective = 0
    for (let i = 0; i < this.n; i++) this.objective += this.duals[i] * (i < owners ? 1 : this.rows[i - owners].wanted)
  }

  private reducedOf(variable: number): number {
    const { duals, owners } = this
    if (variable < 0) {
      const row = (-1 - variable) >> 1
      return this.cost(variable) + (variable & 1 ? -1 : 1) * duals[owners + row]
    }
    let reduced = this.cost(variable) - duals[this.ownerOf[variable]]
    const crossed = this.rowsOf[variable]
    for (let i = 0; i < crossed.length; i++) reduced -= duals[owners + crossed[i]]
    return reduced
  }

  /** Those columns become candidates that cost least at the duals now, and every row's u and o. @returns whether one of them is worth entering */
  private collect(): boolean {
    const { ownerOf, fixedTo, isBasic, rows, n, basic } = this
    const columns: number[] = []
    const reduced: number[] = []
    for (let column = 0; column < ownerOf.length; column++) {
      const fixed = fixedTo[ownerOf[column]]
      if (isBasic[column] || (fixed >= 0 && fixed !== column)) continue
      columns.push(column)
      reduced.push(this.reducedOf(column))
    }
    const most = candidatesPerRow * n
    const limit = columns.length > most ? Float64Array.from(reduced).sort()[most] : Number.POSITIVE_INFINITY
    const held = new Set(basic)
    this.candidates = columns.filter((_, i) => reduced[i] <= limit)
    for (let variable = -1; variable >= -2 * rows.length; variable--) if (!held.has(variable)) this.candidates.push(variable)
    this.candidateCount = this.candidates.length
    this.reduced = Float64Array.from(this.candidates, (variable) => this.reducedOf(variable))
    this.weights = new Float64Array(this.candidateCount).fill(1)
    return this.reduced.some((r) => r < -tolerance)
  }

  /** Devex: the steepest by reference weights. @returns a candidate's place, or −1 */
  private choose(): number {
    const { reduced, weights } = this
    let chosen = -1
    let most = 0
    for (let i = 0; i < this.candidateCount; i++) {
      if (reduced[i] >= -tolerance) continue
      const gain = reduced[i] ** 2 / weights[i]
      if (gain <= most) continue
      most = gain
      chosen = i
    }
    return chosen
  }

  /** @param at the candidate that comes in @returns whether it did */
  private pivot(at: number): boolean {
    const { n, inverse, x, direction, basic, owners, duals, candidates, reduced, weights, places, entries } = this
    const entering = candidates[at]
    direction.fill(0)
    const addColumn = (row: number, sign: number) => {
      for (let i = 0; i < n; i++) direction[i] += sign * inverse[i * n + row]
    }
    if (entering < 0) addColumn(owners + ((-1 - entering) >> 1), entering & 1 ? 1 : -1)
    else {
      addColumn(this.ownerOf[entering], 1)
      for (const row of this.rowsOf[entering]) addColumn(owners + row, 1)
    }
    // the least ratio; among nearly equal ones the largest pivot
    let limit = Number.POSITIVE_INFINITY
    for (let i = 0; i < n; i++) if (direction[i] > 1e-9) limit = Math.min(limit, (x[i] + 1e-9) / direction[i])
    let leaving = -1
    for (let i = 0; i < n; i++) {
      if (direction[i] > 1e-9 && x[i] / direction[i] <= limit && (leaving < 0 || direction[i] > direction[leaving])) leaving = i
    }
    if (leaving < 0) return false
    const step = Math.max(0, x[leaving] / direction[leaving])
    const scale = 1 / direction[leaving]
    const pivotRow = leaving * n
    const price = reduced[at]
    let filled = 0
    for (let j = 0; j < n; j++) {
      if (inverse[pivotRow + j] === 0) continue
      inverse[pivotRow + j] *= scale
      duals[j] += price * inverse[pivotRow + j]
      places[filled] = j
      entries[filled++] = inverse[pivotRow + j]
    }
    for (let i = 0; i < n; i++) {
      const factor = direction[i]
      if (i === leaving || factor === 0) continue
      x[i] -= step * factor
      const row = i * n
      if (filled > n / 2) for (let j = 0; j < n; j++) inverse[row + j] -= factor * inverse[pivotRow + j]
      else for (let k = 0; k < filled; k++) inverse[row + places[k]] -= factor * entries[k]
    }
    x[leaving] = step
    // the pivot row says what every candidate loses by it
    const weight = weights[at]
    for (let i = 0; i < this.candidateCount; i++) {
      const along = this.along(candidates[i], pivotRow)
      if (along === 0) continue
      reduced[i] -= price * along
      weights[i] = Math.max(weights[i], along ** 2 * weight)
    }
    const left = basic[leaving]
    if (left >= 0) this.isBasic[left] = 0
    basic[leaving] = entering
    if (entering >= 0) this.isBasic[entering] = 1
    // whoever leaves takes the place of whoever came; a column that its owner may not take is gone for good
    const gone = left >= 0 && this.cost(left) === banned ? --this.candidateCount : -1
    candidates[at] = gone < 0 ? left : candidates[gone]
    reduced[at] = gone < 0 ? -price * scale : reduced[gone]
    weights[at] = gone < 0 ? Math.max(1, weight * scale ** 2) : weights[gone]
    if (++this.pivots % pivotsBetweenChecks === 0 && this.drift() > mostDrift) {
      this.refactor()
      this.price()
    }
    return true
  }

  /** @returns by how much the basis' equations are off by now, at most: rounding errors pile up */
  private drift(): number {
    const { n, basic, x, wanted, owners } = this
    const left = wanted.slice()
    let most = 0
    for (let i = 0; i < n; i++) {
      const variable = basic[i]
      most = Math.max(most, Math.abs(this.reducedOf(variable)))
      if (variable < 0) left[owners + ((-1 - variable) >> 1)] -= variable & 1 ? x[i] : -x[i]
      else {
        left[this.ownerOf[variable]] -= x[i]
        for (const row of this.rowsOf[variable]) left[owners + row] -= x[i]
      }
    }
    return left.reduce((sum, one) => Math.max(sum, Math.abs(one)), most)
  }

  /** @returns a variable's entry in a row of the inverse times the matrix */
  private along(variable: number, row: number): number {
    const { inverse, owners } = this
    if (variable < 0) return (variable & 1 ? 1 : -1) * inverse[row + owners + ((-1 - variable) >> 1)]
    let sum = inverse[row + this.ownerOf[variable]]
    const crossed = this.rowsOf[variable]
    for (let i = 0; i < crossed.length; i++) sum += inverse[row + owners + crossed[i]]
    return sum
  }

  /** Inverts the basis anew. */
  private refactor(): void {
    const { n, inverse, basic, owners } = this
    const matrix = new Float64Array(n * n) // row, basis position
    basic.forEach((variable, at) => {
      if (variable < 0) matrix[(owners + ((-1 - variable) >> 1)) * n + at] = variable & 1 ? 1 : -1
      else {
        matrix[this.ownerOf[variable] * n + at] = 1
        for (const row of this.rowsOf[variable]) matrix[(owners + row) * n + at] = 1
      }
    })
    inverse.fill(0)
    for (let i = 0; i < n; i++) inverse[i * n + i] = 1
    for (let at = 0; at < n; at++) {
      let from = at
      for (let i = at + 1; i < n; i++) if (Math.abs(matrix[i * n + at]) > Math.abs(matrix[from * n + at])) from = i
      if (from !== at) {
        for (let j = 0; j < n; j++) {
          const kept = matrix[at * n + j]
          matrix[at * n + j] = matrix[from * n + j]
          matrix[from * n + j] = kept
          const other = inverse[at * n + j]
          inverse[at * n + j] = inverse[from * n + j]
          inverse[from * n + j] = other
        }
      }
      const scale = 1 / matrix[at * n + at]
      for (let j = 0; j < n; j++) {
        matrix[at * n + j] *= scale
        inverse[at * n + j] *= scale
      }
      for (let i = 0; i < n; i++) {
        const factor = matrix[i * n + at]
        if (i === at || factor === 0) continue
        for (let j = at; j < n; j++) matrix[i * n + j] -= factor * matrix[at * n + j]
        for (let j = 0; j < n; j++) inverse[i * n + j] -= factor * inverse[at * n + j]
      }
    }
    for (let i = 0; i < n; i++) {
      let sum = 0
      for (let j = 0; j < n; j++) sum += inverse[i * n + j] * this.wanted[j]
      this.x[i] = sum
    }
  }
}
