import type { Random } from '../../src/kernel/random.ts'
import { best, between, indicesWhere, oneOf, shuffled } from './draw.ts'
import { addSection, canJoin, type Planting, type SectionDraft } from './sections.ts'
import type { World } from './world.ts'

/** What makes medium 0 attainable by construction: a choice for every priority child, help for every child with an approved need. */

/** Afterwards every priority child who wishes a club is in one; whose days fit none asks for none. */
export function servePriority(random: Random, world: World, planting: Planting): void {
  const { pupils, classes } = world
  for (const [student, pupil] of pupils.entries()) {
    if (pupil.priority.length === 0 || pupil.wanted === 0 || planting.enrolled[student].length > 0) continue
    const fitting = shuffled(random, [...planting.sections.keys()]).filter((index) => {
      const section = planting.sections[index]
      return section.site === classes[pupil.class].site && canJoin(world, planting, student, section.activity, section.sessions)
    })
    const chosen = fitting.filter((index) => pupil.choices.includes(planting.sections[index].activity))
    const free = (index: number) => placesLeft(world, planting.sections[index]) > 0
    const guest = chosen.find(free) ?? chosen.find((index) => makePlace(world, planting, index)) ?? fitting.find(free)
    if (guest === undefined) {
      pupil.choices = []
      pupil.wanted = 0
      continue
    }
    const { activity, students } = planting.sections[guest]
    if (!pupil.choices.includes(activity)) pupil.choices.push(activity)
    students.push(student)
    planting.enrolled[student].push(guest)
  }
}

const placesLeft = ({ rooms, activities }: World, { activity, sessions, students }: SectionDraft): number =>
  Math.min(activities[activity].kind.size[1], ...sessions.map(({ room }) => rooms[room].capacity)) - students.length

/** The child who came last and has no priority steps back. @returns whether there was one */
function makePlace({ pupils }: World, { sections, enrolled }: Planting, index: number): boolean {
  const { students } = sections[index]
  const last = students.findLastIndex((student) => pupils[student].priority.length === 0)
  if (last < 0) return false
  const [student] = students.splice(last, 1)
  enrolled[student].splice(enrolled[student].indexOf(index), 1)
  return true
}

/** Groups of four to the policy's most, of neighbouring age; exactly their children get the approved need. */
export function plantTutoring(random: Random, world: World, planting: Planting): void {
  const { shape, classes, pupils, activities } = world
  const activity = activities.findIndex(({ tutoring }) => tutoring)
  const { slots, kind } = activities[activity]
  for (const site of shape.sites.keys()) {
    const here = indicesWhere(pupils, (i) => classes[pupils[i].class].site === site)
    let needed = Math.round(shape.tutoringShare * here.length)
    for (let tries = 0; needed > 0 && tries < 40; tries++) {
      const slot = oneOf(random, slots)
      const room = planting.diary.find(random, activity, site, slot)
      if (room < 0) continue
      const sessions = [{ slot, room }]
      const able = here.filter((student) => !pupils[student].tutoring && canJoin(world, planting, student, activity, sessions))
      const size = Math.min(needed, between(random, 4, kind.size[1]))
      if (able.length < Math.max(size, kind.size[0])) continue
      const first = random.below(able.length - size + 1)
      const students = able.slice(first, first + Math.max(size, kind.size[0]))
      for (const student of students) pupils[student].tutoring = true
      addSection(world, planting, activity, site, sessions, students)
      needed -= students.length
    }
  }
  const count = planting.sections.filter((section) => section.activity === activity).length
  activities[activity].sections = { min: 0, max: count + 1 }
}

/** Whoever of the grade is there and in no club takes part, as far as the places go. */
export function plantEveryone(random: Random, world: World, planting: Planting): void {
  for (const [activity, { kind, grades, slots }] of world.activities.entries()) {
    if (!kind.everyone) continue
    for (const site of world.shape.sites.keys()) {
      const plans = slots.flatMap((slot) => {
        const room = planting.diary.find(random, activity, site, slot)
        if (room < 0) return []
        const sessions = [{ slot, room }]
        const able = indicesWhere(
          world.pupils,
          (i) => grades.includes(world.classes[world.pupils[i].class].grade) && world.classes[world.pupils[i].class].site === site,
        )
        return [
          {
            sessions,
            students: able.filter((i) => canJoin(world, planting, i, activity, sessions)).slice(0, Math.min(kind.size[1], world.rooms[room].capacity)),
          },
        ]
      })
      const chosen = best(random, plans, ({ students }) => students.length)
      if (chosen && chosen.students.length >= kind.size[0]) addSection(world, planting, activity, site, chosen.sessions, chosen.students)
    }
    world.activities[activity].sections = { min: 0, max: Math.max(1, planting.sections.filter((section) => section.activity === activity).length) }
  }
}
