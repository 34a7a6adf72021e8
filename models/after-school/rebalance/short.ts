import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'

/**
 * Sections that do not meet as the term has them, in some week. One that has lost sessions is the one section of an activity `ID/NUMBER`; where students attend some sessions and
 * not others, it goes on in parts, `ID/NUMBER`, `ID/NUMBER.2`, …, each with its sessions and its students.
 */

type Section = TimetableParts['sections'][number]
export interface SectionName {
  readonly activity: string
  readonly number: number
}

const pattern = /^(.+)\/(\d+)(?:\.\d+)?$/

/** @returns the section under the name that people know */
export function plainName(plan: Plan, { activity, number }: SectionName): SectionName {
  const [, long, of] = pattern.exec(activity) ?? []
  return long !== undefined && plan.activities.some(({ id }) => id === long) ? { activity: long, number: Number(of) } : { activity, number }
}

/** what is left of a section: itself, or the parts that go by other names */
export const partsNow = ({ sections }: TimetableParts, { activity, number }: SectionName): Section[] => {
  const short = `${activity}/${number}`
  return sections.filter((own) => (own.activity === activity && own.number === number) || own.activity === short || own.activity.startsWith(`${short}.`))
}

export const isPostOf = (post: TimetableParts['posts'][number], section: SectionName): boolean =>
  post.kind === 'section' && post.activity === section.activity && post.number === section.number

/** @param parts sessions of the section that stay together; those in none of them are gone */
export function split(plan: Plan, timetable: TimetableParts, section: Section, parts: readonly Section['sessions'][]): TimetableParts {
  const { activity: long, number } = plainName(plan, section)
  const short = `${long}/${number}`
  const taken = new Set(timetable.sections.flatMap((own) => (own === section ? [] : [own.activity])))
  const names = parts.map(() => {
    let name = short
    for (let i = 2; taken.has(name); i++) name = `${short}.${i}`
    taken.add(name)
    return name
  })
  const nameAt = new Map(parts.flatMap((sessions, i) => sessions.map(({ slot }) => [slot, names[i]!] as const)))
  return {
    ...timetable,
    sections: timetable.sections.flatMap((own) =>
      own === section ? parts.map((sessions, i) => ({ ...section, activity: names[i]!, number: 1, sessions })) : [own],
    ),
    posts: timetable.posts.flatMap((post) => {
      if (post.kind !== 'section' || !isPostOf(post, section)) return [post]
      const activity = nameAt.get(post.slot)
      return activity === undefined ? [] : [{ ...post, activity, number: 1 }]
    }),
  }
}

const nothing: ReadonlySet<string> = new Set()

/** @returns whether a student attends a session, by the activity’s id, the student’s, and the first slot */
export function attendance(plan: Plan): (activity: string, student: string, slot: string) => boolean {
  const attends = new Map(plan.students.map((own) => [own.id, new Set(own.attends)]))
  const twice = new Set(plan.activities.flatMap((own) => (own.length === 2 ? [own.id] : [])))
  const at = new Map(plan.slots.map((own) => [JSON.stringify([own.weekday, own.band, own.period]), own.id]))
  const next = new Map(plan.slots.map((own) => [own.id, at.get(JSON.stringify([own.weekday, own.band, own.period + 1]))]))
  return (activity, student, slot) => {
    const own = attends.get(student) ?? nothing
    return own.has(slot) && (!twice.has(activity) || own.has(next.get(slot) ?? ''))
  }
}

/** The plan with the activities that a timetable's shortened sections and parts go by: whoever is in one chose each part of it. */
export function withShortActivities(plan: Plan, { sections }: TimetableParts): Plan {
  const known = new Set(plan.activities.map(({ id }) => id))
  const short = sections.filter(({ activity, number }) => !known.has(activity) && plainName(plan, { activity, number }).activity !== activity)
  const groups = Map.groupBy(short, (section) => JSON.stringify(plainName(plan, section)))
  return [...groups].reduce((now, [name, parts]) => withParts(now, JSON.parse(name), parts), plan)
}

function withParts(plan: Plan, of: SectionName, parts: readonly Section[]): Plan {
  const activity = plan.activities.find((own) => own.id === of.activity)!
  const ids = parts.map((part) => part.activity)
  const attends = attendance(plan)
  const members = new Set(parts.flatMap(({ students, sessions }) => students.filter((id) => sessions.every(({ slot }) => attends(of.activity, id, slot)))))
  const shorts = parts.map(({ activity: id, sessions }) => ({
    ...activity,
    id,
    name: activity.name ?? activity.id,
    sections: { min: 0, max: 1 },
    sessionsPerWeek: sessions.length,
    everyone: false,
  }))
  // a choice for a choice, and a club more for each further part; whoever is in it without having chosen (a whole grade’s activity) has as many clubs more
  const choose = (own: Plan['students'][number]) => {
    if (!members.has(own.id) || activity.tutoring) return own
    if (activity.everyone) return { ...own, choices: [...own.choices, ...ids], clubsWanted: own.clubsWanted + ids.length }
    return { ...own, choices: own.choices.flatMap((choice) => (choice === of.activity ? ids : [choice])), clubsWanted: own.clubsWanted + ids.length - 1 }
  }
  const { sections, posts } = plan.pins
  const isOf = (pin: SectionName) => pin.activity === of.activity && pin.number === of.number
  return {
    ...plan,
    activities: [
      ...plan.activities.map((own) => (own === activity ? { ...own, sections: { ...own.sections, min: Math.max(0, own.sections.min - 1) } } : own)),
      ...shorts,
    ],
    students: plan.students.map(choose),
    staff: plan.staff.map((person) => (person.refuses.includes(of.activity) ? { ...person, refuses: [...person.refuses, ...ids] } : person)),
    // a section that is not there as a whole cannot stay as it was
    pins: {
      ...plan.pins,
      ...(sections && { sections: sections.filter((pin) => !isOf(pin)) }),
      ...(posts && { posts: posts.filter((pin) => pin.kind !== 'section' || !isOf(pin)) }),
    },
  }
}
