export { type Fault, FaultError, type PlanFinding, pointerOf } from './fault.ts'
export { nearest } from './nearest.ts'
export { shapeFaults } from './shape.ts'
export { parsePlan, type Validation, validatePlan } from './validate.ts'
