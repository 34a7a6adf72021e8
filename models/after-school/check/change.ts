import type { Section, TimetableParts } from '../timetable.ts'
import { hostsOf } from './care-groups.ts'
import type { Facts } from './facts.ts'
import type { CheckFinding, Pricer } from './finding.ts'
import { postKey, postText, postWhere } from './post-names.ts'
import { listText, nameOf, sectionText, slotText } from './text.ts'

/** What a difference from the baseline counts for. */
const units = { seat: 1, room: 2, host: 2, student: 3, session: 4 } as const

export const change: Pricer = ({ facts, timetable }) => {
  const baseline = facts.plan.baseline
  if (!baseline) return []
  return [...changedSections(facts, baseline, timetable), ...changedHosts(facts, baseline, timetable), ...changedPosts(facts, baseline, timetable)]
}

const sectionKey = (section: Section): string => JSON.stringify([section.activity, section.number])

function changedSections(facts: Facts, baseline: TimetableParts, timetable: TimetableParts): CheckFinding[] {
  const before = new Map(baseline.sections.map((section) => [sectionKey(section), section]))
  const now = new Map(timetable.sections.map((section) => [sectionKey(section), section]))
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((key) => {
    const [old, own] = [before.get(key), now.get(key)]
    const section = (old ?? own)!
    const where = { activity: section.activity, section: String(section.number) }
    const group = sectionText(facts.activities.get(section.activity)!, section.number)
    const students = [...changedStudents(old, own)].map(({ student, joined }) => ({
      amount: units.student,
      where: { ...where, student },
      text: joined
        ? { en: `${nameOf(facts.students.get(student)!)} joins ${group.en}`, zh: `${nameOf(facts.students.get(student)!)}加入${group.zh}` }
        : { en: `${nameOf(facts.students.get(student)!)} leaves ${group.en}`, zh: `${nameOf(facts.students.get(student)!)}退出${group.zh}` },
    }))
    const sessions = cheapestMatching(distinct(old?.sessions), distinct(own?.sessions)).flatMap(([was, is]): CheckFinding[] => {
      const amount = sessionCost(was, is)
      if (amount === 0) return []
      const place = (session: Session) => ({
        en: `${slotText(facts.slots.get(session.slot)!).en} in ${nameOf(facts.rooms.get(session.room)!)}`,
        zh: `${slotText(facts.slots.get(session.slot)!).zh}${nameOf(facts.rooms.get(session.room)!)}`,
      })
      const at = { ...where, slot: (is ?? was)!.slot }
      if (!was) return [{ amount, where: at, text: { en: `${group.en} now meets on ${place(is!).en}`, zh: `${group.zh}新增${place(is!).zh}` } }]
      if (!is) return [{ amount, where: at, text: { en: `${group.en} no longer meets on ${place(was).en}`, zh: `${group.zh}取消${place(was).zh}` } }]
      return [
        {
          amount,
          where: at,
          text: { en: `${group.en} moves from ${place(was).en} to ${place(is).en}`, zh: `${group.zh}由${place(was).zh}改到${place(is).zh}` },
        },
      ]
    })
    return [...students, ...sessions]
  })
}

function* changedStudents(old: Section | undefined, own: Section | undefined) {
  const before = new Set(old?.students)
  const now = new Set(own?.students)
  for (const student of before) if (!now.has(student)) yield { student, joined: false }
  for (const student of now) if (!before.has(student)) yield { student, joined: true }
}

type Session = Section['sessions'][number]

/** sessions compare as sets */
const distinct = (sessions: readonly Session[] = []): Session[] => [...new Map(sessions.map((one) => [JSON.stringify([one.slot, one.room]), one])).values()]

type Pair = readonly [was: Session | undefined, is: Session | undefined]

/** Another slot is one move, whatever its room; a session in one only counts as much. */
function sessionCost(was: Session | undefined, is: Session | undefined): number {
  if (!was || !is || was.slot !== is.slot) return units.session
  return was.room === is.room ? 0 : units.room
}

const totalCost = (pairs: readonly Pair[]): number => pairs.reduce((sum, [was, is]) => sum + sessionCost(was, is), 0)

/** Tries every matching: a section has at most 7 sessions. */
function cheapestMatching(before: readonly Session[], now: readonly Session[]): Pair[] {
  if (before.length === 0) return now.map((is) => [undefined, is])
  const [was, ...rest] = before
  const alone: Pair[][] = before.length > now.length ? [[[was, undefined], ...cheapestMatching(rest, now)]] : []
  const matched = now.map((is, i): Pair[] => [[was, is], ...cheapestMatching(rest, now.toSpliced(i, 1))])
  return [...alone, ...matched].reduce((best, pairs) => (totalCost(pairs) < totalCost(best) ? pairs : best))
}

/** Host differs, per class and slot. */
function changedHosts(facts: Facts, baseline: TimetableParts, timetable: TimetableParts): CheckFinding[] {
  const before = hostsOf(baseline)
  const now = hostsOf(timetable)
  return facts.plan.classes.flatMap((schoolClass) =>
    facts.plan.slots.flatMap((slot) => {
      const was = before.get(schoolClass.id)?.get(slot.id) ?? schoolClass.id
      const is = now.get(schoolClass.id)?.get(slot.id) ?? schoolClass.id
      if (was === is) return []
      const name = (host: string) => nameOf(facts.classes.get(host) ?? facts.rooms.get(host)!)
      const at = slotText(slot)
      return [
        {
          amount: units.host,
          where: { class: schoolClass.id, slot: slot.id, host: is },
          text: {
            en: `care of ${nameOf(schoolClass)} on ${at.en} moves from ${name(was)} to ${name(is)}`,
            zh: `${at.zh}${nameOf(schoolClass)}托管由${name(was)}改到${name(is)}`,
          },
        },
      ]
    }),
  )
}

/** Per post and season: the larger number of people, less those in both. */
function changedPosts(facts: Facts, baseline: TimetableParts, timetable: TimetableParts): CheckFinding[] {
  const index = (parts: TimetableParts) => new Map(parts.posts.map((post) => [JSON.stringify([post.season, postKey(post)]), post]))
  const before = index(baseline)
  const now = index(timetable)
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((key) => {
    const post = (now.get(key) ?? before.get(key))!
    const was = [...new Set(before.get(key)?.staff)]
    const is = now.get(key)?.staff ?? []
    const amount = Math.max(was.length, is.length) - was.filter((person) => is.includes(person)).length
    if (amount === 0) return []
    const people = (ids: readonly string[]) => (ids.length === 0 ? { en: 'nobody', zh: '无人' } : listText(ids.map((id) => nameOf(facts.staff.get(id)!))))
    const text = postText(facts, post)
    const season = nameOf(facts.plan.seasons.find(({ id }) => id === post.season)!)
    return [
      {
        amount: amount * units.seat,
        where: { ...postWhere(post), season: post.season },
        text: {
          en: `${text.en} in ${season} goes from ${people(was).en} to ${people(is).en}`,
          zh: `${season}${text.zh}由${people(was).zh}改为${people(is).zh}`,
        },
      },
    ]
  })
}
