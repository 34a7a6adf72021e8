import type { Random } from '../../src/kernel/random.ts'
import { occupied, overlap, spanOf } from './bells.ts'
import { best, between, chance, indicesWhere, shuffled } from './draw.ts'
import { RoomDiary } from './room-diary.ts'
import type { World } from './world.ts'

/** Plants the running clubs: slots, rooms and children that break no rule. */

export interface SectionDraft {
  readonly activity: number
  /** from 1, within the activity */
  readonly number: number
  readonly site: number
  /** first slot and room */
  readonly sessions: readonly { readonly slot: number; readonly room: number }[]
  readonly students: number[]
}

export interface Planting {
  readonly sections: SectionDraft[]
  /** by student, indices of their sections */
  readonly enrolled: number[][]
  readonly diary: RoomDiary
}

/** A club runs at most so often on one site. */
const mostPerSite = 3

export function plantSections(random: Random, world: World): Planting {
  const { shape, classes, pupils, activities } = world
  const planting: Planting = { sections: [], enrolled: pupils.map(() => []), diary: new RoomDiary(world) }
  const target = Math.round(shape.sectionsPerClass * classes.length)
  const wishers = activities.map((_, activity) =>
    shape.sites.map((_, site) => indicesWhere(pupils, (i) => pupils[i].choices.includes(activity) && classes[pupils[i].class].site === site)),
  )
  const running = activities.map(() => shape.sites.map(() => 0))
  const open = activities.flatMap((activity, index) =>
    activity.tutoring || activity.kind.everyone ? [] : shape.sites.map((_, site) => ({ activity: index, site })),
  )
  // until the school has its clubs or nothing more finds room, leader's slot and children: next is the club that most are waiting for
  while (planting.sections.length < target && open.length > 0) {
    const next = best(random, open, ({ activity, site }) => waiting(world, planting, activity, wishers[activity][site]).length / (1 + running[activity][site]))!
    const planted = plantOne(random, world, planting, next.activity, next.site, waiting(world, planting, next.activity, wishers[next.activity][next.site]))
    if (planted) running[next.activity][next.site]++
    if (!planted || running[next.activity][next.site] === mostPerSite) open.splice(open.indexOf(next), 1)
  }
  for (const [index, activity] of activities.entries()) {
    const count = planting.sections.filter((section) => section.activity === index).length
    activity.sections = { min: count > 0 && chance(random, 0.4) ? 1 : 0, max: Math.max(1, count + (chance(random, 0.5) ? 1 : 0)) }
  }
  return planting
}

/** @returns those who wish the club, want one more, and are not in it */
const waiting = ({ pupils }: World, { sections, enrolled }: Planting, activity: number, wishers: readonly number[]): number[] =>
  wishers.filter((i) => enrolled[i].length < pupils[i].wanted && !enrolled[i].some((section) => sections[section].activity === activity))

function plantOne(random: Random, world: World, planting: Planting, activity: number, site: number, takers: readonly number[]): boolean {
  const { kind, sessionsPerWeek, slots } = world.activities[activity]
  const [least, most] = kind.size
  if (takers.length < least) return false
  const weeks = sessionsPerWeek === 1 ? slots.map((slot) => [slot]) : pairsOnTwoDays(random, world, slots)
  const choices = weeks.flatMap((week) => {
    const rooms = week.map((slot) => planting.diary.find(random, activity, site, slot))
    if (rooms.includes(-1)) return []
    const sessions = week.map((slot, i) => ({ slot, room: rooms[i] }))
    const able = takers.filter((student) => canJoin(world, planting, student, activity, sessions))
    return able.length < least ? [] : [{ sessions, able }]
  })
  const chosen = best(
    random,
    choices,
    ({ sessions, able }) => Math.min(able.length, most) - sessions.reduce((sum, { slot }) => sum + planting.diary.sessionsAt(site, slot), 0),
  )
  if (!chosen) return false
  // who comes first gets in first; then the more wished; then by lot
  const rank = (i: number) => (world.pupils[i].priority.length > 0 ? 0 : 10) + world.pupils[i].choices.indexOf(activity)
  const places = Math.min(...chosen.sessions.map(({ room }) => world.rooms[room].capacity), between(random, Math.max(least, Math.floor(0.85 * most)), most))
  const students = shuffled(random, chosen.able)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, places)
  addSection(world, planting, activity, site, chosen.sessions, students)
  return true
}

export function addSection(
  { activities }: World,
  { sections, enrolled, diary }: Planting,
  activity: number,
  site: number,
  sessions: SectionDraft['sessions'],
  students: number[],
): void {
  const number = 1 + sections.filter((section) => section.activity === activity).length
  for (const student of students) enrolled[student].push(sections.length)
  for (const { slot, room } of sessions) diary.enter(site, slot, room, activities[activity].kind.length)
  sections.push({ activity, number, site, sessions, students })
}

/** Whether nothing but wish, size and site stands against it: grade, days, clashes, needs. */
export function canJoin(world: World, planting: Planting, student: number, activity: number, sessions: SectionDraft['sessions']): boolean {
  const { bells, rooms, classes, pupils, activities } = world
  const pupil = pupils[student]
  const { grades, kind } = activities[activity]
  if (!grades.includes(classes[pupil.class].grade)) return false
  return sessions.every(({ slot, room }) => {
    const taken = occupied(slot, kind.length)
    if (!taken.every((s) => pupil.attends[s])) return false
    if (!pupil.needs.every((need) => rooms[room].features.includes(need))) return false
    return planting.enrolled[student].every((index) => {
      const other = planting.sections[index]
      return other.sessions.every((session) => !atOnce(bells.slots, taken, occupied(session.slot, activities[other.activity].kind.length)))
    })
  })
}

/** Whether two spans of slots overlap in some season. */
export function atOnce(slots: World['bells']['slots'], a: readonly number[], b: readonly number[]): boolean {
  if (slots[a[0]].weekday !== slots[b[0]].weekday) return false
  return slots[a[0]].at.some((_, season) => {
    const [first, second] = [spanOf(slots, a, season), spanOf(slots, b, season)]
    return first !== undefined && second !== undefined && overlap(first, second)
  })
}

function pairsOnTwoDays(random: Random, { bells }: World, slots: readonly number[]): number[][] {
  const pairs = slots.flatMap((a, i) =>
    slots.slice(i + 1).flatMap((b) => (bells.slots[a].weekday !== bells.slots[b].weekday && bells.slots[a].band === bells.slots[b].band ? [[a, b]] : [])),
  )
  return shuffled(random, pairs).slice(0, 12)
}
