import type { Grouping } from '../../src/constraints/grouping.ts'
import { flatten, type Lists } from '../../src/kernel/table.ts'
import type { Instance } from './instance.ts'

/**
 * The instance in integers. A variable is a lecture; its value is a place: period × rooms + room.
 * A lecture is only ever placed in periods in which its course is available, and a place holds one lecture: two hard rules that cannot be broken.
 */
export interface Tables {
  readonly lectures: number
  readonly courses: number
  readonly periods: number
  readonly rooms: number
  readonly days: number
  readonly curricula: number
  readonly places: number
  /** lecture → course */
  readonly courseOf: Int32Array
  /** course → its first lecture; one more entry than courses */
  readonly firstLecture: Int32Array
  /** place → period, room, day, and period padded with empty ones between days */
  readonly periodOf: Int32Array
  readonly roomOf: Int32Array
  readonly dayOf: Int32Array
  readonly paddedPeriodOf: Int32Array
  readonly paddedPeriods: number
  /** course → places in periods in which it is available */
  readonly openPlaces: Lists
  /** course, period → 1 if available */
  readonly isOpen: Uint8Array
  /** course → other courses of its teacher or curricula */
  readonly related: Lists
  /** course → curricula */
  readonly curriculaOf: Lists
  /** course, room → students without a seat */
  readonly overflow: Int32Array
  readonly minimumDays: Int32Array
}

export function compileTables(instance: Instance): Tables {
  const { courses, rooms, days, periodsPerDay } = instance
  const periods = days * periodsPerDay
  const places = periods * rooms.length
  const firstLecture = new Int32Array(courses.length + 1)
  courses.forEach((course, c) => {
    firstLecture[c + 1] = firstLecture[c] + course.lectures
  })
  const lectures = firstLecture[courses.length]
  const courseOf = new Int32Array(lectures)
  courses.forEach((_, c) => {
    courseOf.fill(c, firstLecture[c], firstLecture[c + 1])
  })

  const byPlace = (value: (period: number, room: number) => number) =>
    Int32Array.from({ length: places }, (_, place) => value(Math.floor(place / rooms.length), place % rooms.length))
  const padded = (period: number) => 2 + Math.floor(period / periodsPerDay) * (periodsPerDay + 1) + (period % periodsPerDay)

  const open = courses.map((course) => Array.from({ length: periods }, (_, p) => p).filter((p) => !course.unavailable.includes(p)))
  const isOpen = new Uint8Array(courses.length * periods)
  open.forEach((list, c) => {
    for (const p of list) isOpen[c * periods + p] = 1
  })

  const related = courses.map(() => new Set<number>())
  for (const curriculum of instance.curricula) for (const a of curriculum.courses) for (const b of curriculum.courses) related[a].add(b)
  courses.forEach((a, i) => {
    courses.forEach((b, j) => {
      if (a.teacher === b.teacher) related[i].add(j)
    })
    related[i].delete(i)
  })
  const curriculaOf = courses.map((_, c) => instance.curricula.flatMap((curriculum, k) => (curriculum.courses.includes(c) ? [k] : [])))

  return {
    lectures,
    courses: courses.length,
    periods,
    rooms: rooms.length,
    days,
    curricula: instance.curricula.length,
    places,
    courseOf,
    firstLecture,
    periodOf: byPlace((period) => period),
    roomOf: byPlace((_, room) => room),
    dayOf: byPlace((period) => Math.floor(period / periodsPerDay)),
    paddedPeriodOf: byPlace(padded),
    paddedPeriods: padded(periods) + 2,
    openPlaces: flatten(open.map((list) => list.flatMap((period) => rooms.map((_, room) => period * rooms.length + room)))),
    isOpen,
    related: flatten(related.map((set) => [...set].sort((a, b) => a - b))),
    curriculaOf: flatten(curriculaOf),
    overflow: Int32Array.from(courses.flatMap((course) => rooms.map((room) => Math.max(0, course.students - room.capacity)))),
    minimumDays: Int32Array.from(courses, (course) => course.minimumDays),
  }
}

/** Lectures by course, places by whatever `classOf` says. */
export const grouping = (tables: Tables, classOf: Int32Array, classes: number): Grouping => ({
  ownerOf: tables.courseOf,
  owners: tables.courses,
  classOf,
  classes,
})
