import { describe, expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { clubPlaces, nameBackups, type PostRef, type PriceChange, sectionPlaces, substitutes } from '../../../../models/after-school/explain/index.ts'
import { inServiceKinds, type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { Draw } from '../../../support/draw.ts'
import { smallPlan } from '../../../support/plan.ts'
import { grown } from '../rebalance/school.ts'

const schools = [grown('village', 3), grown('town', 5)]

/** check(after) − check(before), row by row */
function checked(plan: Plan, before: TimetableParts, after: TimetableParts): PriceChange {
  const [a, b] = [checkTimetable(plan, before), checkTimetable(plan, after)]
  const rows = b.constraints.map((row, i) => [row.id, row.cost - a.constraints[i].cost] as const).filter(([, cost]) => cost !== 0)
  return { hard: b.hard - a.hard, medium: b.medium - a.medium, soft: b.soft - a.soft, rows: Object.fromEntries(rows) }
}

const same = (a: PostRef, { staff: _, ...b }: TimetableParts['posts'][number]) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())

/** the timetable with somebody else at some posts */
const seated = (timetable: TimetableParts, takes: readonly PostRef[], out: string, into: string): TimetableParts => ({
  ...timetable,
  posts: timetable.posts.map((post) => (takes.some((ref) => same(ref, post)) ? { ...post, staff: [...post.staff.filter((id) => id !== out), into] } : post)),
})

it('puts no session where another one of the section is not over yet', () => {
  const plan = planSchema.parse(
    smallPlan((input) => {
      const bells = [
        ['16:00', '16:30'],
        ['16:35', '17:05'],
        ['17:10', '17:40'],
      ]
      const days = ['mon', 'tue'] as const
      input.slots = days.flatMap((weekday) => bells.map((_, i) => ({ id: `${weekday}-${i + 1}`, weekday, period: i + 1 })))
      input.seasons = [
        {
          id: 'all',
          from: '2026-09-01',
          bells: Object.fromEntries(days.flatMap((day) => bells.map(([start, end], i) => [`${day}-${i + 1}`, { start, end }]))),
        },
      ]
      for (const own of input.classes) own.dismissal = { all: '15:50' }
      for (const child of input.students) {
        child.attends = input.slots.map(({ id }) => id)
        child.choices = child.choices!.filter((choice) => choice === 'painting')
        child.clubsWanted = child.choices.length
      }
      input.activities = [{ ...input.activities[2], sessionsPerWeek: 2, slots: ['mon-1', 'mon-2', 'tue-1', 'tue-2'] }]
      input.rooms.push({ ...input.rooms[2], id: 'ART2' })
    }),
  )
  const sessions = ['mon-1', 'tue-1'].map((slot) => ({ slot, room: 'ART' }))
  const timetable: TimetableParts = { sections: [{ activity: 'painting', number: 1, sessions, students: ['S02', 'S04'] }], care: [], posts: [] }
  const places = sectionPlaces(plan, timetable, { activity: 'painting', number: 1, slot: 'tue-1', limit: 30 })
  expect([...new Set(places.map(({ slot }) => slot))].sort()).toEqual(['tue-1', 'tue-2'])
  for (const { change, after } of places) expect(change).toEqual(checked(plan, timetable, after))
})

describe.each(schools.map((school, i) => [i, school] as const))('school %i', (seed, { plan, timetable }) => {
  const draw = new Draw(seed)

  it('prices every substitute as the checker does', () => {
    for (let i = 0; i < 4; i++) {
      const post = draw.pick(timetable.posts.filter(({ staff }) => staff.length > 0))
      const out = post.staff[0]
      const posts = timetable.posts
        .filter((other) => other.season === post.season && other.staff.includes(out))
        .slice(0, draw.between(1, 3))
        .map(({ staff: _, ...ref }): PostRef => ref)
      const people = substitutes(plan, timetable, { posts, instead: out, limit: 4 })
      for (const { staff, takes, change, load, day } of people) {
        expect(change, `${staff} for ${out}`).toEqual(checked(plan, timetable, seated(timetable, takes, out, staff)))
        expect(change.hard).toBe(0)
        expect(load.sessions).toBeLessThanOrEqual(load.limit)
        expect(load.term).toBeGreaterThanOrEqual(load.sessions)
        expect(day.some((entry) => entry.post && same(takes[0], { ...entry.post, staff: [] }))).toBe(true)
      }
      for (let k = 1; k < people.length; k++) expect(people[k - 1].takes.length).toBeGreaterThanOrEqual(people[k].takes.length)
    }
  })

  it('prices another slot or room of a section as the checker does', () => {
    for (let i = 0; i < 2; i++) {
      const { activity, number, sessions } = draw.pick(timetable.sections)
      for (const { change, after, slot, room } of sectionPlaces(plan, timetable, { activity, number, slot: sessions[0].slot, limit: 4 })) {
        expect(change, `${activity} ${slot} ${room}`).toEqual(checked(plan, timetable, after))
      }
    }
  })

  it('prices another club of a student as the checker does', () => {
    const students = plan.students.filter(({ choices }) => choices.length > 1)
    let found = 0
    for (let i = 0; i < 12; i++) {
      const student = draw.pick(students)
      for (const { change, after, activity } of clubPlaces(plan, timetable, student.id).slice(0, 2)) {
        found++
        expect(change, `${student.id} ${activity}`).toEqual(checked(plan, timetable, after))
      }
    }
    expect(found).toBeGreaterThan(0)
  })

  it('names one backup for external leaders, and nobody twice at once', () => {
    const { backups, without } = nameBackups(plan, timetable)
    const kinds = new Map(plan.staff.map(({ id, kind }) => [id, kind]))
    const led = (section: { activity: string; number: number }) =>
      timetable.posts.filter((post) => post.kind === 'section' && post.role === 'lead' && post.activity === section.activity && post.number === section.number)
    const externals = timetable.sections.filter((section) => led(section).some((post) => post.staff.some((id) => !inServiceKinds.includes(kinds.get(id)!))))
    expect(backups.length + without.length).toBe(externals.length)
    for (const backup of backups) {
      let now: TimetableParts = timetable
      for (const post of led(backup)) now = { ...now, posts: now.posts.map((other) => (other === post ? { ...post, staff: [backup.staff] } : other)) }
      expect(checkTimetable(plan, now).hard, `${backup.staff} steps in for ${backup.activity}`).toBe(0)
    }
    const stepsIn = (post: TimetableParts['posts'][number]) => backups.find((backup) => led(backup).includes(post))?.staff
    const all = { ...timetable, posts: timetable.posts.map((post) => ({ ...post, staff: stepsIn(post) ? [stepsIn(post)!] : post.staff })) }
    expect(checkTimetable(plan, all).constraints.find(({ id }) => id === 'staff-clash')!.amount, 'all step in on one day').toBe(0)
  })
})

it('prices nothing against a timetable that breaks a rule already', () => {
  const [{ plan, timetable }] = schools
  const [first] = timetable.posts
  const outsider =
    plan.staff.find(({ offers }) => offers.length === 0)?.id ?? plan.staff.find((person) => person.offers.every((offer) => offer.weekday !== 'mon'))!.id
  const monday = timetable.posts.find((post) => (post.kind === 'duty' ? post.block : post.slot).startsWith('mon')) ?? first
  const wrong = { ...timetable, posts: timetable.posts.map((post) => (post === monday ? { ...post, staff: [outsider] } : post)) }
  expect(() => substitutes(plan, wrong, { posts: [monday] })).toThrow(FaultError)
})
