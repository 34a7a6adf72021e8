import { clockOf, minutesOf } from '../../../src/calendar/index.ts'
import { countText, nameOf, slotText, weekdayText } from '../check/text.ts'
import { type Plan, weekdays } from '../plan.ts'
import type { Text } from '../policy/index.ts'
import { wants } from '../search/staffing.ts'
import type { TimetableParts } from '../timetable.ts'
import { Incumbent, type PostRef } from './incumbent.ts'
import { postRefOf } from './post-ref.ts'

/**
 * Seats at one instant that no choice of people can fill, by Hall's theorem: these posts need more people than there are who may sit in any of them. Offers, roles, vetting and
 * refusals count; what else those people do, and their limits of work, do not, so that it holds for every way of seating them.
 */
export interface Shortage {
  readonly season: string
  readonly weekday: string
  /** clock time at which all the posts are at once */
  readonly at: string
  readonly posts: readonly PostRef[]
  readonly required: number
  /** everybody who may sit in one of them, by id */
  readonly people: readonly string[]
  readonly text: Text
}

/** @returns a proof for each empty seat that has one; seats short for the same reason are one entry */
export function shortages(plan: Plan, timetable: TimetableParts): Shortage[] {
  const { state, school } = new Incumbent(plan, timetable)
  const found = new Map<string, Shortage>()
  for (let q = 0; q < school.Q; q++) {
    if (state.roster.callOf[q] < 0 || !wants(state, q)) continue
    const posts = atOnce(q)
    const short = witness(posts, q)
    if (!short) continue
    const required = short.posts.reduce((sum, post) => sum + state.values[school.at.need + post], 0)
    const call = state.roster.callOf[q]
    const season = plan.seasons[school.postSeason[q]]
    const slot = plan.slots.find(
      (own) => own.weekday === weekdays[school.callDay[call]] && minutesOf(season.bells[own.id]?.start ?? '00:00') === school.callStart[call],
    )
    const weekday = weekdays[school.callDay[call]]
    const at = clockOf(school.callStart[call])
    const day = weekdayText(weekday)
    const when = slot ? slotText({ ...slot, band: 'all' }) : { en: `${day.en} at ${at}`, zh: `${day.zh}${at}` }
    const name = nameOf(season)
    const key = JSON.stringify([season.id, weekday, at, required, short.people])
    if (found.has(key)) continue
    found.set(key, {
      season: season.id,
      weekday,
      at,
      posts: short.posts.map((post) => postRefOf(state, post)),
      required,
      people: short.people.map((p) => plan.staff[p].id),
      text: {
        en: `on ${when.en} in ${name}, ${countText(required, 'seat is', 'seats are')} required for which only ${countText(short.people.length, 'person', 'people')} offered and fit`,
        zh: `${name}${when.zh}：需要${required}个岗位，只有${short.people.length}名志愿且符合条件的人员`,
      },
    })
  }
  return [...found.values()]

  /** posts that need somebody at the instant at which this one starts: nobody can sit in two of them */
  function atOnce(post: number): number[] {
    const own = state.roster.callOf[post]
    const start = school.callStart[own]
    return Array.from({ length: school.Q }, (_, q) => q).filter((q) => {
      const call = state.roster.callOf[q]
      return (
        call >= 0 &&
        state.values[school.at.need + q] > 0 &&
        school.postSeason[q] === school.postSeason[post] &&
        school.callDay[call] === school.callDay[own] &&
        school.callStart[call] <= start &&
        start < school.callEnd[call]
      )
    })
  }

  /** Fills the posts by augmenting paths as if they were all there is to do; where one seat of this post cannot be filled, what the last search has reached is the proof. */
  function witness(posts: readonly number[], short: number): { posts: number[]; people: number[] } | undefined {
    const sits = new Map<number, number>()
    const may = new Map(posts.map((q) => [q, candidates(q)]))
    let reached: { posts: Set<number>; people: Set<number> } | undefined
    const augment = (q: number, seen: { posts: Set<number>; people: Set<number> }): boolean => {
      seen.posts.add(q)
      for (const p of may.get(q)!) {
        if (seen.people.has(p)) continue
        seen.people.add(p)
        const other = sits.get(p)
        if (other !== undefined && !augment(other, seen)) continue
        sits.set(p, q)
        return true
      }
      return false
    }
    for (const q of [...posts.filter((other) => other !== short), short]) {
      for (let i = 0; i < state.values[school.at.need + q]; i++) {
        const seen = { posts: new Set<number>(), people: new Set<number>() }
        if (augment(q, seen)) continue
        reached = seen
        break
      }
    }
    return reached && { posts: [...reached.posts].sort((a, b) => a - b), people: [...reached.people].sort((a, b) => a - b) }
  }

  function candidates(q: number): number[] {
    const call = state.roster.callOf[q]
    return Array.from(school.candidates.subarray(school.candidatesFrom[call], school.candidatesFrom[call + 1]))
  }
}
