import type { Staff } from '../../models/after-school/plan.ts'
import { clockOf, minutesOf } from '../../src/calendar/index.ts'
import type { Random } from '../../src/kernel/random.ts'
import { type Interval, overlap, seasonIds } from './bells.ts'
import { chance, oneOf } from './draw.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

/** Regular teaching: mornings are the same all year, afternoons move with the bells, and some lessons and meetings reach into the service. */

const mornings = [
  ['08:20', '09:00'],
  ['08:20', '09:50'],
  ['09:10', '09:50'],
  ['10:20', '11:00'],
  ['10:20', '11:50'],
] as const
const lessonMinutes = 40
const afternoonShare = 0.4
const meetingShare = 0.15
const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

export function lessonsOf(random: Random, { bells, classes }: World, person: Person): Staff['teaching'] {
  if (person.kind !== 'teacher') return []
  const dismissals = person.teaches.map((c) => bells.dismissal(classes[c].grade))
  const result: Staff['teaching'] = []
  const meeting = chance(random, meetingShare) ? oneOf(random, days) : undefined
  for (const weekday of days) {
    const [start, end] = oneOf(random, mornings)
    result.push({ weekday, start, end })
    const afternoon = chance(random, afternoonShare)
    for (const [season, id] of seasonIds.entries()) {
      const own = person.seats[season].filter((seat) => seat.weekday === weekday)
      const add = (time: Interval) => {
        if (own.every((seat) => !overlap(seat, time))) result.push({ weekday, season: id, start: clockOf(time.start), end: clockOf(time.end) })
      }
      // the last lesson ends when the last of one's classes is let out: of upper grades, after the lower ones' first bell
      const end = Math.max(...dismissals.map((at) => minutesOf(at[id])))
      if (afternoon) add({ start: end - lessonMinutes, end })
      else if (meeting === weekday) add({ start: end + 10, end: end + 70 })
    }
  }
  return result
}
