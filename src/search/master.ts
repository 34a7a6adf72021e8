/** A row that several columns share: `wanted` of them may cross it; each one fewer costs `under`, each one more costs `over`. */
export interface SharedRow {
  readonly wanted: number
  readonly under: number
  readonly over: number
}

const tolerance = 1e-7
const pivotsBetweenRefactorings = 150
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
    const crossed = new Int32Array(rows.length)
    first.forEach((column, owner) => {
      this.basic[owner] = this.add(owner, column.cost, column.rows)
      for (const row of column.rows) crossed[row]++
    })
    rows.forEach(({ wanted }, row) => {
      this.basic[this.owners + row] = wanted >= crossed[row] ? -1 - 2 * row : -2 - 2 * row
    })
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
    while (made < most) {
      const entering = this.choose()
      if (entering === undefined) break
      if (!this.pivot(entering.variable, entering.reduced)) break
      made++
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
    for (let i = 0; i < this.n; i++) this.objective += this.cost(this.basic[i]) * this.x[i]
  }

  private choose(): { variable: number; reduced: number } | undefined {
    const { duals, owners, rows, isBasic, ownerOf, costOf, rowsOf, fixedTo } = this
    let variable = 0
    let least = -tolerance
    let found = false
    const consider = (candidate: number, reduced: number) => {
      if (reduced >= least) return
      least = reduced
      variable = candidate
      found = true
    }
    for (let row = 0; row < rows.length; row++) {
      consider(-1 - 2 * row, rows[row].under - duals[owners + row])
      consider(-2 - 2 * row, rows[row].over + duals[owners + row])
    }
    for (let column = 0; column < ownerOf.length; column++) {
      const owner = ownerOf[column]
      if (isBasic[column] || (fixedTo[owner] >= 0 && fixedTo[owner] !== column)) continue
      let reduced = costOf[column] - duals[owner]
      const crossed = rowsOf[column]
      for (let i = 0; i < crossed.length; i++) reduced -= duals[owners + crossed[i]]
      consider(column, reduced)
    }
    return found ? { variable, reduced: least } : undefined
  }

  /** @returns whether the variable came in */
  private pivot(entering: number, reduced: number): boolean {
    const { n, inverse, x, direction, basic, owners, duals } = this
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
    for (let j = 0; j < n; j++) inverse[pivotRow + j] *= scale
    for (let i = 0; i < n; i++) {
      const factor = direction[i]
      if (i === leaving || factor === 0) continue
      x[i] -= step * factor
      for (let j = 0; j < n; j++) inverse[i * n + j] -= factor * inverse[pivotRow + j]
    }
    x[leaving] = step
    for (let j = 0; j < n; j++) duals[j] += reduced * inverse[pivotRow + j]
    if (basic[leaving] >= 0) this.isBasic[basic[leaving]] = 0
    basic[leaving] = entering
    if (entering >= 0) this.isBasic[entering] = 1
    if (++this.pivots % pivotsBetweenRefactorings === 0) {
      this.refactor()
      this.price()
    }
    return true
  }

  /** Inverts the basis anew: rounding errors do not pile up. */
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
