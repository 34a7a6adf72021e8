import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import type { PostRef } from './incumbent.ts'

export interface SeatsQuery {
  readonly staff: string
  /** absent: at any slot */
  readonly slot?: string
  /** absent: the first */
  readonly season?: string
}

/** @returns the posts at which a person sits in a season */
export function seatsOf(plan: Plan, { posts }: TimetableParts, { staff, slot, season = plan.seasons[0].id }: SeatsQuery): PostRef[] {
  const block = plan.slots.find(({ id }) => id === slot)?.dutyBlock ?? slot
  return posts.flatMap(({ staff: seated, ...ref }): PostRef[] => {
    const here = slot === undefined || (ref.kind === 'duty' ? ref.block === block : ref.slot === slot)
    return here && ref.season === season && seated.includes(staff) ? [ref] : []
  })
}
