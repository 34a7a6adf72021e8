/** The whole of a search thread. */
import { shiftScheduling } from '../../models/shift-scheduling/model.ts'
import { runMember } from '../../src/solve/member.ts'

await runMember(shiftScheduling)
