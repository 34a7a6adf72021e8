export { type Fault, FaultError, type PlanFinding } from './fault.ts'
export { parsePlan, type Validation, validatePlan } from './validate.ts'
