import type { Staff, StaffKind } from '../plan.ts'

/** `staff-role` 四(二), a rule of domains: the kind is allowed and every skill is there. */
export const fitsRole = (person: Staff, kinds: readonly StaffKind[] | undefined, skills: readonly string[]): boolean =>
  (kinds === undefined || kinds.includes(person.kind)) && skills.every((s) => person.skills.includes(s))
