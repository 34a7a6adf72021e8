import { postKey } from '../check/post-names.ts'
import type { PostRef } from './incumbent.ts'

export const samePost = (a: PostRef, b: PostRef): boolean => a.season === b.season && postKey(a) === postKey(b)
