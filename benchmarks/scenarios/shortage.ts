import type { PlanInput, Weekday } from '../../models/after-school/plan.ts'
import { minutesOf } from '../../src/calendar/index.ts'
import type { Random } from '../../src/kernel/random.ts'
import { seasonIds } from './bells.ts'
import { shuffled } from './draw.ts'
import type { World } from './world.ts'

/**
 * A clock instant at which seats must stay empty. Every child there at that instant is in care, `studentsPerSupervisor` to a seat, or in a section that has a
 * leader and no more places than that; somebody leads the duty of each site. Each of these seats takes a person of its own, with an offer at that instant.
 */
export interface Shortage {
  readonly season: string
  readonly weekday: Weekday
  readonly period: number
  /** minutes after midnight */
  readonly minute: number
  readonly students: number
  /** Σ over sites of ⌈students ÷ studentsPerSupervisor⌉ + 1 */
  readonly seatsAtLeast: number
  /** who offers that instant and does not teach */
  readonly people: number
}

type Staff = PlanInput['staff']

/** Weekdays on which people are taken away. */
const shortDays = 2
/** Seats, at least, that stay empty in each season and period of those weekdays: a twentieth of what is needed. */
const lacking = (seats: number) => Math.max(1, Math.round(seats / 20))

/** The instants of a week, one for each season, weekday and period, with what they need at least. */
function instants({ bells, shape, classes, pupils, policy, activities }: World): Omit<Shortage, 'people'>[] {
  const most = Math.max(policy.studentsPerSupervisor, ...activities.map(({ kind }) => kind.size[1]))
  const blocks = [...new Set(bells.slots.map(({ block }) => block))]
  return seasonIds.flatMap((season, s) =>
    blocks.flatMap((block) => {
      const running = bells.slots.flatMap((slot, index) => (slot.block === block && slot.at[s] ? [{ ...slot, index, time: slot.at[s] }] : []))
      if (running.length === 0) return []
      // the latest start: all bands are there
      const minute = Math.max(...running.map(({ time }) => time.start))
      const present = running.filter(({ time }) => minute < time.end)
      const bySite = shape.sites.map(
        (_, site) => pupils.filter((pupil) => classes[pupil.class].site === site && present.some(({ index }) => pupil.attends[index])).length,
      )
      const seatsAtLeast = bySite.reduce((sum, students) => sum + (students > 0 ? Math.ceil(students / most) + 1 : 0), 0)
      return [{ season, weekday: running[0].weekday, period: running[0].period, minute, students: bySite.reduce((a, b) => a + b, 0), seatsAtLeast }]
    }),
  )
}

type Moment = Pick<Shortage, 'season' | 'weekday' | 'minute'>

const holds = ({ season, weekday, minute }: Moment, entry: { weekday: string; season?: string; start: string; end: string }): boolean =>
  entry.weekday === weekday && (entry.season ?? season) === season && minutesOf(entry.start) <= minute && minute < minutesOf(entry.end)

const isThere = (moment: Moment, person: Staff[number]): boolean =>
  !!person.offers?.some((offer) => holds(moment, offer)) && !person.teaching?.some((lesson) => holds(moment, lesson))

/** @returns instants that lack people, whatever the timetable */
export const shortagesOf = (world: World, staff: Staff): Shortage[] =>
  instants(world)
    .map((instant) => ({ ...instant, people: staff.filter((person) => isThere(instant, person)).length }))
    .filter(({ seatsAtLeast, people }) => people < seatsAtLeast)

/** Takes the offers of whole weekdays away, one person after another, until some instants lack people. */
export function takeAway(random: Random, world: World, staff: Staff): Staff {
  const weekdays = shuffled(random, ['mon', 'tue', 'wed', 'thu', 'fri']).slice(0, shortDays)
  const rest = staff.map((person) => ({ ...person }))
  const chosen = instants(world).filter(({ weekday, period }) => weekdays.includes(weekday) && period <= 2)
  for (const instant of chosen) {
    // those go first who are there at few of the other instants, which may lack enough people already
    const presence = (person: Staff[number]) => chosen.filter((other) => other.weekday === instant.weekday && isThere(other, person)).length
    const there = shuffled(
      random,
      rest.filter((person) => isThere(instant, person)),
    ).sort((a, b) => presence(a) - presence(b))
    for (const person of there.slice(0, Math.max(0, there.length - instant.seatsAtLeast + lacking(instant.seatsAtLeast)))) {
      const offers = person.offers!.filter((offer) => offer.weekday !== instant.weekday)
      if (offers.length > 0) person.offers = offers
      else delete person.offers
    }
  }
  return rest
}
