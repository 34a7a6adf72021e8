import { Company } from '../../../src/constraints/company.ts'
import { soft } from '../../../src/kernel/constraint.ts'
import { grouping, type Tables } from '../compile.ts'

/** A curriculum's lectures adjoin one another. Amount: lectures with none of the curriculum in the period before or after, on that day. */
export const compactness = (tables: Tables) =>
  new Company('compactness', soft, grouping(tables, tables.paddedPeriodOf, tables.paddedPeriods), tables.curriculaOf, tables.curricula)
