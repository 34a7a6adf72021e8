import type { Activity, Plan, SchoolClass } from '../plan.ts'
import type { Policy } from '../policy/policy.ts'

/** `grade-fit` 三(三), a rule of domains: a student joins only activities of the grade … */
export const gradeFits = (activity: Activity, grade: number): boolean => activity.grades.includes(grade)

/** … and a class is hosted only where `mergeGrades` (another class) or the care room's grades let it. Host h below the number of classes is a class. */
export function hostAllowed(plan: Plan, policy: Policy, guest: SchoolClass, h: number): boolean {
  if (h >= plan.classes.length) {
    const { grades } = plan.careRooms[h - plan.classes.length]
    return grades === undefined || grades.includes(guest.grade)
  }
  const apart = Math.abs(plan.classes[h].grade - guest.grade)
  return policy.mergeGrades === 'any' || apart === 0 || (policy.mergeGrades === 'adjacent' && apart === 1)
}
