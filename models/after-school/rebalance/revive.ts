import { plusDays } from '../../../src/calendar/index.ts'
import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import type { CancelledSession } from './cancel.ts'
import { type Change, holdsOn } from './changes.ts'
import type { Dated, Rebalanced } from './document.ts'
import { isPostOf, partsNow } from './short.ts'
import type { Span } from './spans.ts'

type Section = TimetableParts['sections'][number]
type Cancellation = Extract<Change, { kind: 'session-cancelled' }>

/** the reasons that an answer gives for a cancellation of its own: what people cancel stays cancelled */
export const reasons = { want: 'nobody can lead it, or there is no room', rule: 'a rule would be broken otherwise' } as const

export const cancellation = (session: CancelledSession, { dates }: Span, reason: string = reasons.want): Cancellation => ({
  kind: 'session-cancelled',
  ...session,
  from: dates[0].date,
  to: dates[dates.length - 1].date,
  reason,
})

/** whether an answer has cancelled the session, not people */
export const isOwn = (change: Change): change is Cancellation =>
  change.kind === 'session-cancelled' && Object.values<string | undefined>(reasons).includes(change.reason)

/** @returns what is left of a cancellation once the session takes place again in a span: on the dates before and after it */
export function without(change: Change, { dates }: Pick<Span, 'dates'>): Change[] {
  const [first, last] = [dates[0].date, dates[dates.length - 1].date]
  return [
    ...(change.from < first ? [{ ...change, to: plusDays(first, -1) }] : []),
    ...(change.to === undefined || change.to > last ? [{ ...change, from: plusDays(last, 1) }] : []),
  ]
}

/** Cancellations by earlier answers that hold on all days that are open now, with the sections as the term has them. */
function revivable(plan: Plan, { changes, timetable }: Rebalanced, { dates, weekdays: open }: Span): Map<Cancellation, Section> {
  const dayOf = new Map(plan.slots.map((slot) => [slot.id, slot.weekday]))
  const found = new Map<Cancellation, Section>()
  for (const change of changes) {
    if (!isOwn(change) || !open.includes(dayOf.get(change.slot)!)) continue
    const here = dates.filter(({ runs }) => runs === dayOf.get(change.slot))
    if (here.length === 0 || !here.every(({ date }) => holdsOn(change, date))) continue
    const part = timetable.sections.find(({ activity, number }) => activity === change.activity && number === change.number)
    if (part?.sessions.some(({ slot }) => slot === change.slot)) found.set(change, part)
  }
  return found
}

/** those of sections that do not run at all now, and of which all sessions could take place again */
export function revivableSections(plan: Plan, start: Rebalanced, span: Span, ruling: TimetableParts): Map<Change, Section> {
  const found = [...revivable(plan, start, span)]
  const whole = ({ sessions }: Section, part: Section) => sessions.every(({ slot }) => found.some(([change, own]) => own === part && change.slot === slot))
  return new Map(found.filter(([change, part]) => partsNow(ruling, change).length === 0 && whole(part, part)))
}

/** those of sections that meet on other days as well, and still do */
export const revivableSessions = (plan: Plan, start: Rebalanced, span: Span, ruling: TimetableParts): Cancellation[] =>
  [...revivable(plan, start, span)].flatMap(([change, { sessions }]) => (sessions.length > 1 && partsNow(ruling, change).length > 0 ? [change] : []))

/** What ruled, as if the sessions had not been cancelled: with the people and rooms that the term has for them. */
export function withSessions({ timetable }: Pick<Dated, 'timetable'>, term: TimetableParts, revived: readonly Cancellation[]): TimetableParts {
  let parts = timetable
  for (const { activity, number, slot } of revived) {
    const now = partsNow(parts, { activity, number })
    const full = term.sections.find((own) => own.activity === activity && own.number === number)
    if (now.length === 0 || !full) continue
    const meeting = now.flatMap((own) => own.sessions)
    // the whole section comes back under its name; what else is cancelled of it, and who misses some of it, goes again afterwards
    const sessions = full.sessions.map((session) => meeting.find((own) => own.slot === session.slot) ?? session)
    const students = [...new Set(now.flatMap((own) => own.students))]
    const back = meeting.some((session) => session.slot === slot) ? [] : term.posts.filter((post) => isAt(post, { activity, number }, slot))
    const sections = parts.sections.flatMap((own) => (own === now[0] ? [{ activity, number, sessions, students }] : now.includes(own) ? [] : [own]))
    const posts = parts.posts.map((post) => (now.some((own) => isPostOf(post, own)) ? { ...post, activity, number } : post))
    parts = { care: parts.care, sections, posts: [...posts, ...back] }
  }
  return parts
}

/** What the changes of an answer are counted against: the sessions that take place again did not until now. */
export function withoutRevived(timetable: TimetableParts, revived: readonly Cancellation[]): TimetableParts {
  let parts = timetable
  for (const { activity, number, slot } of revived) {
    const section = partsNow(parts, { activity, number }).find(({ sessions }) => sessions.some((session) => session.slot === slot))
    if (!section) continue
    const sessions = section.sessions.filter((session) => session.slot !== slot)
    const sections = parts.sections.map((own) => (own === section ? { ...own, sessions } : own))
    parts = { care: parts.care, sections, posts: parts.posts.filter((post) => !isAt(post, section, slot)) }
  }
  return parts
}

const isAt = (post: TimetableParts['posts'][number], { activity, number }: Pick<Section, 'activity' | 'number'>, slot: string): boolean =>
  post.kind === 'section' && isPostOf(post, { activity, number }) && post.slot === slot
