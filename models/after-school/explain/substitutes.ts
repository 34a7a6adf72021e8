import type { Plan } from '../plan.ts'
import { sits, wants } from '../search/staffing.ts'
import type { TimetableParts } from '../timetable.ts'
import { byPrice, Incumbent, type PostRef, type PriceChange } from './incumbent.ts'
import { assertKnown } from './known.ts'
import { type DayEntry, dayAround, type Load, loadIn } from './people.ts'

export interface SubstituteQuery {
  /** posts that need somebody: of one person, or empty ones */
  readonly posts: readonly PostRef[]
  /** who leaves them; absent: the seats are empty */
  readonly instead?: string
  /** how many people to list; default 20 */
  readonly limit?: number
}

export interface Substitute {
  readonly staff: string
  /** those of the posts that this person can take, all together */
  readonly takes: readonly PostRef[]
  /** what the timetable costs more with this person there: exactly check(after) − check(before) */
  readonly change: PriceChange
  /** the person's day around the first of them, seats taken included */
  readonly day: readonly DayEntry[]
  /** sessions a week in the season of the first of them, seats taken included */
  readonly load: Load
}

/**
 * Who else could sit there: people whom every hard rule of domains allows (offer, role, vetting, refusals) and who are free, those who can take most of the posts first, then the
 * cheapest by hard, medium, soft. Nobody is listed outside an offer of their own.
 * @throws FaultError where the plan does not have what it names
 */
export function substitutes(plan: Plan, timetable: TimetableParts, { posts, instead, limit = 20 }: SubstituteQuery): Substitute[] {
  assertKnown(plan, { posts, ...(instead !== undefined && { instead }) })
  const incumbent = new Incumbent(plan, timetable)
  const { state, school } = incumbent
  const leaving = instead === undefined ? -1 : (school.staffIndex.get(instead) ?? -1)
  const wanted = posts.map((ref) => ({ ref, post: incumbent.post(ref) })).filter(({ post }) => post >= 0)
  const before = incumbent.amounts()
  const people = new Set(wanted.flatMap(({ post }) => candidates(incumbent, post)))
  people.delete(leaving)
  const list = [...people].flatMap((person): Substitute[] =>
    incumbent.trial(() => {
      const takes: { ref: PostRef; post: number }[] = []
      for (const entry of wanted) if (takeOver(incumbent, entry.post, leaving, person)) takes.push(entry)
      if (takes.length === 0) return []
      const { post } = takes[0]
      return [
        {
          staff: plan.staff[person].id,
          takes: takes.map(({ ref }) => ref),
          change: incumbent.changeSince(before),
          day: dayAround(state, post, person),
          load: loadIn(state, school.postSeason[post], person),
        },
      ]
    }),
  )
  return list.sort((a, b) => b.takes.length - a.takes.length || byPrice(a.change, b.change) || (a.staff < b.staff ? -1 : 1)).slice(0, limit)
}

function candidates({ school, state }: Incumbent, post: number): number[] {
  const call = state.roster.callOf[post]
  return Array.from(school.candidates.subarray(school.candidatesFrom[call], school.candidatesFrom[call + 1]))
}

function takeOver({ state, school }: Incumbent, post: number, leaving: number, person: number): boolean {
  if (sits(state, post, person) || school.permit[state.roster.callOf[post] * school.P + person] === 255) return false
  const mark = state.mark()
  if (leaving >= 0 && sits(state, post, leaving)) state.unseat(post, leaving)
  if (wants(state, post) && state.roster.free(post, person)) {
    state.seat(post, person)
    return true
  }
  state.rollback(mark)
  return false
}
