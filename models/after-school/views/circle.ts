import type { Plan } from '../plan.ts'

/** @returns whether a view is of a family's own children, or of a homeroom teacher's own class and its children @param ids students of the family, classes of the teacher */
export function mayView(
  plan: Plan,
  { scope, ids }: { readonly scope: 'family' | 'homeroom'; readonly ids: readonly string[] },
  by: string,
  id: string,
): boolean {
  if (scope === 'family') return by === 'student' && ids.includes(id)
  if (by === 'class') return ids.includes(id)
  return by === 'student' && plan.students.some((student) => student.id === id && ids.includes(student.class))
}
