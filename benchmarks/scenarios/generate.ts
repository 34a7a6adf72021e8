import type { PlanInput, Staff } from '../../models/after-school/plan.ts'
import type { Timetable } from '../../models/after-school/timetable.ts'
import { seasonIds } from './bells.ts'
import { plantCare } from './care.ts'
import { addSlack, servedCells, widenExternals } from './cells.ts'
import { between, chance, shuffled } from './draw.ts'
import { plantEveryone, plantTutoring, servePriority } from './guarantees.ts'
import { type Job, jobsOf } from './jobs.ts'
import { lessonsOf } from './lessons.ts'
import { limitsOf, weeklyLimit } from './limits.ts'
import { idleOffers, offersOf } from './offers.ts'
import { type Person, peopleOf } from './people.ts'
import { postsOf, seat, TooFewPeople } from './seating.ts'
import { type Planting, plantSections } from './sections.ts'
import { type School, shapes, type Tier } from './shape.ts'
import { type Shortage, shortagesOf, takeAway } from './shortage.ts'
import { stage, type World, worldOf } from './world.ts'
import { hostsOf, planOf, sectionsOf } from './write.ts'

export interface GenerateOptions {
  readonly school: School
  /** whole; the same seed gives the same school, to the byte; the tiers of a seed differ in their staff only */
  readonly seed: number
  readonly tier: Tier
}

export interface Scenario {
  readonly plan: PlanInput
  /** a timetable with hard 0 and medium 0; none in the over-constrained tier, where there is none */
  readonly planted?: Timetable
  /** hours at which seats must stay empty, whatever the timetable: the over-constrained tier has some */
  readonly shortage: readonly Shortage[]
}

/** Sessions offered for each one that the planted timetable seats. */
const slackOf: Readonly<Record<Tier, number>> = { normal: 1.2, tight: 1.03, over: 1.03 }
/** Pay allowed for each yuan that the planted timetable pays. */
const budgetOf: Readonly<Record<Tier, number>> = { normal: 1.2, tight: 1.06, over: 1.06 }

/** A school with its term: classes, families, clubs, staff, and the timetable that proves it can be served. */
export function generate({ school, seed, tier }: GenerateOptions): Scenario {
  const world = worldOf(shapes[school], seed)
  const { staff, budget, planted } = plant(world, seed, slackOf[tier], budgetOf[tier])
  const write = (people: PlanInput['staff']) => planOf(world, `${school}-${tier}-${seed}`, world.shape.name, people, budget)
  if (tier !== 'over') return { plan: write(staff), planted, shortage: [] }
  const rest = takeAway(stage(seed, 12), world, staff)
  return { plan: write(rest), shortage: shortagesOf(world, rest) }
}

export interface Plant {
  readonly staff: PlanInput['staff']
  /** yuan a week, where pay has a ceiling */
  readonly budget: number | undefined
  readonly planted: Timetable
}

/**
 * Grows the timetable first and the staff around it.
 * @param slack sessions offered, and @param ceiling yuan allowed, for each one that the timetable takes
 */
export function plant(world: World, seed: number, slack: number, ceiling: number): Plant {
  const planting = plantSections(stage(seed, 5), world)
  servePriority(stage(seed, 6), world, planting)
  plantTutoring(stage(seed, 7), world, planting)
  plantEveryone(stage(seed, 13), world, planting)
  const care = plantCare(stage(seed, 8), world, planting)
  const jobs = jobsOf(world, planting, care)
  const { people, seated } = peopled(world, planting, jobs, seed)
  const staff = staffOf(world, people, seed, slack)
  const pay = seasonIds.map((_, season) =>
    people.reduce((sum, person, i) => sum + person.seats[season].reduce((s, { weight }) => s + weight * (staff[i].payPerSession ?? 0), 0), 0),
  )
  return {
    staff,
    budget: world.shape.budget ? Math.ceil((ceiling * Math.max(...pay)) / 100) * 100 : undefined,
    planted: { sections: sectionsOf(world, planting), care: hostsOf(world, care), posts: postsOf(jobs, seated, people) },
  }
}

/** Staff, seated. Where a few people are too few with somebody whose vetting is flawed, nobody's is. */
function peopled(world: World, planting: Planting, jobs: readonly Job[], seed: number) {
  const seatedWith = (isFlawed: boolean) => {
    const people = peopleOf(stage(seed, 9), isFlawed ? stage(seed, 14) : undefined, world, planting)
    return { people, seated: seat(stage(seed, 10), world, jobs, people) }
  }
  try {
    return seatedWith(true)
  } catch (error) {
    if (error instanceof TooFewPeople) return seatedWith(false)
    throw error
  }
}

const pay: Readonly<Partial<Record<Staff['kind'], number>>> = { teacher: 50, 'school-staff': 40, retired: 50, 'university-student': 60, parent: 0 }
const externalPay = 80

function staffOf(world: World, people: readonly Person[], seed: number, slack: number): PlanInput['staff'] {
  const random = stage(seed, 11)
  const lessons = people.map((person) => lessonsOf(random, world, person))
  const limits = people.map((person) => weeklyLimit(random, person))
  const cells = people.map(servedCells)
  widenExternals(random, people, cells)
  addSlack(random, world, people, cells, lessons, limits, slack)
  return people.map((person, i) => {
    const led = new Set(person.seats.flatMap((seats) => seats.map(({ job }) => job)))
    const offers = person.serving ? offersOf(random, world, person, cells[i]) : []
    const pending = person.certificates.character?.status === 'pending'
    const idle = pending || (!person.inService && led.size === 0)
    const refuses = refusals(random, world, person)
    return {
      id: person.id,
      name: person.name,
      kind: person.kind,
      ...(person.institution && { institution: person.institution }),
      ...(person.teaches.length > 0 && { teaches: person.teaches.map((c) => world.classes[c].id) }),
      ...(person.skills.size > 0 && { skills: [...person.skills] }),
      certificates: person.certificates,
      ...(lessons[i].length > 0 && { teaching: lessons[i] }),
      ...((offers.length > 0 || idle) && { offers: idle ? idleOffers(random, world) : offers }),
      ...(refuses.length > 0 && { refuses }),
      ...(person.serving && { limits: limitsOf(random, person, limits[i], lessons[i]) }),
      ...(person.inService && person.serving && chance(random, 0.1) && { carried: chance(random, 0.5) ? 1 : -1 }),
      payPerSession: pay[person.kind] ?? externalPay,
      ...(person.mayLeadDuty && { mayLeadDuty: true }),
    }
  })
}

/** Up to three clubs that are not for them: never one that they lead or help in. */
function refusals(random: ReturnType<typeof stage>, { activities }: World, person: Person): string[] {
  if (!person.inService || !chance(random, 0.35)) return []
  const serves = person.activities
  const possible = activities.filter(({ id, tutoring }) => !tutoring && !serves.has(id)).map(({ id }) => id)
  return shuffled(random, possible).slice(0, between(random, 1, 3))
}
