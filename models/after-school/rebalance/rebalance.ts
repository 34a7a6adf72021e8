import { type MipOutcome, solveLinear } from '../../../src/mip/index.ts'
import { factsOf } from '../check/facts.ts'
import { decode, encode } from '../codec.ts'
import { forgives } from '../compile/school.ts'
import { type Plan, weekdays } from '../plan.ts'
import { State } from '../state.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { FaultError } from '../validate/fault.ts'
import { type Asked, byModel, middle, solveTiny, tiny, wholeGap } from './by-model.ts'
import { type CancelledSession, withoutCancelled } from './cancel.ts'
import { classesWithoutRoom } from './care-hosts.ts'
import type { Change } from './changes.ts'
import { partsOn, runningIn, schoolOf } from './compiled.ts'
import { differences } from './difference.ts'
import type { Dated, Difference, Rebalanced } from './document.ts'
import { cancelledSession, changeOf } from './levels.ts'
import { seasonPlan, spanPlan } from './patch.ts'
import { polish } from './polish.ts'
import { repair } from './repair.ts'
import type { Scope } from './reseat.ts'
import { cancellation, isOwn, reasons, revivableSections, revivableSessions, without, withoutRevived, withSessions } from './revive.ts'
import { rulingIndex } from './ruling-index.ts'
import { partsNow, plainName } from './short.ts'
import { datesOf, mondayOf, type Span, spansOf } from './spans.ts'
import { standingFirst, unheldFaults } from './unheld.ts'

export interface RebalanceOptions {
  /** milliseconds after which no further improvement is begun; default 2,000 */
  readonly deadlineMilliseconds?: number
}

type Current = TimetableParts | Timetable | Rebalanced

/**
 * Mends a timetable after changes: hard rows kept, then medium, then as little `change` as possible, then the rest of soft. Only the weekdays on which a change holds may
 * differ, only in the weeks in which it does.
 * Answers in this thread: a minimum is proved by counting, by a tree search or, where the model is tiny, by javascript-lp-solver.
 *
 * @param current the term's timetable, or the answer to earlier changes, which stay in force
 * @param changes as `parseChanges` has read them
 * @throws FaultError for a timetable that breaks a rule of who or what may be where, on a day that stays as it is in a week that is not
 */
export function rebalance(plan: Plan, current: Current, changes: readonly Change[], options: RebalanceOptions = {}): Rebalanced {
  const mending = mend(plan, current, changes, deadlineOf(options), tiny)
  let step = mending.next()
  while (!step.done) step = mending.next(solveTiny(step.value))
  return step.value
}

/** The same; what is not proved by then is asked of HiGHS, in a thread of its own, for as long as the deadline leaves. */
export async function rebalanceWithHighs(plan: Plan, current: Current, changes: readonly Change[], options: RebalanceOptions = {}): Promise<Rebalanced> {
  const deadline = deadlineOf(options)
  const mending = mend(plan, current, changes, deadline, middle)
  let step = mending.next()
  while (!step.done) {
    const small = solveTiny(step.value)
    // what the small engine had no time to prove is asked again
    step = mending.next(small?.status === 'optimal' ? small : ((await askHighs(step.value, deadline - performance.now())) ?? small))
  }
  return step.value
}

const deadlineOf = ({ deadlineMilliseconds = 2000 }: RebalanceOptions): number => performance.now() + deadlineMilliseconds

/** less than this is not worth a question */
const leastMilliseconds = 20

async function askHighs({ model, start }: Asked, milliseconds: number): Promise<MipOutcome | undefined> {
  if (milliseconds < leastMilliseconds) return undefined
  // its clock is looked at now and then only: the signal is prompt
  const signal = AbortSignal.timeout(Math.ceil(milliseconds))
  return solveLinear(model, { engine: 'highs', timeLimitSeconds: milliseconds / 1000, absoluteGap: wholeGap, start, signal })
}

type Cancellation = ReturnType<typeof cancellation>
type Mending<Result> = Generator<Asked, Result, MipOutcome | undefined>

/** Yields what an engine may be asked. @param most whole columns of a model that somebody will solve */
function* mend(plan: Plan, current: Current, changes: readonly Change[], deadline: number, most: number): Mending<Rebalanced> {
  const start: Rebalanced = 'dated' in current ? current : { ...backupsOf(current), timetable: bare(current), changes: [], dated: [], difference: [] }
  const dated: Dated[] = []
  const difference: Difference[] = []
  const further: Change[] = []
  /** cancellations of earlier answers that no longer hold, and in which spans */
  const voided = new Map<Change, Span[]>()
  // where activities begin or end, other posts are served: such weeks are not alike
  const ruling = (monday: string, season: number) => `${rulingIndex(plan, start, monday, season)} ${runningIn(plan, season, monday)}`
  for (const span of spansOf(plan, start.changes, changes, ruling)) {
    const answer = yield* rebalanceSpan(plan, start, span, { overdue: () => performance.now() > deadline, most })
    dated.push(answer.dated)
    difference.push(...answer.difference)
    further.push(...answer.further)
    for (const change of answer.voided) voided.set(change, [...(voided.get(change) ?? []), span])
  }
  return {
    ...(start.plan !== undefined && { plan: start.plan }),
    ...(start.backups && { backups: start.backups }),
    timetable: start.timetable,
    changes: [
      ...start.changes.flatMap((change) => (voided.get(change) ?? []).reduce((left, span) => left.flatMap((own) => without(own, span)), [change])),
      ...changes,
      ...further,
    ],
    dated: rulingOnes(plan, [...start.dated, ...dated]),
    difference,
  }
}

/** @returns the dated timetables of an answer that were not there before it */
export const newWeeks = ({ dated }: Rebalanced, earlier?: Rebalanced): Dated[] => dated.filter((week) => !earlier?.dated.includes(week))

/** Those that rule some week: what later ones have taken the place of is left out. */
function rulingOnes(plan: Plan, dated: readonly Dated[]): Dated[] {
  const ruling = new Set(
    datesOf(plan).flatMap((dates, season) =>
      [...new Set(dates.map(({ date }) => mondayOf(date)))].map((monday) => dated[rulingIndex(plan, { dated }, monday, season)]),
    ),
  )
  return dated.filter((week) => ruling.has(week))
}

const backupsOf = (timetable: TimetableParts | Timetable): Pick<Rebalanced, 'backups'> =>
  'backups' in timetable && timetable.backups ? { backups: timetable.backups } : {}

const bare = ({ sections, care, posts }: TimetableParts): TimetableParts => ({ sections, care, posts })

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

interface Limits {
  readonly overdue: () => boolean
  /** whole columns of a model that somebody will solve */
  readonly most: number
}

/** sessions that lose their leader or their room, and for which a span is planned anew, at most */
const mostFurther = 100

/** The span's answer; then sessions that earlier answers had to cancel take place again, one by one, where that leaves less unmet. */
function* rebalanceSpan(plan: Plan, start: Rebalanced, span: Span, limits: Limits): Mending<SpanAnswer> {
  let best = yield* lawful(plan, start, span, limits, yield* answerSpan(plan, start, span, limits, { further: [], revived: [] }))
  const revived: Cancellation[] = []
  for (const change of revivableSessions(plan, start, span, rulingParts(plan, start, span).timetable)) {
    if (limits.overdue()) break
    const answer = yield* answerSpan(plan, start, span, limits, { further: [], revived: [...revived, change] })
    const [now, until] = [answer.dated.cost, best.dated.cost]
    if (now.hard > until.hard || (now.hard === until.hard && now.medium >= until.medium)) continue
    best = answer
    revived.push(change)
  }
  return best
}

/** hard cost beside classes that nobody can host, whoever goes */
const broken = ({ dated: { cost, unhoused } }: SpanAnswer): number => cost.hard - unhoused.length

/** An answer that breaks a hard rule: sessions of the open days do not take place, or all of a section's there, the cheapest first, until it breaks none. */
function* lawful(plan: Plan, start: Rebalanced, span: Span, limits: Limits, answer: SpanAnswer): Mending<SpanAnswer> {
  const dayOf = new Map(plan.slots.map(({ id, weekday }) => [id, weekday]))
  let best = answer
  let gone: readonly Change[] = []
  while (broken(best) > 0) {
    const [before, goneBefore] = [best, gone]
    const candidates = before.dated.timetable.sections.flatMap((section) => {
      const sessions = section.sessions
        .filter(({ slot }) => span.weekdays.includes(dayOf.get(slot)!))
        .map(({ slot }) => ({ ...plainName(plan, section), slot }))
      return [...sessions.map((session) => [session]), ...(sessions.length > 1 ? [sessions] : [])]
    })
    for (const sessions of candidates) {
      if (limits.overdue()) return best
      const further = [...goneBefore, ...sessions.map((session) => cancellation(session, span, reasons.rule))]
      const other = yield* answerSpan(plan, start, span, limits, { further, revived: [] })
      if (!costsLess(other.dated.cost, best.dated.cost)) continue
      best = other
      gone = further
    }
    if (best === before) break
  }
  return best
}

interface Attempt {
  /** sessions that have to go, as an attempt before this one has found */
  readonly further: readonly Change[]
  /** cancellations that are taken back */
  readonly revived: readonly Cancellation[]
}

/** The span's answer, of two where a section that meets several times would go for the sake of one session: that session alone goes where that costs less. */
function* answerSpan(plan: Plan, start: Rebalanced, span: Span, limits: Limits, attempt: Attempt): Mending<SpanAnswer> {
  const { inPart, ...whole } = yield* planSpan(plan, start, span, limits, attempt)
  if (inPart.length === 0 || attempt.further.length >= mostFurther) return whole
  const part = yield* answerSpan(plan, start, span, limits, { ...attempt, further: [...attempt.further, ...inPart] })
  return costsLess(part.dated.cost, whole.dated.cost) ? part : whole
}

const costsLess = (a: Dated['cost'], b: Dated['cost']): boolean => (a.hard - b.hard || a.medium - b.medium || a.change - b.change || a.soft - b.soft) < 0

function* planSpan(plan: Plan, start: Rebalanced, span: Span, limits: Limits, attempt: Attempt): Mending<SpanAnswer & { readonly inPart: readonly Change[] }> {
  const { further, revived } = attempt
  const { overdue, most } = limits
  const ruling = rulingParts(plan, start, span)
  const revivable = revivableSections(plan, start, span, ruling.timetable)
  const held = [
    ...span.held.filter(({ change }) => !revivable.has(change) && !revived.some((own) => own === change)),
    ...further.map((change) => ({ change, weekdays: span.weekdays })),
  ]
  const asChanged = spanPlan(seasonPlan(plan, span.season), { ...span, held })
  const before = ruling.timetable
  const term = partsOn(plan, start.timetable, span)
  const kept = withoutCancelled(asChanged, withSessions(ruling, term, revived), held)
  const dayPlan: Plan = { ...kept.plan, baseline: withoutRevived(kept.timetable, revived) }
  const state = new State(schoolOf(plan, span.season, dayPlan, held))
  const isClosed = (room: string, weekday: number) =>
    held.some(({ change, weekdays: on }) => change.kind === 'room-closed' && change.room === room && on.includes(weekdays[weekday]))
  const scope: Scope = { open: Uint8Array.from(weekdays, (day) => (span.weekdays.includes(day) ? 1 : 0)), isClosed }
  const standing = standingFirst(dayPlan, kept.timetable, scope)
  encode(state, standing)
  const faults = unheldFaults(state, dayPlan, standing, scope, held, span.from)
  if (faults.length > 0) throw new FaultError(faults)
  const answer = repair(state, {
    before: kept.timetable,
    scope,
    newStudents: held.flatMap(({ change }) =>
      change.kind === 'student-joined' ? [change.student.id] : change.kind === 'student-slots' ? [change.student] : [],
    ),
    revivable: [...new Set(revivable.values())],
    term,
    backups: start.backups ?? [],
    overdue,
  })
  const homeless = answer.homeless.flatMap((section) => section.sessions.map(({ slot }) => cancellation({ ...plainName(plan, section), slot }, span)))
  const { school } = state
  const closed = answer.cancelled.map((x) => {
    const a = school.sectionActivity[x]
    return kept.timetable.sections.find((s) => s.activity === dayPlan.activities[a].id && s.number === x - school.sectionsFrom[a] + 1)!
  })
  const sessionsOf = (sections: typeof closed) => sections.flatMap((own) => own.sessions.map(({ slot }) => ({ ...plainName(plan, own), slot })))
  const gone = sessionsOf(closed)
  // a part that does not take place goes first: what its children chose is no longer a part
  const parted = sessionsOf(closed.filter((own) => partsNow(kept.timetable, plainName(plan, own)).length > 1)).map((session) => cancellation(session, span))
  const first = homeless.length > 0 ? homeless : parted.length > 0 ? parted : leaderlessSessions(state, answer.empty, span)
  if (first.length > 0 && further.length < mostFurther)
    return { ...(yield* answerSpan(plan, start, span, limits, { revived, further: [...further, ...first] })), inPart: [] }

  // a session that had to go first is no part of the question
  const alone = answer.mendsSeatsAlone && further.length === 0
  const inPart = unique(answer.inPart.map(({ section, slot }) => sessionName(state, section, slot))).map((session) => cancellation(session, span))
  const worthwhile = alone ? !answer.proven : answer.mayFall && inPart.length === 0
  const asked = worthwhile ? yield* byModel(state, { open: scope.open, before: kept.timetable, isClosed }, most) : undefined
  if (asked?.better) polish(state, scope, answer.promised, overdue)
  const again = (session: CancelledSession) =>
    answer.revived.some((part) => part.activity === session.activity && part.number === session.number) ||
    revived.some((own) => own.activity === session.activity && own.number === session.number && own.slot === session.slot)
  const cancelled = unique([...ruling.cancelled.filter((session) => !again(session)), ...kept.sessions, ...gone])
  const timetable = decode(school, state.values)
  const unhoused = classesWithoutRoom(state, isClosed)
  const hard = state.cost(0) + unhoused.length
  // a session that goes for want of a leader was not tried with others gone in its place
  const wanting = further.length > 0 || held.some(({ change }) => isOwn(change))
  const minimum = !wanting && (answer.proven || (alone && (asked?.proven ?? false)))
  const weeks = datesOf(plan)[span.season].filter(({ date }) => span.from <= date && date <= span.to)
  const difference = differences({ facts: factsOf(dayPlan), before, after: timetable, cancelled, dates: span.dates, weeks })
  return {
    dated: {
      from: span.from,
      to: span.to,
      season: plan.seasons[span.season].id,
      weekdays: [...span.weekdays],
      dates: span.dates.map(({ date }) => date),
      timetable,
      cancelled,
      unhoused: unhoused.map((key) => ({ class: plan.classes[Math.trunc(key / school.L)].id, slot: plan.slots[key % school.L].id })),
      cost: {
        hard,
        medium: state.cost(1) + cancelledSession.medium * cancelled.length,
        soft: state.cost(2),
        change: changeOf(state),
      },
      method: asked?.better || (alone && asked?.proven) ? 'linear-model' : answer.method,
      ...(asked?.engine && { engine: asked.engine }),
      proven: minimum && hard === 0 && !forgives(school),
      overdue: overdue(),
    },
    difference: difference.map((d) => ({
      ...d,
      dates: [...d.dates],
      before: [...d.before],
      after: [...d.after],
      notify: { staff: [...d.notify.staff], students: [...d.notify.students], classes: [...d.notify.classes] },
    })),
    inPart,
    further: [...further, ...gone.map((session) => cancellation(session, span))],
    voided: [...revived, ...[...revivable].filter(([, part]) => answer.revived.includes(part)).map(([change]) => change)],
  }
}

/** the session of a section, under the name that people know */
function sessionName({ school }: State, x: number, slot: number): CancelledSession {
  const { plan, sectionActivity, sectionsFrom } = school
  const a = sectionActivity[x]
  return { ...plainName(plan, { activity: plan.activities[a].id, number: x - sectionsFrom[a] + 1 }), slot: plan.slots[slot].id }
}

const unique = (sessions: readonly CancelledSession[]): CancelledSession[] => [...new Map(sessions.map((s) => [JSON.stringify(s), s])).values()]

/** sessions of sections that meet on other days as well, and that nobody can lead: those days go on without them */
function leaderlessSessions(state: State, empty: readonly number[], span: Span): Change[] {
  const { school, values } = state
  const { S } = school
  return unique(
    empty.flatMap((q) => {
      if (q >= school.careFrom || (Math.trunc(q / S) & 1) === 1) return []
      const z = Math.trunc(q / (2 * S))
      const slot = values[school.at.slot + z] - 1
      return slot < 0 ? [] : [sessionName(state, school.sessionSection[z], slot)]
    }),
  ).map((session) => cancellation(session, span))
}
