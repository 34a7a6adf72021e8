import { clockOf } from '../../../src/calendar/index.ts'
import { factsOf } from '../check/facts.ts'
import type { CheckFinding } from '../check/index.ts'
import type { PostView } from '../check/posts.ts'
import { type Obstacle, seatObstacles } from '../check/seat-obstacles.ts'
import { nameOf, weekdayText } from '../check/text.ts'
import { type View, viewOf } from '../check/view.ts'
import type { Plan, Staff } from '../plan.ts'
import { policyTerms, resolvePolicy, type Text } from '../policy/index.ts'
import type { TimetableParts } from '../timetable.ts'

/** One thing in the plan that could be otherwise. */
export interface Relaxation {
  readonly kind: 'offer' | 'certificate' | 'limits' | 'duty' | 'budget' | 'policy' | 'capacity' | 'sections' | 'size'
  /** ids of what it concerns */
  readonly where: Readonly<Record<string, string>>
  /** clause of the policy that it touches */
  readonly clause?: string
  readonly text: Text
  /** the plan with it */
  readonly apply: (plan: Plan) => Plan
}

/** people asked for each kind of relaxation */
const mostPeople = 2

/** @returns what might resolve a finding of a medium row, simplest first; nobody is ever asked to take back a refusal */
export function relaxationsFor(plan: Plan, timetable: TimetableParts): (row: string, finding: CheckFinding) => Relaxation[] {
  const view = viewOf(plan, timetable, factsOf(plan))
  const obstacles = seatObstacles(view)
  const posts = new Map(view.posts.map((post) => [JSON.stringify(post.where), post]))
  return (row, { where, amount }) => {
    switch (row) {
      case 'unfilled-seat':
      case 'led': {
        const post = posts.get(JSON.stringify(where))
        return post ? [...forSeat(plan, post, obstacles), ...fewerSupervisors(plan, post)] : []
      }
      case 'unplaced-student':
        return largerRoom(view, where, amount)
      case 'priority-unserved':
        return forStudent(plan, plan.students.find(({ id }) => id === where.student)?.choices ?? [])
      case 'tutoring-unserved':
        return forStudent(
          plan,
          plan.activities.filter(({ tutoring }) => tutoring).map(({ id }) => id),
        )
      case 'missing-section':
        return smallerSections(plan, where.activity)
      default:
        return []
    }
  }
}

const staffWith =
  (id: string, change: (person: Staff) => Staff) =>
  (plan: Plan): Plan => ({ ...plan, staff: plan.staff.map((person) => (person.id === id ? change(person) : person)) })

function forSeat(plan: Plan, post: PostView, obstaclesOf: ReturnType<typeof seatObstacles>): Relaxation[] {
  const bySingle = Map.groupBy(
    plan.staff.flatMap((person) => {
      const obstacles = obstaclesOf(person, post)
      return obstacles.length === 1 ? [{ person, obstacle: obstacles[0] }] : []
    }),
    ({ obstacle }) => obstacle,
  )
  return (['offer', 'vetting', 'limit', 'role', 'budget'] as const).flatMap((obstacle) =>
    (bySingle.get(obstacle) ?? []).slice(0, mostPeople).flatMap(({ person }) => seatRelaxation(obstacle, person, post) ?? []),
  )
}

/** @returns what would have to be otherwise for a person at a post, where an obstacle is all that is in the way; undefined where nobody should be asked for it */
export function seatRelaxation(obstacle: Obstacle, person: Staff, post: PostView): Relaxation | undefined {
  const name = nameOf(person)
  switch (obstacle) {
    case 'offer': {
      const when = { start: clockOf(post.interval.start), end: clockOf(post.interval.end) }
      const season = post.season.season.id
      const day = weekdayText(post.weekday)
      return {
        kind: 'offer',
        where: { staff: person.id, weekday: post.weekday, season, ...when },
        text: { en: `one more offer by ${name}: ${day.en} ${when.start}–${when.end}`, zh: `${name}增加一个志愿：${day.zh}${when.start}–${when.end}` },
        apply: staffWith(person.id, (own) => ({ ...own, offers: [...own.offers, { weekday: post.weekday, season, ...when, keenness: 'willing' }] })),
      }
    }
    case 'vetting':
      return {
        kind: 'certificate',
        where: { staff: person.id },
        clause: '四(四)',
        text: { en: `valid certificates for ${name} in the whole season`, zh: `${name}补齐全季有效的审查证明` },
        apply: staffWith(person.id, (own) => ({ ...own, certificates: { character: { status: 'cleared' }, health: {}, qualification: {} } })),
      }
    case 'limit':
      return {
        kind: 'limits',
        where: { staff: person.id },
        text: { en: `${name} agrees to one session more a day and a week`, zh: `${name}同意每日、每周各增加一次服务` },
        apply: staffWith(person.id, (own) => ({ ...own, limits: moreThan(own.limits, post) })),
      }
    case 'role':
      if (post.of.kind !== 'duty') return undefined
      return {
        kind: 'duty',
        where: { staff: person.id },
        text: { en: `${name} may lead duty`, zh: `授予${name}值班负责资格` },
        apply: staffWith(person.id, (own) => ({ ...own, mayLeadDuty: true })),
      }
    case 'budget': {
      const yuan = person.payPerSession * post.weight
      return {
        kind: 'budget',
        where: { staff: person.id },
        clause: '四(三)',
        text: { en: `a budget larger by ${yuan} yuan a week`, zh: `每周经费增加${yuan}元` },
        apply: (own) => ({ ...own, ...(own.budget && { budget: { yuanPerWeek: own.budget.yuanPerWeek + yuan } }) }),
      }
    }
    default:
      return undefined
  }
}

function moreThan(limits: Staff['limits'], post: PostView): Staff['limits'] {
  const minutes = post.interval.end - post.interval.start
  return {
    sessionsPerDay: limits.sessionsPerDay + post.weight,
    sessionsPerWeek: limits.sessionsPerWeek + post.weight,
    minutesPerWeek: limits.minutesPerWeek + minutes,
    minutesPerDay: limits.minutesPerDay + minutes,
    consecutiveDays: Math.min(7, limits.consecutiveDays + 1),
    daysPerWeek: Math.min(7, limits.daysPerWeek + 1),
  }
}

/** a care group for which the people there are would do, if the policy let them */
function fewerSupervisors(plan: Plan, post: PostView): Relaxation[] {
  if (post.of.kind !== 'care' || post.people.length === 0) return []
  const value = Math.ceil(post.of.group.size / post.people.length)
  const clause = policyTerms(plan).find((term) => term.field === 'studentsPerSupervisor')?.clause
  if (value <= resolvePolicy(plan).studentsPerSupervisor) return []
  return [
    {
      kind: 'policy',
      where: { field: 'studentsPerSupervisor' },
      ...(clause && { clause }),
      text: {
        en: `up to ${value} students for each supervisor (policy field studentsPerSupervisor)`,
        zh: `每名托管人员最多负责${value}名学生（政策字段studentsPerSupervisor）`,
      },
      apply: (own) => ({
        ...own,
        policy: {
          ...own.policy,
          overrides: [
            ...own.policy.overrides.filter(({ field }) => field !== 'studentsPerSupervisor'),
            { field: 'studentsPerSupervisor', value, reason: 'proposed' },
          ],
        },
      }),
    },
  ]
}

function largerRoom(view: View, where: Readonly<Record<string, string>>, amount: number): Relaxation[] {
  const group = view.care.find(({ host, slot, season }) => host === where.host && slot.id === where.slot && season.season.id === where.season)
  if (!group) return []
  const { room } = group
  return [
    {
      kind: 'capacity',
      where: { room: room.id },
      text: { en: `${amount} more places in ${nameOf(room)}, or a larger room`, zh: `${nameOf(room)}增加${amount}个座位，或改用更大的场地` },
      apply: (plan) => ({ ...plan, rooms: plan.rooms.map((own) => (own.id === room.id ? { ...own, capacity: own.capacity + amount } : own)) }),
    },
  ]
}

const activityWith =
  (id: string, change: (activity: Plan['activities'][number]) => Plan['activities'][number]) =>
  (plan: Plan): Plan => ({
    ...plan,
    activities: plan.activities.map((activity) => (activity.id === id ? change(activity) : activity)),
  })

/** one place more, or one section more, of what the student asked for */
function forStudent({ activities }: Plan, choices: readonly string[]): Relaxation[] {
  return choices.slice(0, 3).flatMap((id): Relaxation[] => {
    const activity = activities.find((own) => own.id === id)
    if (!activity) return []
    return [
      {
        kind: 'size',
        where: { activity: id },
        text: { en: `one more place in each section of ${nameOf(activity)}`, zh: `${nameOf(activity)}每班增加1个名额` },
        apply: activityWith(id, (own) => ({ ...own, size: { ...own.size, max: own.size.max + 1 } })),
      },
      {
        kind: 'sections',
        where: { activity: id },
        text: { en: `one more section of ${nameOf(activity)}`, zh: `${nameOf(activity)}增开1个班` },
        apply: activityWith(id, (own) => ({ ...own, sections: { ...own.sections, max: own.sections.max + 1 } })),
      },
    ]
  })
}

function smallerSections({ activities }: Plan, id: string): Relaxation[] {
  const activity = activities.find((own) => own.id === id)
  if (!activity || activity.size.min < 2) return []
  const min = Math.ceil(activity.size.min / 2)
  return [
    {
      kind: 'size',
      where: { activity: id },
      text: { en: `sections of ${nameOf(activity)} from ${min} students on`, zh: `${nameOf(activity)}满${min}人即可开班` },
      apply: activityWith(id, (own) => ({ ...own, size: { ...own.size, min } })),
    },
  ]
}
