import { viewOf } from '../../models/after-school/check/view.ts'
import { type Plan, type PlanInput, planSchema } from '../../models/after-school/plan.ts'
import type { Section, TimetableParts } from '../../models/after-school/timetable.ts'
import type { Draw } from './draw.ts'

type Next = (slot: string) => boolean

/**
 * A well-formed timetable of a plan, drawn without a thought for its rules: sections of the activities, hosts, and people in posts that need them.
 * @param density share of the sections, hosts and seats that are drawn at all
 */
export function randomParts(input: PlanInput, draw: Draw, density: number): TimetableParts {
  const plan = planSchema.parse(input)
  const sections = plan.activities.flatMap((activity) =>
    Array.from({ length: activity.sections.max }, (_, i) => i + 1)
      .filter(() => draw.chance(density * 0.7))
      .flatMap((number) => randomSection(plan, draw, activity, number)),
  )
  const care = randomHosts(plan, draw, density * 0.25)
  const posts = viewOf(plan, { sections, care, posts: [] })
    .posts.filter(() => draw.chance(density))
    .map((post) => ({ ...post.id, season: post.season.season.id, staff: draw.take(plan.staff, draw.between(0, post.need)).map(({ id }) => id) }))
  return { sections, care, posts }
}

function randomSection(plan: Plan, draw: Draw, activity: Plan['activities'][number], number: number): Section[] {
  const long: Next = (id) => {
    const slot = plan.slots.find((s) => s.id === id)!
    return plan.slots.some((next) => next.weekday === slot.weekday && next.band === slot.band && next.period === slot.period + 1)
  }
  const anywhere = plan.slots.map(({ id }) => id).filter((id) => activity.length === 1 || long(id))
  const slots = draw.take(draw.chance(0.9) ? activity.slots : [...new Set([...activity.slots, ...anywhere])], activity.sessionsPerWeek)
  const asking = plan.students.filter((student) => activity.everyone || (activity.tutoring ? student.tutoring : student.choices.includes(activity.id)))
  const students = draw.take(draw.chance(0.9) ? asking : plan.students, draw.between(activity.size.min, activity.size.max))
  if (students.length === 0) return []
  const room = draw.pick(plan.rooms).id
  return [
    {
      activity: activity.id,
      number,
      sessions: slots.map((slot) => ({ slot, room: draw.chance(0.8) ? room : draw.pick(plan.rooms).id })),
      students: students.map(({ id }) => id),
    },
  ]
}

/** Classes hosted by others that host themselves, or by care rooms. */
function randomHosts(plan: Plan, draw: Draw, p: number): TimetableParts['care'] {
  return plan.slots.flatMap((slot) => {
    const guests = draw.some(plan.classes.slice(1), p)
    const hosts = [...plan.classes.filter((schoolClass) => !guests.includes(schoolClass)).map(({ id }) => id), ...plan.careRooms.map(({ room }) => room)]
    return guests.map((guest) => ({ class: guest.id, slot: slot.id, host: draw.pick(hosts) }))
  })
}
