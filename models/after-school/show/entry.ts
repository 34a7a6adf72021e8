import type { SeasonFacts } from '../check/facts.ts'
import type { Interval } from '../check/interval.ts'
import type { PostView } from '../check/posts.ts'
import { nameOf } from '../check/text.ts'
import type { SessionView, View } from '../check/view.ts'
import type { Weekday } from '../plan.ts'
import type { Words } from './words.ts'

/** One cell of a week. */
export interface Entry {
  readonly weekday: Weekday
  readonly interval: Interval
  readonly lines: readonly string[]
}

/** What one class, person, room or student does in a season. */
export type Shown = (season: SeasonFacts) => Entry[]

/** @returns the people in posts that take place together, and how many seats are empty; no line where nobody is needed */
export function peopleLines(posts: readonly PostView[], say: Words): string[] {
  const people = posts.flatMap((post) => post.people.map(nameOf))
  const empty = posts.reduce((sum, post) => sum + post.need - post.people.length, 0)
  return [...(people.length > 0 ? [people.join(say.comma)] : []), ...(empty > 0 ? [say.empty(empty)] : [])]
}

export const carePosts = ({ posts }: View, season: SeasonFacts, host: string, slot: string): PostView[] =>
  posts.filter((post) => post.season === season && post.of.kind === 'care' && post.of.group.host === host && post.of.group.slot.id === slot)

export const sessionPosts = ({ posts }: View, season: SeasonFacts, session: SessionView): PostView[] =>
  posts.filter((post) => post.season === season && post.of.kind === 'section' && post.of.session === session)
