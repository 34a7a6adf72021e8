import type { School } from '../compile/school.ts'
import { keyOf } from '../constraints/parts.ts'
import type { Post, TimetableParts } from '../timetable.ts'
import { type Found, foundIn } from './found.ts'

export type PostKind = Post['kind']

/** A timetable in the integers of a school, with who sits where. */
export interface Incumbent extends Found {
  /** post key → people */
  readonly seated: ReadonlyMap<number, readonly number[]>
}

/** @throws RangeError on a student whom no wish explains */
export function incumbentOf(school: School, timetable: TimetableParts): Incumbent {
  const seated = new Map<number, number[]>()
  for (const post of timetable.posts) {
    const key = keyOf(school, post)
    if (key === undefined) throw new RangeError(`the plan has no post ${JSON.stringify(post)}`)
    seated.set(
      key,
      post.staff.map((id) => school.staffIndex.get(id)!),
    )
  }
  return { ...foundIn(school, timetable), seated }
}

/** A post by what documents call it, as `keyOf` in constraints/parts.ts numbers it; `group` is a section, a host, site × B + block, or a general duty × its slot. */
export function keyOfGroup(school: School, kind: PostKind, group: number, slot: number, role: number, season: number): number {
  const { X, L, S, careFrom, dutyFrom, generalFrom } = school
  if (kind === 'section') return ((group * L + slot) * 2 + role) * S + season
  const fixed = X * L * 2 * S - careFrom
  if (kind === 'care') return fixed + careFrom + (group * L + slot) * S + season
  return fixed + (kind === 'duty' ? dutyFrom : generalFrom) + group * S + season
}
