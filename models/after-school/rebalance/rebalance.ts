import { plusDays } from '../../../src/calendar/index.ts'
import { factsOf } from '../check/facts.ts'
import { decode, encode } from '../codec.ts'
import { type Plan, weekdays } from '../plan.ts'
import { State } from '../state.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { type CancelledSession, longId, withoutCancelled } from './cancel.ts'
import type { Change } from './changes.ts'
import { partsOn, schoolOf } from './compiled.ts'
import { differences } from './difference.ts'
import type { Dated, Difference, Rebalanced } from './document.ts'
import { cancelledSession, changeOf } from './levels.ts'
import { seasonPlan, spanPlan } from './patch.ts'
import { provedByModel } from './prove.ts'
import { repair } from './repair.ts'
import type { Scope } from './reseat.ts'
import { mondayOf, type Span, spansOf } from './spans.ts'

export interface RebalanceOptions {
  /** milliseconds after which no further improvement is begun; default 2,000 */
  readonly deadlineMilliseconds?: number
}

/**
 * Mends a timetable after changes: hard rows kept, then medium, then as little `change` as possible, then the rest of soft. Only the weekdays on which a change holds may
 * differ, only in the weeks in which it does.
 *
 * @param current the term's timetable, or the answer to earlier changes, which stay in force
 * @param changes as `parseChanges` has read them
 */
export function rebalance(
  plan: Plan,
  current: TimetableParts | Timetable | Rebalanced,
  changes: readonly Change[],
  options: RebalanceOptions = {},
): Rebalanced {
  const deadline = performance.now() + (options.deadlineMilliseconds ?? 2000)
  const start: Rebalanced = 'dated' in current ? current : { ...backupsOf(current), timetable: bare(current), changes: [], dated: [], difference: [] }
  const dated: Dated[] = []
  const difference: Difference[] = []
  const further: Change[] = []
  const voided = new Set<Change>()
  const ruling = (monday: string, season: number) => String(rulingIndex(plan, start, monday, season))
  for (const span of spansOf(plan, start.changes, changes, ruling)) {
    const answer = rebalanceSpan(plan, start, span, () => performance.now() > deadline)
    dated.push(answer.dated)
    difference.push(...answer.difference)
    further.push(...answer.further)
    for (const change of answer.voided) voided.add(change)
  }
  return {
    ...(start.plan !== undefined && { plan: start.plan }),
    ...(start.backups && { backups: start.backups }),
    timetable: start.timetable,
    changes: [...start.changes.filter((change) => !voided.has(change)), ...changes, ...further],
    dated: [...start.dated, ...dated],
    difference,
  }
}

const backupsOf = (timetable: TimetableParts | Timetable): Pick<Rebalanced, 'backups'> =>
  'backups' in timetable && timetable.backups ? { backups: timetable.backups } : {}

const bare = ({ sections, care, posts }: TimetableParts): TimetableParts => ({ sections, care, posts })

/** @returns which dated timetable rules a week of a season: the last one made for it; −1: the term's */
function rulingIndex(plan: Plan, { dated }: Rebalanced, monday: string, season: number): number {
  const sunday = plusDays(monday, 6)
  return dated.findLastIndex((d) => d.season === plan.seasons[season].id && d.from <= sunday && d.to >= monday)
}

/** What ruled the weeks of a span until now, and what was cancelled there. */
function rulingParts(plan: Plan, start: Rebalanced, span: Span): Pick<Dated, 'timetable' | 'cancelled'> {
  const index = rulingIndex(plan, start, mondayOf(span.from), span.season)
  return index < 0 ? { timetable: partsOn(plan, start.timetable, span), cancelled: [] } : start.dated[index]
}

interface SpanAnswer {
  readonly dated: Dated
  readonly difference: readonly Difference[]
  /** cancellations that the answer needs */
  readonly further: readonly Change[]
  /** earlier cancellations that no longer hold */
  readonly voided: readonly Change[]
}

/** sessions that lose their leader or their room, and for which a span is planned anew, at most */
const mostFurther = 100

function rebalanceSpan(plan: Plan, start: Rebalanced, span: Span, overdue: () => boolean, further: readonly Change[] = []): SpanAnswer {
  const revivable = revivableSessions(plan, start, span)
  const held = [...span.held.filter(({ change }) => !revivable.has(change)), ...further.map((change) => ({ change, weekdays: span.weekdays }))]
  const ruling = rulingParts(plan, start, span)
  const asChanged = spanPlan(seasonPlan(plan, span.season), { ...span, held })
  const before = ruling.timetable
  const kept = withoutCancelled(asChanged, before, held)
  const dayPlan: Plan = { ...kept.plan, baseline: kept.timetable }
  const state = new State(schoolOf(plan, span.season, dayPlan, held))
  encode(state, kept.timetable)
  const scope: Scope = { open: Uint8Array.from(weekdays, (day) => (span.weekdays.includes(day) ? 1 : 0)) }
  const answer = repair(state, {
    before: kept.timetable,
    scope,
    closedRooms: new Set(held.flatMap(({ change }) => (change.kind === 'room-closed' ? [change.room] : []))),
    newStudents: held.flatMap(({ change }) =>
      change.kind === 'student-joined' ? [change.student.id] : change.kind === 'student-slots' ? [change.student] : [],
    ),
    revivable: [...revivable.values()],
    term: partsOn(plan, start.timetable, span),
    backups: start.backups ?? [],
    overdue,
  })
  const homeless = answer.homeless.flatMap((section) => section.sessions.map(({ slot }) => cancellation(plainName(plan, section, slot), span)))
  const first = homeless.length > 0 ? homeless : leaderlessSessions(state, answer.empty, span)
  if (first.length > 0 && further.length < mostFurther) return rebalanceSpan(plan, start, span, overdue, [...further, ...first])

  const { school } = state
  const byModel =
    !answer.proven && span.weekdays.length === 1 && answer.mendsSeatsAlone && provedByModel(state, weekdays.indexOf(span.weekdays[0]), kept.timetable)
  const gone = answer.cancelled.flatMap((x) => {
    const a = plan.activities[school.sectionActivity[x]]
    const id = dayPlan.activities[school.sectionActivity[x]].id
    const section = kept.timetable.sections.find((s) => s.activity === id && s.number === x - school.sectionsFrom[school.sectionActivity[x]] + 1)!
    return section.sessions.map(({ slot }) => (a?.id === id ? { activity: id, number: section.number, slot } : plainName(plan, section, slot)))
  })
  const again = (session: CancelledSession) => answer.revived.some((part) => part.activity === session.activity && part.number === session.number)
  const cancelled = unique([...ruling.cancelled, ...kept.sessions, ...gone]).filter((session) => !again(session))
  const timetable = decode(school, state.values)
  const difference = differences({ facts: factsOf(dayPlan), before, after: timetable, cancelled, dates: span.dates })
  return {
    dated: {
      from: span.from,
      to: span.to,
      season: plan.seasons[span.season].id,
      weekdays: [...span.weekdays],
      dates: span.dates.map(({ date }) => date),
      timetable,
      cancelled,
      unhoused: answer.unhoused.map((key) => ({ class: plan.classes[Math.trunc(key / school.L)].id, slot: plan.slots[key % school.L].id })),
      cost: {
        hard: state.cost(0) + answer.unhoused.length,
        medium: state.cost(1) + cancelledSession.medium * cancelled.length,
        soft: state.cost(2),
        change: changeOf(state),
      },
      method: byModel ? 'linear-model' : answer.method,
      proven: answer.proven || byModel,
      overdue: overdue(),
    },
    difference: difference.map((d) => ({
      ...d,
      dates: [...d.dates],
      before: [...d.before],
      after: [...d.after],
      notify: { staff: [...d.notify.staff], students: [...d.notify.students], classes: [...d.notify.classes] },
    })),
    further: [...further, ...gone.map((session) => cancellation(session, span))],
    voided: [...revivable].filter(([, part]) => answer.revived.includes(part)).map(([change]) => change),
  }
}

/** the reason that an answer gives for a cancellation of its own */
const wanting = 'nobody can lead it, or there is no room'

/** Cancellations by earlier answers, of sections that meet once a week, on days that are open now and on no other dates. */
function revivableSessions(plan: Plan, { changes, timetable }: Rebalanced, { dates, weekdays: open }: Span): Map<Change, TimetableParts['sections'][number]> {
  const dayOf = new Map(plan.slots.map((slot) => [slot.id, slot.weekday]))
  const found = new Map<Change, TimetableParts['sections'][number]>()
  for (const change of changes) {
    if (change.kind !== 'session-cancelled' || change.reason !== wanting || !open.includes(dayOf.get(change.slot)!)) continue
    if (change.from < dates[0].date || change.to === undefined || change.to > dates[dates.length - 1].date) continue
    const part = timetable.sections.find(({ activity, number }) => activity === change.activity && number === change.number)
    if (part?.sessions.length === 1 && part.sessions[0].slot === change.slot) found.set(change, part)
  }
  return found
}

const plainName = (plan: Plan, { activity, number }: { activity: string; number: number }, slot: string): CancelledSession => {
  const long = longId(plan, activity)
  return long === undefined ? { activity, number, slot } : { activity: long, number: Number(activity.slice(long.length + 1)), slot }
}

const unique = (sessions: readonly CancelledSession[]): CancelledSession[] => [...new Map(sessions.map((s) => [JSON.stringify(s), s])).values()]

const cancellation = (session: CancelledSession, { dates }: Span): Change => ({
  kind: 'session-cancelled',
  ...session,
  from: dates[0].date,
  to: dates[dates.length - 1].date,
  reason: wanting,
})

/** sessions of sections that meet on other days as well, and that nobody can lead: those days go on without them */
function leaderlessSessions(state: State, empty: readonly number[], span: Span): Change[] {
  const { school, values } = state
  const { plan, S } = school
  return unique(
    empty.flatMap((q) => {
      if (q >= school.careFrom || (Math.trunc(q / S) & 1) === 1) return []
      const z = Math.trunc(q / (2 * S))
      const x = school.sessionSection[z]
      const a = school.sectionActivity[x]
      const slot = values[school.at.slot + z] - 1
      if (slot < 0) return []
      return [plainName(plan, { activity: plan.activities[a].id, number: x - school.sectionsFrom[a] + 1 }, plan.slots[slot].id)]
    }),
  ).map((session) => cancellation(session, span))
}
