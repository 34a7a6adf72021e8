/** Variables in rows, each row one after the other: an employee's days. */
export interface Rows {
  readonly rows: number
  /** variables a row; row r holds variables r × length … (r + 1) × length − 1 */
  readonly length: number
}

export function* variablesOf({ rows, length }: Rows): Generator<number> {
  for (let variable = 0; variable < rows * length; variable++) yield variable
}
