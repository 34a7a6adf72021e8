import type { Weekday } from '../../models/after-school/plan.ts'
import type { Timetable } from '../../models/after-school/timetable.ts'
import type { Random } from '../../src/kernel/random.ts'
import { type Interval, overlap, seasonIds } from './bells.ts'
import { best, indicesWhere, shuffled } from './draw.ts'
import type { Job } from './jobs.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

/** Seats somebody in every post: first those who come on that weekday anyway; else somebody gets one more day. */

/** Weekdays that everybody who volunteers is ready to serve on; more are added as posts ask for them. */
const baseDays = 2
/** Nobody is asked for more, if anybody else is left. */
const mostDays = 4
const mostSessionsPerDay = 3

/** A seat that nobody of the school could take. */
export class TooFewPeople extends Error {
  override readonly name = 'TooFewPeople'
}

/** @returns by job and season, the people seated: as many as it needs @throws when the school has too few people at some hour */
export function seat(random: Random, world: World, jobs: readonly Job[], people: readonly Person[]): number[][][] {
  giveBaseDays(random, world, jobs, people)
  const seated = jobs.map(({ need }) => need.map((): number[] => []))
  // winter is the longer season: its people stay in September where they can
  for (const season of [1, 0]) {
    for (const [index, job] of jobs.entries()) {
      const time = job.at[season]
      if (!time) continue
      for (let k = 0; k < job.need[season]; k++) {
        const person = choose(random, jobs, seated, people, index, season, time)
        if (person === undefined)
          throw new TooFewPeople(`Nobody is left for ${JSON.stringify(job.post)} in ${seasonIds[season]}: the shape has too few people.`)
        seated[index][season].push(person)
        take(people[person], season, index, job, time)
      }
    }
  }
  return seated
}

function giveBaseDays(random: Random, { shape }: World, jobs: readonly Job[], people: readonly Person[]): void {
  const days: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']
  for (const site of shape.sites.keys()) {
    const asked = days.map((day) => jobs.reduce((sum, job) => sum + (job.site === site && job.weekday === day ? job.need[1] * job.weight : 0), 0))
    const given = days.map(() => 0)
    for (const person of shuffled(random, people)) {
      if (!person.inService || !person.serving || person.site !== site) continue
      for (let k = 0; k < baseDays; k++) {
        const day = best(
          random,
          [0, 1, 2, 3, 4].filter((d) => !person.days.has(days[d])),
          (d) => asked[d] - 2 * given[d] + 3 * random.unit(),
        )!
        person.days.add(days[day])
        given[day]++
      }
    }
  }
}

function choose(
  random: Random,
  jobs: readonly Job[],
  seated: readonly number[][][],
  people: readonly Person[],
  index: number,
  season: number,
  time: Interval,
): number | undefined {
  const job = jobs[index]
  const able = indicesWhere(people, (i) => !seated[index][season].includes(i) && couldSit(people[i], job, season, time))
  const before =
    job.classes.length > 0
      ? jobs.findIndex((other) => other.classes[0] === job.classes[0] && other.weekday === job.weekday && other.periods[0] === job.periods[0] - 1)
      : -1
  return best(random, able, (i) => {
    const person = people[i]
    const here = person.seats[season].filter(({ weekday }) => weekday === job.weekday)
    let score = -8 * person.seats[season].reduce((sum, { weight }) => sum + weight, 0)
    if (person.days.has(job.weekday)) score += 200
    else score -= person.days.size >= mostDays ? 400 : 40 * person.days.size
    // the same people in both seasons, the same leader all week, the same supervisor all afternoon
    if (seated[index].some((others) => others.includes(i))) score += 1000
    if (job.section !== undefined && leads(person, jobs, job.section)) score += 1000
    if (person.sections.includes(job.section ?? -1)) score += 5000
    if (before >= 0 && seated[before][season].includes(i)) score += 50
    if (job.classes.includes(person.homeroom)) score += 40
    else if (job.classes.some((c) => person.teaches.includes(c))) score += 20
    if (job.duty && person.mayLeadDuty) score += 60
    // who is there until the last bell goes on to the gate
    if (job.periods.length === 0 && here.some(({ end }) => end === time.start)) score += 100
    if (here.reduce((sum, { weight }) => sum + weight, job.weight) > mostSessionsPerDay) score -= 600
    if (job.skills.some((skill) => !person.skills.has(skill))) score -= 30
    return score
  })
}

const leads = (person: Person, jobs: readonly Job[], section: number) =>
  person.seats.some((seats) => seats.some(({ job }) => jobs[job].section === section && jobs[job].periods.length > 0))

function couldSit(person: Person, job: Job, season: number, time: Interval): boolean {
  if (!person.serving || !person.valid[season]) return false
  if (job.kinds && !job.kinds.includes(person.kind)) return false
  if (person.inService ? person.site !== job.site : !mayHelp(person, job)) return false
  // whoever leads a club stays all term
  if (job.section !== undefined && job.at.some((at, s) => at !== undefined && !person.valid[s])) return false
  return person.seats[season].every((seat) => seat.weekday !== job.weekday || !overlap(seat, time))
}

/** An external leads the clubs that they were found for; a parent stands at the gate. */
const mayHelp = (person: Person, job: Job): boolean =>
  job.post.kind === 'section'
    ? job.post.role === 'lead' && person.sections.includes(job.section ?? -1)
    : job.post.kind === 'general' && person.kind === 'parent' && person.site === job.site

function take(person: Person, season: number, index: number, job: Job, time: Interval): void {
  person.seats[season].push({ ...time, job: index, weekday: job.weekday, weight: job.weight, periods: job.periods })
  person.days.add(job.weekday)
  for (const skill of job.skills) person.skills.add(skill)
  if (job.duty) person.mayLeadDuty = true
  if (job.post.kind === 'section') person.activities.add(job.post.activity)
}

/** @returns the posts of a timetable, by job and season */
export const postsOf = (jobs: readonly Job[], seated: readonly number[][][], people: readonly Person[]): Timetable['posts'] =>
  jobs.flatMap(({ post }, index) =>
    seated[index].flatMap((staff, season) =>
      staff.length > 0 ? [{ ...post, season: seasonIds[season], staff: staff.toSorted((a, b) => a - b).map((i) => people[i].id) }] : [],
    ),
  )
