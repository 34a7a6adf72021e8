export { type CheckReport, checkTimetable, type PricedRow } from './check.ts'
export { emptyTimetable } from './empty.ts'
export { parseTimetable, timetableFaults } from './faults.ts'
export type { CheckFinding } from './finding.ts'
