/** The whole of a search thread. */
import { afterSchool } from '../../models/after-school/model.ts'
import { runMember } from '../../src/solve/member.ts'

await runMember(afterSchool)
