/** What happens in the course of a term, and the timetable that follows from it. */
export { type Change, changesJsonSchema } from './changes.ts'
export { prepare } from './compiled.ts'
export { type Dated, type Difference, type Rebalanced, rebalancedJsonSchema, rebalancedSchema } from './document.ts'
export { planOn } from './plan-on.ts'
export { changesFaults, parseChanges } from './read-changes.ts'
export { parseCurrent } from './read-current.ts'
export { newWeeks, type RebalanceOptions, rebalance, rebalanceWithHighs } from './rebalance.ts'
export { rulingOn } from './ruling-on.ts'
