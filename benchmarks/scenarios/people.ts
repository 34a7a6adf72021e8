import type { Staff, StaffKind, Weekday } from '../../models/after-school/plan.ts'
import type { Random } from '../../src/kernel/random.ts'
import type { Interval } from './bells.ts'
import { clubKinds } from './catalogue.ts'
import { between, chance, indicesWhere, oneOf, shuffled } from './draw.ts'
import { names } from './names.ts'
import type { Planting } from './sections.ts'
import type { World } from './world.ts'

/** The staff before anybody is seated: who teaches whom, who volunteers, whose certificates hold when. */

export interface Seat extends Interval {
  /** index of the job */
  readonly job: number
  readonly weekday: Weekday
  readonly weight: number
  readonly periods: readonly number[]
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly kind: StaffKind
  readonly inService: boolean
  readonly institution?: string
  /** index; where an external serves depends on the club */
  readonly site: number
  readonly teaches: readonly number[]
  readonly homeroom: number
  /** volunteers at all */
  readonly serving: boolean
  readonly certificates: Staff['certificates']
  /** by season: vetted on every date of it */
  readonly valid: readonly boolean[]
  readonly skills: Set<string>
  /** weekdays on which this person serves or is ready to */
  readonly days: Set<Weekday>
  /** by season */
  readonly seats: Seat[][]
  /** activities led or helped in, ids */
  readonly activities: Set<string>
  /** sections that this external is found for */
  readonly sections: number[]
  mayLeadDuty: boolean
}

const skills = [...new Set(clubKinds.flatMap(({ skill }) => skill ?? []))]
const skillShare = 0.18
const schoolStaffShare = 0.06
/** Shares of those who volunteer: vetting lapses in mid-term, comes too late for September, is still pending. */
const lapsing = 0.04
const late = 0.02
const pending = 0.015
/** in a school of so many people, shares are chances */
const few = 30
/** Externals whom no club waits for: parents who help at the gate. */
const gateParents = 0.2
/** Externals lead up to a third of the clubs. */
const externalClubs = 0.3

/** @param fate decides in a small school whether somebody's vetting is flawed; nobody's is without */
export function peopleOf(random: Random, fate: Random | undefined, world: World, planting: Planting): Person[] {
  const { shape, activities } = world
  const total = names(random, shape.staff)
  const inService = shape.staff - shape.externals
  const people = [...ownStaff(random, fate, world, total.slice(0, inService)), ...externalsOf(random, world, planting, total.slice(inService))]
  // no club is on offer that nobody has the skill for; where people are few, nobody whose vetting holds all term
  const leads = ({ serving, valid }: Person) => serving && (people.length > few || valid.every(Boolean))
  const able = people.filter((person) => person.inService && leads(person))
  for (const skill of activities.flatMap(({ kind }) => kind.skill ?? [])) {
    if (!people.some((person) => leads(person) && person.skills.has(skill))) oneOf(random, able).skills.add(skill)
  }
  return people
}

function ownStaff(random: Random, fate: Random | undefined, world: World, people: readonly string[]): Person[] {
  const { shape, classes } = world
  // whoever has a class of their own volunteers before others do
  const homeroom = people.map((_, i) => (i < classes.length ? i : -1))
  const serving = Math.round(shape.servingShare * people.length)
  const reluctance = homeroom.map((own) => random.unit() - (own >= 0 ? 0.7 : 0))
  const silent = new Set([...homeroom.keys()].sort((a, b) => reluctance[b] - reluctance[a]).slice(0, people.length - serving))
  const flawed = shuffled(
    random,
    indicesWhere(people, (i) => !silent.has(i)),
  )
  // of a few people, somebody now and then: as often as of many
  const some = (part: number) => (fate ? Math.floor(part * serving) + (chance(fate, (part * serving) % 1) ? 1 : 0) : 0)
  const share = (part: number) => flawed.splice(0, people.length > few ? Math.max(1, Math.round(part * serving)) : some(part))
  const [lapses, comesLate, waits] = [new Set(share(lapsing)), new Set(share(late)), new Set(share(pending))]
  const perSite = Math.ceil((people.length - classes.length) / shape.sites.length)
  return people.map((name, i): Person => {
    const own = homeroom[i]
    const site = own >= 0 ? classes[own].site : Math.floor((i - classes.length) / perSite)
    const office = own < 0 && chance(random, schoolStaffShare * (people.length / (people.length - classes.length)))
    return {
      id: `t${String(i + 1).padStart(String(people.length).length, '0')}`,
      name,
      kind: office ? 'school-staff' : 'teacher',
      inService: true,
      site,
      teaches: office ? [] : classesTaught(random, world, own, site),
      homeroom: own,
      serving: !silent.has(i) && !waits.has(i),
      certificates: lapses.has(i) ? lapsed(random) : comesLate.has(i) ? lateComer : waits.has(i) ? unfinished : sound(random),
      valid: [!comesLate.has(i) && !waits.has(i), !lapses.has(i) && !waits.has(i)],
      skills: new Set(skills.filter(() => chance(random, skillShare / 2))),
      days: new Set(),
      seats: [[], []],
      activities: new Set(),
      sections: [],
      mayLeadDuty: own < 0 && chance(random, 0.15),
    }
  })
}

function classesTaught(random: Random, { classes }: World, own: number, site: number): number[] {
  if (own >= 0) {
    const near = indicesWhere(classes, (c) => c !== own && classes[c].site === site && classes[c].grade === classes[own].grade)
    return near.length > 0 && chance(random, 0.5) ? [own, oneOf(random, near)].sort((a, b) => a - b) : [own]
  }
  const grade = between(random, 1, 6)
  const near = indicesWhere(classes, (c) => classes[c].site === site && Math.abs(classes[c].grade - grade) <= 1)
  return shuffled(random, near)
    .slice(0, between(random, 2, 5))
    .sort((a, b) => a - b)
}

const sound = (random: Random): Staff['certificates'] => ({
  character: { status: 'cleared' },
  health: { until: oneOf(random, ['2027-03-31', '2027-06-30', '2027-08-31']) },
  qualification: {},
})
const lapsed = (random: Random): Staff['certificates'] => ({
  character: { status: 'cleared' },
  health: { until: oneOf(random, ['2026-10-31', '2026-11-15', '2026-11-30', '2026-12-15']) },
  qualification: {},
})
/** Valid from the first date of the winter bells. */
const lateComer: Staff['certificates'] = { character: { status: 'cleared', from: '2026-10-08' }, health: { until: '2027-08-31' }, qualification: {} }
const unfinished: Staff['certificates'] = { character: { status: 'pending' }, health: { until: '2027-06-30' }, qualification: {} }

/** Finds leaders from outside for some of the planted clubs, at most two clubs each; the rest are parents for the gate. */
function externalsOf(random: Random, world: World, { sections }: Planting, people: readonly string[]): Person[] {
  const { activities, bells, classes } = world
  const parents = Math.floor(gateParents * people.length)
  const found: { kind: StaffKind; activity: number; site: number; sections: number[] }[] = []
  const clubs = sections.filter(({ activity }) => !activities[activity].tutoring && !activities[activity].kind.everyone)
  let left = Math.floor(externalClubs * clubs.length)
  for (const section of shuffled(random, clubs)) {
    const kind = activities[section.activity].kind.external
    if (!kind || left === 0) continue
    const index = sections.indexOf(section)
    const days = new Set(section.sessions.map(({ slot }) => bells.slots[slot].weekday))
    const again = found.find(
      (person) =>
        person.activity === section.activity &&
        person.sections.length < 2 &&
        person.sections.every((other) => sections[other].sessions.every(({ slot }) => !days.has(bells.slots[slot].weekday))),
    )
    if (again) again.sections.push(index)
    else if (found.length < people.length - parents) found.push({ kind, activity: section.activity, site: section.site, sections: [index] })
    else continue
    left--
  }
  return people.map((name, i): Person => {
    const role = found[i]
    const skill = role && activities[role.activity].kind.skill
    return {
      id: `x${String(i + 1).padStart(2, '0')}`,
      name,
      kind: role?.kind ?? 'parent',
      inService: false,
      ...(role?.kind === 'institution' && { institution: '洛城青少年科技活动中心' }),
      site: role?.site ?? classes[random.below(classes.length)].site,
      teaches: [],
      homeroom: -1,
      serving: true,
      certificates: sound(random),
      valid: [true, true],
      skills: new Set(skill ? [skill] : []),
      days: new Set(),
      seats: [[], []],
      activities: new Set(),
      sections: role?.sections ?? [],
      mayLeadDuty: false,
    }
  })
}
