import { type PlanInput, priorityGroups } from '../../models/after-school/plan.ts'
import type { Random } from '../../src/kernel/random.ts'
import type { Bells } from './bells.ts'
import { chance, parts, shuffled, weighted } from './draw.ts'
import { className, names } from './names.ts'
import type { Rooms } from './rooms.ts'
import type { Shape } from './shape.ts'

/** Classes and students: who attends when, who comes first, who needs a step-free way. */

export interface ClassDraft {
  readonly id: string
  readonly name: string
  readonly grade: number
  /** index of the site */
  readonly site: number
  readonly band: string
  /** index of the home room */
  readonly room: number
}

export interface Pupil {
  readonly id: string
  readonly name: string
  readonly class: number
  /** by slot */
  readonly attends: readonly boolean[]
  readonly priority: NonNullable<PlanInput['students'][number]['priority']>
  readonly registeredPoor: boolean
  readonly needs: readonly string[]
  readonly carried: number
  /** activities, most wished first */
  choices: number[]
  wanted: number
  tutoring: boolean
}

/** Share of the students who attend, and of those who do so on all five days (national figures of September 2021). */
const attending = 0.85
const everyDay = 0.7
/** Share of those who go home after the first period, and who stay for a late one (assumptions). */
const firstPeriodOnly = 0.08
const latePeriod = 0.15
const needsStepFree = 0.004
const carriedShare = 0.04

export function classesOf({ sites }: Shape, bells: Bells, { rooms }: Rooms): ClassDraft[] {
  const indexOf = new Map(rooms.map((room, index) => [room.id, index]))
  return sites.flatMap((site, index) => {
    const prefix = sites.length > 1 ? `${site.id}-` : ''
    return site.classesByGrade.flatMap((count, i) =>
      Array.from(
        { length: count },
        (_, k): ClassDraft => ({
          id: `${prefix}c${i + 1}-${k + 1}`,
          name: sites.length > 1 ? `${site.name}${className(i + 1, k + 1)}` : className(i + 1, k + 1),
          grade: i + 1,
          site: index,
          band: bells.bandOf(i + 1),
          room: indexOf.get(`${prefix}home-${i + 1}-${k + 1}`)!,
        }),
      ),
    )
  })
}

export function pupilsOf(random: Random, shape: Shape, bells: Bells, { rooms }: Rooms, classes: readonly ClassDraft[]): Pupil[] {
  const total = shape.students
  const classOf = parts(random, total, classes.length, 2 * classes.length).flatMap((size, index) => Array.from({ length: size }, () => index))
  const people = names(random, total)
  const days = attendedDays(random, total)
  const priority = priorityOf(random, shape)
  const digits = String(total).length

  // those with a step-free need sit in classes whose home room is
  const stepFree = new Set(
    shuffled(random, [...classOf.keys()])
      .filter((i) => rooms[classes[classOf[i]].room].features.includes('step-free'))
      .slice(0, Math.max(1, Math.round(needsStepFree * total))),
  )
  return classOf.map((classIndex, i) => {
    const periods = chance(random, firstPeriodOnly) ? 1 : chance(random, latePeriod) ? 3 : 2
    const group = priority[i]
    const needs = stepFree.has(i) ? ['step-free'] : []
    return {
      id: `s${String(i + 1).padStart(digits, '0')}`,
      name: people[i],
      class: classIndex,
      attends: bells.slots.map((slot) => slot.band === classes[classIndex].band && slot.period <= periods && days[i].has(slot.weekday)),
      priority: group ? [group] : [],
      registeredPoor: group === 'poor' && chance(random, 0.6),
      needs,
      carried: chance(random, carriedShare) ? 1 : 0,
      choices: [],
      wanted: 0,
      tutoring: false,
    }
  })
}

/** @returns by student, the weekdays attended: counts are exact, people fall by lot */
function attendedDays(random: Random, total: number): Set<string>[] {
  const week = ['mon', 'tue', 'wed', 'thu', 'fri']
  const count = Math.round(attending * total)
  const full = Math.round(everyDay * count)
  const days = Array.from({ length: total }, (_, i) => {
    if (i >= count) return new Set<string>()
    if (i < full) return new Set(week)
    const number = 1 + weighted(random, [1, 3, 4, 3])
    // Fridays are the first to be left out
    const order = shuffled(random, week).sort((a, b) => Number(a === 'fri' && number < 4) - Number(b === 'fri' && number < 4))
    return new Set(order.slice(0, number))
  })
  return shuffled(random, days)
}

function priorityOf(random: Random, { students, priority }: Shape): ((typeof priorityGroups)[number] | undefined)[] {
  const groups = priorityGroups.flatMap((group) => Array.from({ length: Math.round(priority[group] * students) }, () => group))
  return shuffled(random, [...groups, ...Array.from({ length: students - groups.length }, () => undefined)])
}
