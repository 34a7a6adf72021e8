import { type PlanInput, priorityGroups, staffKinds } from '../../models/after-school/plan.ts'
import type { Draw } from './draw.ts'
import type { Frame } from './random-plan.ts'

type Activities = PlanInput['activities']
type StaffInput = PlanInput['staff'][number]

export function studentsOf({ draw, slots, classes, bandOf, rooms }: Frame, activities: Activities): PlanInput['students'] {
  const clubs = activities.filter((activity) => !activity.tutoring && !activity.everyone)
  return Array.from({ length: draw.between(5, 40) }, (_, i) => {
    const of = draw.pick(classes)
    const quiet = rooms.find(({ id }) => id === of.homeRoom)!.features!.includes('quiet')
    const poor = draw.chance(0.1)
    return {
      id: `S${i + 1}`,
      class: of.id,
      priority: draw.some(priorityGroups, 0.06),
      needs: draw.some(quiet ? ['step-free', 'quiet'] : ['step-free'], 0.05),
      attends: attended(
        draw,
        slots.filter(({ band = 'all' }) => band === bandOf[of.id]),
      ),
      choices: draw.take(clubs, draw.between(0, 4)).map(({ id }) => id),
      clubsWanted: draw.between(0, 3),
      tutoring: draw.chance(0.1),
      registeredPoor: poor,
      feeExempt: poor,
      carried: draw.chance(0.1) ? 1 : 0,
    }
  })
}

/** Of each day no period, or some that follow each other; noon apart. */
function attended(draw: Draw, slots: PlanInput['slots']): string[] {
  return [...Map.groupBy(slots, ({ weekday }) => weekday).values()].flatMap((day) => {
    const after = day.filter(({ period }) => period > 0)
    const from = draw.between(0, after.length - 1)
    const chosen = draw.chance(0.85) ? after.slice(draw.chance(0.8) ? 0 : from, draw.chance(0.7) ? undefined : from + 1) : []
    return [...day.filter(({ period }) => period === 0 && draw.chance(0.4)), ...chosen].map(({ id }) => id)
  })
}

export const staffOf = (frame: Frame, activities: Activities): PlanInput['staff'] => {
  const { draw } = frame
  return Array.from({ length: frame.scarce ? draw.between(2, 10) : draw.between(10, 20) }, (_, i) =>
    member(frame, activities, `T${i + 1}`, draw.chance(0.6) ? 'teacher' : draw.pick(staffKinds)),
  )
}

function member({ draw, slots, classes, seasons, scarce }: Frame, activities: Activities, id: string, kind: StaffInput['kind']): StaffInput {
  const days = [...new Set(slots.map(({ weekday }) => weekday))]
  const tight = scarce ? 1.5 : 0.4
  const season = () => draw.maybe(scarce ? 0.2 : 0.05, () => ({ season: draw.pick(seasons).id }))
  return {
    id,
    kind,
    teaches: draw.some(classes, 0.4).map((of) => of.id),
    skills: draw.some(['art', 'calm', 'ball'], scarce ? 0.5 : 0.8),
    certificates: certificates(draw, scarce),
    // a lesson that ends within the first period, on some day
    teaching: draw.some(days, scarce ? 0.3 : 0.15).map((weekday) => ({
      weekday,
      ...season(),
      ...draw.pick([
        { start: '14:00', end: '14:40' },
        { start: '15:20', end: '16:05' },
        { start: '16:35', end: '16:45' },
      ]),
    })),
    offers: draw.some(days, scarce ? 0.8 : 0.95).flatMap((weekday) =>
      Array.from({ length: draw.between(1, 2) }, () => ({
        weekday,
        ...season(),
        start: draw.pick(scarce ? ['11:30', '15:00', '16:10'] : ['11:30', '11:30', '15:00']),
        end: draw.pick(scarce ? ['16:55', '18:30', '18:30'] : ['18:30']),
        keenness: draw.pick(['keen', 'willing', 'willing', 'reluctant'] as const),
      })),
    ),
    refuses: draw.some(activities, 0.1).map((activity) => activity.id),
    limits: {
      ...draw.maybe(tight * 0.25, () => ({ sessionsPerDay: draw.between(1, 3) })),
      ...draw.maybe(tight * 0.3, () => ({ sessionsPerWeek: draw.between(1, 6) })),
      ...draw.maybe(tight * 0.2, () => ({ minutesPerWeek: draw.pick([60, 125, 240]) })),
      ...draw.maybe(tight * 0.2, () => ({ minutesPerDay: draw.pick([90, 120]) })),
      ...draw.maybe(tight * 0.2, () => ({ consecutiveDays: draw.between(1, 3) })),
      ...draw.maybe(tight * 0.2, () => ({ daysPerWeek: draw.between(0, 3) })),
    },
    ...draw.maybe(0.3, () => ({ carried: draw.between(-2, 3) })),
    payPerSession: draw.pick([0, 0, 25, 48, 50]),
    mayLeadDuty: draw.chance(scarce ? 0.4 : 0.7),
  }
}

function certificates(draw: Draw, scarce: boolean): StaffInput['certificates'] {
  const valid = { from: '2026-01-01', until: '2027-07-31' }
  const certificate = () =>
    draw.chance(scarce ? 0.9 : 0.98) ? valid : draw.pick([{ until: '2026-10-20' }, { from: '2026-09-10' }, { from: '2026-10-09', until: '2026-11-30' }])
  return {
    character: { status: draw.chance(0.97) ? 'cleared' : 'pending', ...certificate() },
    ...draw.maybe(0.98, () => ({ health: certificate() })),
    ...draw.maybe(0.98, () => ({ qualification: certificate() })),
  }
}
