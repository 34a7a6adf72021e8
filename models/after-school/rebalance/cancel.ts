import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import type { Held } from './spans.ts'

export interface CancelledSession {
  readonly activity: string
  readonly number: number
  readonly slot: string
}

export interface Cancelled {
  readonly plan: Plan
  readonly timetable: TimetableParts
  /** those that took place until now */
  readonly sessions: readonly CancelledSession[]
}

type Section = TimetableParts['sections'][number]

/**
 * Takes cancelled sessions out of a week: their students are in care then. A section that meets elsewhere in the week goes on as an activity of its own, `ID/NUMBER`, with
 * the sessions that are left; whoever is in it chose it.
 */
export function withoutCancelled(plan: Plan, timetable: TimetableParts, held: readonly Held[]): Cancelled {
  let cancelled: Cancelled = { plan: withShortActivities(plan, timetable), timetable, sessions: [] }
  const dayOf = new Map(plan.slots.map((slot) => [slot.id, slot.weekday]))
  for (const { change, weekdays } of held) {
    if (change.kind !== 'section-cancelled' && change.kind !== 'session-cancelled') continue
    const hit = (slot: string) => weekdays.includes(dayOf.get(slot)!) && (change.kind === 'section-cancelled' || change.slot === slot)
    const section = sectionNow(cancelled.timetable, change.activity, change.number)
    // gone already, by an earlier answer
    if (!section) continue
    const gone = section.sessions.map((session) => session.slot).filter(hit)
    if (gone.length === 0) continue
    const rest = section.sessions.filter((session) => !gone.includes(session.slot))
    const next = rest.length === 0 ? closed(cancelled, section) : shortened(cancelled, section, rest)
    cancelled = { ...next, sessions: [...cancelled.sessions, ...gone.map((slot) => named(change, slot))] }
  }
  return cancelled
}

const named = ({ activity, number }: { activity: string; number: number }, slot: string): CancelledSession => ({ activity, number, slot })

/** the id under which a section goes on that has lost a session */
const shortId = (activity: string, number: number): string => `${activity}/${number}`

/** @returns the activity that a short one comes from; undefined where it is none */
export function longId(plan: Plan, id: string): string | undefined {
  const at = id.lastIndexOf('/')
  const long = id.slice(0, Math.max(0, at))
  return at > 0 && /^\d+$/.test(id.slice(at + 1)) && plan.activities.some((own) => own.id === long) ? long : undefined
}

/** the section as it is now: under its own name, or, shortened, under that of a short activity */
export const sectionNow = ({ sections }: TimetableParts, activity: string, number: number): Section | undefined =>
  sections.find((s) => (s.activity === activity && s.number === number) || s.activity === shortId(activity, number))

const isOf = (post: TimetableParts['posts'][number], section: Section): boolean =>
  post.kind === 'section' && post.activity === section.activity && post.number === section.number

function closed({ plan, timetable }: Cancelled, section: Section) {
  const sections = timetable.sections.filter((own) => own !== section)
  return { plan, timetable: { ...timetable, sections, posts: timetable.posts.filter((post) => !isOf(post, section)) } }
}

function shortened({ plan, timetable }: Cancelled, section: Section, rest: Section['sessions']) {
  const isShort = longId(plan, section.activity) !== undefined
  const id = isShort ? section.activity : shortId(section.activity, section.number)
  const number = isShort ? section.number : 1
  const kept = new Set(rest.map((session) => session.slot))
  const posts = timetable.posts.flatMap((post) => {
    if (post.kind !== 'section' || !isOf(post, section)) return [post]
    return kept.has(post.slot) ? [{ ...post, activity: id, number }] : []
  })
  const short = { ...section, activity: id, number, sessions: rest }
  const sections = timetable.sections.map((own) => (own === section ? short : own))
  const shorter = isShort
    ? { ...plan, activities: plan.activities.map((own) => (own.id === id ? { ...own, sessionsPerWeek: rest.length } : own)) }
    : withShort(plan, section.activity, short)
  return { plan: shorter, timetable: { ...timetable, sections, posts } }
}

/** The plan with the activities that shortened sections of an earlier answer go by. */
export function withShortActivities(plan: Plan, { sections }: TimetableParts): Plan {
  const known = new Set(plan.activities.map((own) => own.id))
  return sections.reduce((now, section) => {
    if (known.has(section.activity)) return now
    const long = longId(now, section.activity)
    return long === undefined ? now : withShort(now, long, section)
  }, plan)
}

function withShort(plan: Plan, of: string, section: Section): Plan {
  const id = section.activity
  const activity = plan.activities.find((own) => own.id === of)!
  const short = { ...activity, id, name: activity.name ?? activity.id, sections: { min: 0, max: 1 }, sessionsPerWeek: section.sessions.length, everyone: false }
  const members = new Set(section.students)
  // a choice for a choice; whoever is in it without having chosen (a whole grade’s activity) has one club more
  const choose = (own: Plan['students'][number]) => {
    if (!members.has(own.id) || activity.tutoring) return own
    if (!activity.everyone) return { ...own, choices: own.choices.map((choice) => (choice === of ? id : choice)) }
    return { ...own, choices: [...own.choices, id], clubsWanted: own.clubsWanted + 1 }
  }
  return {
    ...plan,
    activities: [
      ...plan.activities.map((own) => (own === activity ? { ...own, sections: { ...own.sections, min: Math.max(0, own.sections.min - 1) } } : own)),
      short,
    ],
    students: plan.students.map(choose),
    staff: plan.staff.map((person) => (person.refuses.includes(of) ? { ...person, refuses: [...person.refuses, id] } : person)),
  }
}
