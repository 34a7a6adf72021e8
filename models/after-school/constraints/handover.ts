import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import type { Hosting } from '../hosting.ts'
import { Supervisors } from './supervisors.ts'

/** `handover` 四(四): per class, weekday and season, care supervisors beyond the largest need. Where: class, season × 7 + weekday. */
export class Handover extends Supervisors {
  constructor(school: School, variables: Cells, hosting: Hosting) {
    super('handover', school, variables, hosting, school.S * 7, (slot, season) => season * 7 + school.weekday[slot])
  }
}
