import { afterSchoolSuite } from './after-school.ts'
import { courseTimetablingSuite } from './course-timetabling.ts'
import { type AnySuite, anySuite } from './suite.ts'

/** Every suite that the bench can run. */
export const suites: readonly AnySuite[] = [anySuite(courseTimetablingSuite), anySuite(afterSchoolSuite)]
