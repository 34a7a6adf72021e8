import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import type { Hosting } from '../hosting.ts'
import { Supervisors } from './supervisors.ts'

/** `care-continuity` 四(四): per class, care supervisors over the week and seasons beyond the largest need. Where: class. */
export class CareContinuity extends Supervisors {
  constructor(school: School, variables: Cells, hosting: Hosting) {
    super('care-continuity', school, variables, hosting, 1, () => 0)
  }
}
