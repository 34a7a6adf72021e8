/** Generated schools: seeded, calibrated, with a timetable that proves each of them can be served. */
export { type GenerateOptions, generate, type Scenario } from './generate.ts'
export { type School, schools, type Tier, tiers } from './shape.ts'
export type { Shortage } from './shortage.ts'
