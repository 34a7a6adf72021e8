import type { Text } from '../policy/index.ts'
import type { View } from './view.ts'

export type { Text }

/** One place where a row is broken or a wish is not met. */
export interface CheckFinding {
  /** whole, above 0, unweighted */
  readonly amount: number
  /** ids by what they name: staff, student, class, activity, section (its number), slot, season, room, … */
  readonly where: Readonly<Record<string, string>>
  readonly text: Text
}

/** Prices one row; the row's amount is the sum over its findings. */
export type Pricer = (view: View) => CheckFinding[]
