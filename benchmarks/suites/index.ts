import { afterSchoolSuite } from './after-school.ts'
import { courseTimetablingSuite } from './course-timetabling.ts'
import { shiftSchedulingSuite } from './shift-scheduling.ts'
import { type AnySuite, anySuite } from './suite.ts'

/** Every suite that the bench can run. */
export const suites: readonly AnySuite[] = [anySuite(courseTimetablingSuite), anySuite(shiftSchedulingSuite), anySuite(afterSchoolSuite)]
