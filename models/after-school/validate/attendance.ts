import { type Context, overlap } from './context.ts'
import { type Draft, each } from './draft.ts'

/** @returns by class index, the slots (by index) that some student of the class attends */
export function classAttendance(draft: Draft): ReadonlyMap<number, ReadonlySet<number>> {
  const attended = new Map<number, Set<number>>()
  for (const [student] of each(draft.students)) {
    const index = draft.ids.classes.index.get(student.class)
    if (index === undefined) continue
    const slots = attended.get(index) ?? new Set()
    attended.set(index, slots)
    for (const id of student.attends) {
      const slot = draft.ids.slots.index.get(id)
      if (slot !== undefined) slots.add(slot)
    }
  }
  return attended
}

/** @returns by slot index, the slots of other bands that are at once with it in some season; within a band overlapping bells are a fault of their own */
export function slotsAtOnce({ draft, bells }: Context): ReadonlyMap<number, ReadonlySet<number>> {
  const atOnce = new Map<number, Set<number>>()
  for (const [slot, i] of each(draft.slots)) {
    for (const [other, j] of each(draft.slots)) {
      if (i === j || slot.weekday !== other.weekday || slot.band === other.band) continue
      if (!bells.some((bell) => bell[i] && bell[j] && overlap(bell[i], bell[j]))) continue
      atOnce.set(i, (atOnce.get(i) ?? new Set()).add(j))
    }
  }
  return atOnce
}
