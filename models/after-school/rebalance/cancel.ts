import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import { attendance, isPostOf, partsNow, plainName, split, withShortActivities } from './short.ts'
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
 * Takes cancelled sessions out of a week: their students are in care then. A section that meets elsewhere in the week goes on with the sessions that are left, as an activity of
 * its own; whoever is in it chose it. So do the parts of a section of which some students attend only some sessions.
 */
export function withoutCancelled(plan: Plan, timetable: TimetableParts, held: readonly Held[]): Cancelled {
  const sessions: CancelledSession[] = []
  const dayOf = new Map(plan.slots.map((slot) => [slot.id, slot.weekday]))
  let now = timetable
  for (const { change, weekdays } of held) {
    if (change.kind !== 'section-cancelled' && change.kind !== 'session-cancelled') continue
    const hit = (slot: string) => weekdays.includes(dayOf.get(slot)!) && (change.kind === 'section-cancelled' || change.slot === slot)
    // none, where it is gone already, by an earlier answer
    for (const section of partsNow(now, change)) {
      const gone = section.sessions.map((session) => session.slot).filter(hit)
      if (gone.length === 0) continue
      const rest = section.sessions.filter((session) => !gone.includes(session.slot))
      now = rest.length === 0 ? closed(now, section) : split(plan, now, section, [rest])
      sessions.push(...gone.map((slot) => ({ activity: change.activity, number: change.number, slot })))
    }
  }
  now = byAttendance(plan, now)
  return { plan: withShortActivities(plan, now), timetable: now, sessions }
}

const closed = (timetable: TimetableParts, section: Section): TimetableParts => ({
  ...timetable,
  sections: timetable.sections.filter((own) => own !== section),
  posts: timetable.posts.filter((post) => !isPostOf(post, section)),
})

/** Sections of which a student attends some sessions and not others go on in parts: that student is in those that they attend. */
function byAttendance(plan: Plan, timetable: TimetableParts): TimetableParts {
  const attends = attendance(plan)
  const tutoring = new Set(plan.activities.flatMap((own) => (own.tutoring ? [own.id] : [])))
  let now = timetable
  for (const section of timetable.sections) {
    // one need is met by one group
    const { activity } = plainName(plan, section)
    if (section.sessions.length < 2 || tutoring.has(activity)) continue
    const absent = (slot: string) => section.students.filter((id) => !attends(activity, id, slot))
    const never = new Set(section.students.filter((id) => section.sessions.every(({ slot }) => !attends(activity, id, slot))))
    const parts = Map.groupBy(section.sessions, ({ slot }) => JSON.stringify(absent(slot).filter((id) => !never.has(id))))
    if (parts.size > 1) now = split(plan, now, section, [...parts.values()])
  }
  return now
}
