import type { Staff } from '../plan.ts'

/** `staff-vetting` 四(二) 四(四), a rule of domains: cleared, and all three certificates valid on every one of these dates (ISO); a missing one is invalid. */
export function vetted(person: Staff, dates: readonly string[]): boolean {
  const { character, health, qualification } = person.certificates
  if (character?.status !== 'cleared' || !health || !qualification) return false
  return [character, health, qualification].every((c) => dates.every((d) => (c.from === undefined || c.from <= d) && (c.until === undefined || d <= c.until)))
}
