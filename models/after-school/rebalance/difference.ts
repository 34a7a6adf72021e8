import { hostsOf } from '../check/care-groups.ts'
import type { Facts } from '../check/facts.ts'
import { type PostId, postKey, postText, postWhere } from '../check/post-names.ts'
import { listText, nameOf, sectionText, slotText } from '../check/text.ts'
import type { Weekday } from '../plan.ts'
import type { Text } from '../policy/index.ts'
import type { TimetableParts } from '../timetable.ts'
import type { CancelledSession } from './cancel.ts'
import { plainName } from './short.ts'

/** One thing that is not as it was. */
export interface Difference {
  readonly kind: 'seat' | 'room' | 'session' | 'cancelled' | 'student' | 'care'
  readonly weekday: Weekday
  /** the dates on which it holds */
  readonly dates: readonly string[]
  /** ids of what it concerns */
  readonly where: Readonly<Record<string, string>>
  /** people, rooms, slots or hosts, by id */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** who must be told, by id: the people who serve, the families, the classes (their homeroom teachers) */
  readonly notify: { readonly staff: readonly string[]; readonly students: readonly string[]; readonly classes: readonly string[] }
  readonly text: Text
}

interface Compared {
  readonly facts: Facts
  readonly before: TimetableParts
  readonly after: TimetableParts
  readonly cancelled: readonly CancelledSession[]
  /** that were planned anew */
  readonly dates: readonly { readonly date: string; readonly runs: Weekday }[]
  /** all of the weeks */
  readonly weeks: readonly { readonly date: string; readonly runs: Weekday }[]
}

/** a section by the name that people know, all its parts together */
interface Section {
  readonly activity: string
  readonly number: number
  /** each with the students who are there */
  readonly sessions: readonly Session[]
  readonly students: readonly string[]
}
interface Session {
  readonly slot: string
  readonly room: string
  readonly students: readonly string[]
}
interface Plain {
  readonly sections: ReadonlyMap<string, Section>
  readonly posts: TimetableParts['posts']
}

type Posts = ReadonlyMap<string, { readonly id: PostId; readonly staff: readonly string[] }>
type Entry = Omit<Difference, 'weekday' | 'dates'> & { readonly slot: string }

/** Everything that differs on the dates, each thing once. @param compared timetables of one season; a shortened section counts as itself */
export function differences(compared: Compared): Difference[] {
  const { facts } = compared
  const before = plain(facts, compared.before)
  const after = plain(facts, compared.after)
  const entries = [
    ...sectionEntries(compared, before, after),
    ...careEntries(facts, compared.before, compared.after),
    ...seatEntries(compared, before.posts, after.posts),
  ]
  const datesOf = Map.groupBy(compared.dates, ({ runs }) => runs)
  const weeksOf = Map.groupBy(compared.weeks, ({ runs }) => runs)
  return entries.flatMap(({ slot, ...entry }) => {
    const { weekday } = facts.slots.get(slot)!
    // who leaves a group that cannot be parted is not there on the other days either
    const dates = (datesOf.get(weekday) ?? (entry.kind === 'student' ? weeksOf.get(weekday) : undefined) ?? []).map(({ date }) => date)
    return dates.length === 0 ? [] : [{ ...entry, weekday, dates }]
  })
}

/** sections and posts under the names that people know */
function plain({ plan }: Facts, parts: TimetableParts): Plain {
  const sections = Map.groupBy(parts.sections, (section) => keyOf(plainName(plan, section)))
  return {
    sections: new Map(
      [...sections].map(([key, own]) => [
        key,
        {
          ...plainName(plan, own[0]!),
          sessions: own.flatMap(({ sessions, students }) => sessions.map((session) => ({ ...session, students }))),
          students: [...new Set(own.flatMap(({ students }) => students))],
        },
      ]),
    ),
    posts: parts.posts.map((post) => (post.kind === 'section' ? { ...post, ...plainName(plan, post) } : post)),
  }
}

const keyOf = ({ activity, number }: { activity: string; number: number }): string => JSON.stringify([activity, number])

function sectionEntries({ facts, cancelled }: Compared, before: Plain, after: Plain): Entry[] {
  const [was, is] = [before.sections, after.sections]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, own] = [was.get(key), is.get(key)]
    const section = (own ?? old)!
    const off = cancelled.filter((session) => keyOf(session) === key).map((session) => session.slot)
    const leaders = ({ posts }: Plain, slot: string) =>
      posts.flatMap((post) => (post.kind === 'section' && keyOf(post) === key && post.slot === slot ? post.staff : []))
    const told = (slot: string) => ({
      staff: [...new Set([...leaders(before, slot), ...leaders(after, slot)])],
      students: [...new Set([...(old?.students ?? []), ...(own?.students ?? [])])],
      classes: [],
    })
    const group = sectionText(facts.activities.get(section.activity)!, section.number)
    const where = { activity: section.activity, section: String(section.number) }
    const gone = off
      .filter((slot) => old?.sessions.some((session) => session.slot === slot))
      .map((slot): Entry => {
        const at = slotText(facts.slots.get(slot)!)
        const text = { en: `${group.en} does not meet on ${at.en}; its students are in care`, zh: `${at.zh}${group.zh}停课，学生参加班级托管` }
        return { kind: 'cancelled', slot, where: { ...where, slot }, before: [slot], after: [], notify: told(slot), text }
      })
    return [
      ...gone,
      ...sessionEntries(facts, old, own, off, where, group, told),
      ...studentEntries(facts, pairs(old, own, off), where, group, leaders.bind(undefined, after)),
    ]
  })
}

function sessionEntries(
  facts: Facts,
  old: Section | undefined,
  own: Section | undefined,
  off: readonly string[],
  where: Record<string, string>,
  group: Text,
  told: (slot: string) => Difference['notify'],
): Entry[] {
  if (!own) return []
  const place = ({ slot, room }: Session): Text => {
    const at = slotText(facts.slots.get(slot)!)
    return { en: `${at.en} in ${nameOf(facts.rooms.get(room)!)}`, zh: `${at.zh}${nameOf(facts.rooms.get(room)!)}` }
  }
  const entries: Entry[] = []
  const moved: [was: Session | undefined, session: Session][] = []
  for (const [was, session] of pairs(old, own, off)) {
    if (!session) continue
    if (was?.slot !== session.slot) {
      moved.push([was, session])
      continue
    }
    if (was.room === session.room) continue
    const text = {
      en: `${group.en} on ${place(session).en} instead of ${nameOf(facts.rooms.get(was.room)!)}`,
      zh: `${group.zh}改在${place(session).zh}（原${nameOf(facts.rooms.get(was.room)!)}）`,
    }
    entries.push({
      kind: 'room',
      slot: session.slot,
      where: { ...where, slot: session.slot },
      before: [was.room],
      after: [session.room],
      notify: told(session.slot),
      text,
    })
  }
  for (const [was, session] of moved) {
    const text = was
      ? { en: `${group.en} moves from ${place(was).en} to ${place(session).en}`, zh: `${group.zh}由${place(was).zh}改到${place(session).zh}` }
      : { en: `${group.en} now meets on ${place(session).en}`, zh: `${group.zh}新增${place(session).zh}` }
    entries.push({
      kind: 'session',
      slot: session.slot,
      where: { ...where, slot: session.slot },
      before: was ? [was.slot, was.room] : [],
      after: [session.slot, session.room],
      notify: told(session.slot),
      text,
    })
  }
  return entries
}

/** Sessions that were and that are: at the same slot, then those that have moved, in their order; what was cancelled is left out. */
function pairs(old: Section | undefined, own: Section | undefined, off: readonly string[]): [was: Session | undefined, is: Session | undefined][] {
  const left = (old?.sessions ?? []).filter((session) => !off.includes(session.slot))
  const same = new Map((own?.sessions ?? []).map((session) => [session, left.find((other) => other.slot === session.slot)]))
  const rest = left.filter((session) => ![...same.values()].includes(session))
  const all = [...same].map(([session, was]): [Session | undefined, Session | undefined] => [was ?? rest.shift(), session])
  return [...all, ...rest.map((was): [Session, undefined] => [was, undefined])]
}

/** one for each session that somebody comes to, or comes to no more */
function studentEntries(
  facts: Facts,
  sessions: readonly [was: Session | undefined, is: Session | undefined][],
  where: Record<string, string>,
  group: Text,
  leaders: (slot: string) => string[],
): Entry[] {
  return sessions.flatMap(([old, own]) => {
    const was = new Set(old?.students)
    const is = new Set(own?.students)
    const { slot } = (own ?? old)!
    const at = slotText(facts.slots.get(slot)!)
    return [...new Set([...was, ...is])].flatMap((student) => {
      if (was.has(student) === is.has(student)) return []
      const joins = is.has(student)
      const name = nameOf(facts.students.get(student) ?? { id: student })
      const classId = facts.students.get(student)?.class
      const text = joins
        ? { en: `${name} joins ${group.en} on ${at.en}`, zh: `${name}加入${at.zh}${group.zh}` }
        : { en: `${name} leaves ${group.en} on ${at.en}`, zh: `${name}退出${at.zh}${group.zh}` }
      const notify = { staff: leaders(slot), students: [student], classes: classId === undefined ? [] : [classId] }
      const id = [`${where.activity} ${where.section}`]
      return [{ kind: 'student' as const, slot, where: { ...where, slot, student }, before: joins ? [] : id, after: joins ? id : [], notify, text }]
    })
  })
}

function careEntries(facts: Facts, before: TimetableParts, after: TimetableParts): Entry[] {
  const [was, is] = [hostsOf(before), hostsOf(after)]
  const supervisors = (parts: TimetableParts, host: string, slot: string) =>
    parts.posts.flatMap((post) => (post.kind === 'care' && post.host === host && post.slot === slot ? post.staff : []))
  return facts.plan.classes.flatMap((own) =>
    facts.plan.slots.flatMap((slot): Entry[] => {
      const old = was.get(own.id)?.get(slot.id) ?? own.id
      const now = is.get(own.id)?.get(slot.id) ?? own.id
      if (old === now) return []
      const name = (host: string) => nameOf(facts.classes.get(host) ?? facts.rooms.get(host)!)
      const at = slotText(slot)
      return [
        {
          kind: 'care',
          slot: slot.id,
          where: { class: own.id, slot: slot.id },
          before: [old],
          after: [now],
          notify: {
            staff: [...new Set([...supervisors(before, old, slot.id), ...supervisors(after, now, slot.id)])],
            students: [],
            classes: [...new Set([own.id, old, now])].filter((id) => facts.classes.has(id)),
          },
          text: {
            en: `care of ${nameOf(own)} on ${at.en} is with ${name(now)} instead of ${name(old)}`,
            zh: `${at.zh}${nameOf(own)}托管由${name(old)}改到${name(now)}`,
          },
        },
      ]
    }),
  )
}

function seatEntries({ facts, cancelled }: Compared, before: Plain['posts'], after: Plain['posts']): Entry[] {
  const index = (posts: Plain['posts']): Posts => new Map(posts.map(({ staff, season: _, ...id }) => [postKey(id as PostId), { id: id as PostId, staff }]))
  const [was, is] = [index(before), index(after)]
  const off = new Set(cancelled.map((session) => JSON.stringify([session.activity, session.number, session.slot])))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): Entry[] => {
    const { id } = (is.get(key) ?? was.get(key))!
    if (id.kind === 'section' && off.has(JSON.stringify([id.activity, id.number, id.slot]))) return []
    const old = was.get(key)?.staff ?? []
    const now = is.get(key)?.staff ?? []
    const leaving = old.filter((person) => !now.includes(person))
    const coming = now.filter((person) => !old.includes(person))
    if (leaving.length === 0 && coming.length === 0) return []
    const slot = id.kind === 'duty' ? facts.blocks.get(id.block)![0]!.id : id.slot
    const names = (ids: readonly string[]) =>
      ids.length === 0
        ? { en: 'nobody', zh: '无人' }
        : listText(
            ids.map((person) => nameOf(facts.staff.get(person) ?? { id: person })),
            '人',
          )
    const text = postText(facts, id)
    const classes = id.kind === 'care' && facts.classes.has(id.host) ? [id.host] : []
    return [
      {
        kind: 'seat',
        slot,
        where: postWhere(id),
        before: old,
        after: now,
        notify: { staff: [...leaving, ...coming], students: [], classes },
        text: { en: `${text.en}: ${names(coming).en} instead of ${names(leaving).en}`, zh: `${text.zh}：由${names(leaving).zh}改为${names(coming).zh}` },
      },
    ]
  })
}
