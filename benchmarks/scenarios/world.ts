import { sunsetMinutes } from '../../models/after-school/dates.ts'
import { type Policy, resolvePolicy } from '../../models/after-school/policy/index.ts'
import { Random } from '../../src/kernel/random.ts'
import { type Bells, bellsOf } from './bells.ts'
import { type ActivityDraft, activitiesOf } from './clubs.ts'
import { type ClassDraft, classesOf, type Pupil, pupilsOf } from './pupils.ts'
import { type Rooms, roomsOf } from './rooms.ts'
import type { Shape } from './shape.ts'
import { wish } from './wishes.ts'

/** A school before anybody is seated: everything but its staff. Indices everywhere; ids only when the plan is written. */
export interface World extends Rooms {
  readonly shape: Shape
  readonly bells: Bells
  readonly policy: Policy
  /** clock minute by which outdoor groups end, by season */
  readonly sunset: readonly (number | undefined)[]
  readonly classes: readonly ClassDraft[]
  readonly pupils: readonly Pupil[]
  readonly activities: readonly ActivityDraft[]
}

export const timezone = 'Asia/Shanghai'
/** Luoyang. */
export const coordinates = { latitude: 34.62, longitude: 112.45 }
export const policyChoice = { pack: 'luoyang-2020-87', overrides: [] }

/** Every stage draws from a stream of its own, so that a change in one leaves the others as they were. */
export const stage = (seed: number, number: number): Random => new Random(Math.imul(seed, 0x9e3779b1) + number)

export function worldOf(shape: Shape, seed: number): World {
  const bells = bellsOf(shape.bells)
  const rooms = roomsOf(stage(seed, 1), shape)
  const classes = classesOf(shape, bells, rooms)
  const pupils = pupilsOf(stage(seed, 2), shape, bells, rooms, classes)
  const policy = resolvePolicy({ policy: policyChoice })
  const activities = activitiesOf(stage(seed, 3), shape, bells, rooms, policy.tutoringGroupMax)
  wish(stage(seed, 4), pupils, classes, activities)
  const sunset = bells.seasons.map((_, season) => sunsetMinutes({ term: bells.term, seasons: bells.seasons, coordinates, timezone }, season))
  return { shape, bells, policy, sunset, ...rooms, classes, pupils, activities }
}
