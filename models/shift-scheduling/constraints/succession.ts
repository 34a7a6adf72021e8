import { Succession } from '../../../src/constraints/succession.ts'
import { hard } from '../../../src/kernel/constraint.ts'
import type { Tables } from '../compile.ts'

/** Some shifts may not follow others on the next day. Amount: pairs of days on which they do. */
export const succession = ({ rows, values, forbidden }: Tables) =>
  new Succession('succession', hard, rows, values, (value, next) => forbidden[value * values + next] === 1)
