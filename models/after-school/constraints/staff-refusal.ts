import type { Activity, Staff } from '../plan.ts'

/** `staff-refusal` 四(二), a rule of domains: nobody sits in an activity that they refused. */
export const refuses = (person: Staff, activity: Activity): boolean => person.refuses.includes(activity.id)
