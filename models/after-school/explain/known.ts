import type { Plan } from '../plan.ts'
import { type Fault, FaultError, pointerOf } from '../validate/fault.ts'
import { nearest } from '../validate/nearest.ts'
import { maybe } from '../validate/shape.ts'

/** fields of questions that name something in the plan, and what they may name */
const idsOf = (plan: Plan): Readonly<Record<string, () => readonly string[]>> => {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  return {
    staff: () => ids(plan.staff),
    instead: () => ids(plan.staff),
    student: () => ids(plan.students),
    class: () => ids(plan.classes),
    slot: () => ids(plan.slots),
    season: () => ids(plan.seasons),
    activity: () => ids(plan.activities),
    room: () => ids(plan.rooms),
    site: () => ids(plan.sites),
    host: () => [...ids(plan.classes), ...plan.careRooms.map(({ room }) => room)],
    block: () => plan.slots.map((slot) => slot.dutyBlock ?? slot.id),
    duty: () => ids(plan.generalDuties),
  }
}

/** @returns a fault for every id in a question, however deep, that the plan does not have */
export function unknownIds(plan: Plan, question: object): Fault[] {
  const lists = idsOf(plan)
  const walk = (value: object, path: readonly PropertyKey[]): Fault[] =>
    Object.entries(value).flatMap(([field, inner]: [string, unknown]): Fault[] => {
      const at = [...path, field]
      if (typeof inner === 'object' && inner !== null) return walk(inner, at)
      if (typeof inner !== 'string' || !Object.hasOwn(lists, field)) return []
      const known = lists[field]()
      if (known.includes(inner)) return []
      const suggestion = maybe(nearest(inner, known))
      return [
        {
          pointer: pointerOf(at),
          value: inner,
          code: `unknown-${field === 'instead' ? 'staff' : field}`,
          message: { en: `the plan has no \`${inner}\`.`, zh: `方案中没有“${inner}”。` },
          ...(suggestion && { suggestion }),
        },
      ]
    })
  return walk(question, [])
}

/** @throws FaultError with everything in a question that the plan does not have */
export function assertKnown(plan: Plan, question: object): void {
  const faults = unknownIds(plan, question)
  if (faults.length > 0) throw new FaultError(faults)
}
