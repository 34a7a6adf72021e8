import type { LevelName, RowId } from '../catalogue.ts'
import type { PolicyField, PolicyValues, Term } from './pack.ts'

/** A pack with a plan's overrides: clock times are minutes after midnight. */
export interface Policy extends Omit<PolicyValues, 'latestEnd' | 'earliestEnd'> {
  readonly latestEnd: number | null
  readonly earliestEnd: number | null
  /** rows whose level differs from the catalogue's */
  readonly levels: Partial<Record<RowId, LevelName>>
}

/** One field as it holds for a plan: what every output repeats. */
export interface PolicyTerm<Field extends PolicyField = PolicyField> extends Term<PolicyValues[Field]> {
  readonly field: Field
  /** the plan's own value in place of the pack's, and its written reason */
  readonly override?: { readonly value: PolicyValues[Field]; readonly reason: string }
}
