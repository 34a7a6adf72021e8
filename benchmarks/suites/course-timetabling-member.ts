/** The whole of a search thread. */
import { courseTimetabling } from '../../models/course-timetabling/model.ts'
import { runMember } from '../../src/solve/member.ts'

await runMember(courseTimetabling)
