import { plusDays } from '../../../src/calendar/index.ts'
import { decode, encode } from '../codec.ts'
import { compilePeople, fairTargets } from '../compile/people.ts'
import { compilePlaces } from '../compile/places.ts'
import { compileSchool, type School } from '../compile/school.ts'
import { seasonDates } from '../dates.ts'
import { type Plan, weekdays } from '../plan.ts'
import { State } from '../state.ts'
import type { Post, TimetableParts } from '../timetable.ts'
import { partsOfSeason, seasonPlan, spanPlan, undated } from './patch.ts'
import { datesOf, type Held, type Span } from './spans.ts'
import { leftOut } from './unheld.ts'

/** A stretch of a season in which the same activities run, compiled once: what changes on a date is compiled as a difference to it, where that is possible. */
export interface Stretch {
  readonly plan: Plan
  readonly school: School
}

const stretches = new WeakMap<Plan, Map<string, Stretch>>()

/** @returns the plan of the stretch that holds these dates; undefined where an activity begins or ends among them */
export function stretchOf(plan: Plan, season: number, from: string, to: string): Plan | undefined {
  const own = seasonPlan(plan, season)
  const starts = own.activities.flatMap((activity) => [...(activity.from ? [activity.from] : []), ...(activity.to ? [plusDays(activity.to, 1)] : [])])
  if (starts.some((date) => from < date && date <= to)) return undefined
  const start = starts.filter((date) => date <= from).reduce((last, date) => (date > last ? date : last), own.term.start)
  const next = starts.filter((date) => date > to).reduce((first, date) => (date < first ? date : first), '9999-12-31')
  const end = next > own.term.end ? own.term.end : plusDays(next, -1)
  return { ...undated(own, start, end), term: { ...own.term, start, end }, seasons: [{ ...own.seasons[0], from: start }] }
}

/** @returns what names the stretch that holds a week's teaching dates; the week's own Monday where an activity begins or ends among them */
export function runningIn(plan: Plan, season: number, monday: string): string {
  const sunday = plusDays(monday, 6)
  const dates = datesOf(plan)[season].filter(({ date }) => monday <= date && date <= sunday)
  return stretchOf(plan, season, dates[0]?.date ?? monday, dates.at(-1)?.date ?? monday)?.term.start ?? monday
}

/** @returns the stretch compiled: the same one as long as the term's plan is the same object */
function compiledStretch(plan: Plan, stretch: Plan): Stretch {
  const known = stretches.get(plan) ?? new Map<string, Stretch>()
  stretches.set(plan, known)
  const { start } = stretch.term
  const compiled = known.get(start) ?? { plan: stretch, school: compileSchool(stretch) }
  known.set(start, compiled)
  return compiled
}

/** Compiles what a rebalance needs for any date of the term, so that the first one does not wait for it. */
export function prepare(plan: Plan): void {
  plan.seasons.forEach((_, season) => {
    for (let at = seasonPlan(plan, season).term.start; ; ) {
      const stretch = stretchOf(plan, season, at, at)!
      compiledStretch(plan, stretch)
      if (stretch.term.end >= seasonPlan(plan, season).term.end) return
      at = plusDays(stretch.term.end, 1)
    }
  })
}

const dated = new WeakMap<TimetableParts, Map<string, TimetableParts>>()

/**
 * What a term's timetable says on some dates. Where activities have dates of their own, it seats somebody only in what runs then, and only as many as the children there need.
 */
export function partsOn(plan: Plan, timetable: TimetableParts, { season, from, to }: Pick<Span, 'season' | 'from' | 'to'>): TimetableParts {
  const parts = partsOfSeason(timetable, plan.seasons[season].id)
  if (plan.activities.every((activity) => activity.from === undefined && activity.to === undefined)) return parts
  const stretch = stretchOf(plan, season, from, to)
  const own = stretch ?? spanPlan(seasonPlan(plan, season), { from, to, held: [] })
  const known = dated.get(timetable) ?? new Map<string, TimetableParts>()
  dated.set(timetable, known)
  const key = `${own.term.start} ${own.term.end}`
  let there = known.get(key)
  if (!there) {
    const state = new State(stretch ? compiledStretch(plan, stretch).school : compileSchool(own))
    encode(state, parts)
    there = withPeople(decode(state.school, state.values), leftOut(state, parts.posts))
    known.set(key, there)
  }
  return there
}

/** What a rule forbids does not vanish: that it cannot be held is for others to say. */
function withPeople(parts: TimetableParts, left: readonly Post[]): TimetableParts {
  const sameAs = ({ staff: _, ...post }: Post) => JSON.stringify(Object.entries(post).sort())
  const people = new Map(left.map((post) => [sameAs(post), post]))
  const posts = parts.posts.map((post) => {
    const more = people.get(sameAs(post))
    people.delete(sameAs(post))
    return more ? { ...post, staff: [...post.staff, ...more.staff] } : post
  })
  return left.length === 0 ? parts : { ...parts, posts: [...posts, ...people.values()] }
}

const staffOnly: readonly Held['change']['kind'][] = ['staff-away', 'vetting-lapsed', 'staff-offers', 'section-cancelled', 'session-cancelled']

/**
 * @param own the plan of the dates, made from the term's plan by what holds
 * @returns its school: its stretch's, with other people or rooms, or one compiled anew
 */
export function schoolOf(term: Plan, season: number, own: Plan, held: readonly Held[]): School {
  const sameLists = own.activities.length === term.activities.length && own.careRooms === term.careRooms && own.students === term.students
  const stretch =
    sameLists && held.every(({ change }) => change.kind === 'room-closed' || staffOnly.includes(change.kind))
      ? stretchOf(term, season, own.term.start, own.term.end)
      : undefined
  if (!stretch) return compileSchool(own)
  const compiled = compiledStretch(term, stretch)
  const school = restaffed(compiled.school, own)
  return own.rooms === term.rooms ? school : { ...school, ...compilePlaces(own, school.policy, school, school) }
}

/** The school with the offers and dates of another plan, which differs from its own in nothing else but rooms. */
function restaffed(school: School, plan: Plan): School {
  const { P, K } = school
  const list = seasonDates(plan)[0]!
  const dates = weekdays.map((day) => list.filter(({ runs }) => runs === day).map(({ date }) => date))
  const clock = { ...school, dates }
  const attending = (c: number, l: number) => school.attending[c * school.L + l]!
  const others = plan.staff.flatMap((person, p) => (person !== school.plan.staff[p] || datedInside(person, school.plan) ? [p] : []))
  const permit = school.permit.slice()
  const people = compilePeople({ ...plan, staff: others.map((p) => plan.staff[p]!) }, clock, school, school, school.policy, attending)
  others.forEach((p, i) => {
    for (let call = 0; call < K; call++) permit[call * P + p] = people.permit[call * others.length + i]!
  })
  const candidatesFrom = new Int32Array(K + 1)
  const candidates: number[] = []
  for (let call = 0; call < K; call++) {
    for (let p = 0; p < P; p++) if (permit[call * P + p] !== 255) candidates.push(p)
    candidatesFrom[call + 1] = candidates.length
  }
  return {
    ...clock,
    plan,
    permit,
    candidatesFrom,
    candidates: Int16Array.from(candidates),
    target: fairTargets(plan, clock, school, school, school, school.policy, attending),
  }
}

/** a certificate begins or ends in the season: who may serve depends on the date */
const datedInside = (person: Plan['staff'][number], { term }: Plan): boolean =>
  Object.values(person.certificates).some((paper) => paper && ((paper.from ?? '') > term.start || (paper.until ?? '9999') < term.end))
