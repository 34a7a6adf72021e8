import type { PlanInput } from '../../models/after-school/plan.ts'
import type { Timetable } from '../../models/after-school/timetable.ts'
import { generalDutiesOf } from './jobs.ts'
import type { Planting } from './sections.ts'
import { coordinates, policyChoice, timezone, type World } from './world.ts'

/** Writes the draft down: ids for indices, keys in the order of the schema, defaults left out. */

export function planOf(world: World, id: string, name: string, staff: PlanInput['staff'], budget: number | undefined): PlanInput {
  const { shape, bells } = world
  return {
    id,
    name,
    timezone,
    coordinates,
    term: bells.term,
    seasons: bells.seasons,
    slots: bells.slots.map(({ id, weekday, period, band, block }) => ({ id, weekday, period, ...(band !== 'all' && { band, dutyBlock: block }) })),
    policy: policyChoice,
    sites: shape.sites.map(({ id, name }) => ({ id, name })),
    ...(shape.travel.length > 0 && { travel: [...shape.travel] }),
    rooms: world.rooms.map(({ features, outdoor, concurrent, windows, ...room }) => ({
      ...room,
      ...(features.length > 0 && { features }),
      ...(outdoor && { outdoor }),
      ...(concurrent > 1 && { concurrent }),
      ...(windows && { windows }),
    })),
    careRooms: world.careRooms,
    classes: classesOf(world, staff),
    students: studentsOf(world),
    staff,
    activities: activitiesOf(world),
    generalDuties: generalDutiesOf(world),
    ...(budget !== undefined && { budget: { yuanPerWeek: budget } }),
  }
}

function classesOf({ classes, rooms, bells }: World, staff: PlanInput['staff']): PlanInput['classes'] {
  return classes.map(({ id, name, grade, room }, index) => ({
    id,
    name,
    grade,
    homeRoom: rooms[room].id,
    // own staff are listed in the order of the classes they have
    homeroomTeacher: staff[index].id,
    dismissal: bells.dismissal(grade),
  }))
}

function studentsOf({ pupils, classes, bells, activities }: World): PlanInput['students'] {
  return pupils.map((pupil) => ({
    id: pupil.id,
    name: pupil.name,
    class: classes[pupil.class].id,
    ...(pupil.priority.length > 0 && { priority: pupil.priority }),
    ...(pupil.needs.length > 0 && { needs: [...pupil.needs] }),
    attends: bells.slots.filter((_, slot) => pupil.attends[slot]).map(({ id }) => id),
    ...(pupil.choices.length > 0 && { choices: pupil.choices.map((choice) => activities[choice].id), clubsWanted: pupil.wanted }),
    ...(pupil.tutoring && { tutoring: true }),
    ...(pupil.registeredPoor && { registeredPoor: true, feeExempt: true }),
    ...(pupil.carried > 0 && { carried: pupil.carried }),
  }))
}

function activitiesOf({ activities, bells }: World): PlanInput['activities'] {
  return activities.map(({ kind, id, name, grades, sessionsPerWeek, slots, roles, from, sections, tutoring }) => ({
    id,
    name,
    domains: [...kind.domains],
    grades: [...grades],
    sections: sections.min > 0 ? sections : { max: sections.max },
    size: { min: kind.size[0], max: kind.size[1] },
    ...(sessionsPerWeek > 1 && { sessionsPerWeek }),
    ...(kind.length > 1 && { length: kind.length }),
    slots: slots.map((slot) => bells.slots[slot].id),
    ...(kind.room.length > 0 && { roomFeatures: [...kind.room] }),
    roles: roles.map(({ role, count, skills, ...rest }) => ({ role, ...(count > 0 && { count }), ...rest, ...(skills.length > 0 && { skills }) })),
    ...(kind.fee && { fee: kind.fee }),
    ...(tutoring && { tutoring }),
    ...(kind.everyone && { everyone: true }),
    ...(from && { from }),
  }))
}

/** Classes that another class or the library hosts. */
export function hostsOf(
  { bells, classes, rooms }: World,
  care: readonly { slot: number; hostClass: number; room: number; classes: readonly number[] }[],
): Timetable['care'] {
  return care.flatMap((group) =>
    group.classes
      .filter((guest) => guest !== group.hostClass)
      .map((guest) => ({
        class: classes[guest].id,
        slot: bells.slots[group.slot].id,
        host: group.hostClass < 0 ? rooms[group.room].id : classes[group.hostClass].id,
      })),
  )
}

export function sectionsOf({ activities, bells, rooms, pupils }: World, { sections }: Planting): Timetable['sections'] {
  return sections.map(({ activity, number, sessions, students }) => ({
    activity: activities[activity].id,
    number,
    sessions: sessions.map(({ slot, room }) => ({ slot: bells.slots[slot].id, room: rooms[room].id })),
    students: students.toSorted((a, b) => a - b).map((student) => pupils[student].id),
  }))
}
