import { postOf } from '../codec.ts'
import type { State } from '../state.ts'
import type { PostRef } from './incumbent.ts'

/** @returns what documents call the post */
export function postRefOf({ school, values }: State, post: number): PostRef {
  const slot = post < school.careFrom ? values[school.at.slot + Math.trunc(post / (2 * school.S))] - 1 : 0
  const { staff: _, ...ref } = postOf(school, post, slot, [])
  return ref as PostRef
}
