import { checkTimetable } from '../check/index.ts'
import { postKey } from '../check/post-names.ts'
import type { Plan } from '../plan.ts'
import type { CareHost, Post, Section, Timetable } from '../timetable.ts'

/** What differs from one timetable of a plan to another: the cost, row by row, and every section, host and post. */
export function compareTimetables(plan: Plan, before: Timetable, after: Timetable): object {
  const [old, now] = [checkTimetable(plan, before), checkTimetable(plan, after)]
  const rows = now.constraints.flatMap((row, i) => {
    const was = old.constraints[i]!
    return row.amount === was.amount ? [] : [{ id: row.id, level: row.level, before: was.amount, after: row.amount, cost: row.cost - was.cost }]
  })
  return {
    before: { hard: old.hard, medium: old.medium, soft: old.soft },
    after: { hard: now.hard, medium: now.medium, soft: now.soft },
    constraints: rows,
    sections: changes(before.sections, after.sections, sectionKey, sectionChange),
    care: changes(before.care, after.care, hostKey, (a, b) =>
      a?.host === b?.host ? undefined : { ...key(a ?? b!, 'class', 'slot'), before: a?.host ?? null, after: b?.host ?? null },
    ),
    posts: changes(before.posts, after.posts, (p) => JSON.stringify([p.season, postKey(p)]), postChange),
  }
}

const sectionKey = (s: Section) => JSON.stringify([s.activity, s.number])
const hostKey = (h: CareHost) => JSON.stringify([h.class, h.slot])
const sessionKey = (s: Section['sessions'][number]) => JSON.stringify([s.slot, s.room])
const key = <T extends object, K extends keyof T>(item: T, ...names: K[]) => Object.fromEntries(names.map((name) => [name, item[name]]))

function changes<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  change: (a: T | undefined, b: T | undefined) => object | undefined,
): object[] {
  const [old, now] = [new Map(before.map((i) => [keyOf(i), i])), new Map(after.map((i) => [keyOf(i), i]))]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((k) => change(old.get(k), now.get(k)) ?? [])
}

function sectionChange(a: Section | undefined, b: Section | undefined): object | undefined {
  const { activity, number } = (a ?? b)!
  if (!a || !b) return { activity, number, opened: !a, students: (a ?? b)!.students.length }
  const joined = b.students.filter((s) => !a.students.includes(s))
  const left = a.students.filter((s) => !b.students.includes(s))
  const [old, now] = [a.sessions.map(sessionKey), b.sessions.map(sessionKey)]
  const moved = old.some((s) => !now.includes(s)) || now.some((s) => !old.includes(s))
  if (joined.length + left.length === 0 && !moved) return undefined
  return { activity, number, joined, left, ...(moved && { sessions: { before: a.sessions, after: b.sessions } }) }
}

function postChange(a: Post | undefined, b: Post | undefined): object | undefined {
  const { staff: _, ...post } = (a ?? b)!
  const [old, now] = [a?.staff ?? [], b?.staff ?? []]
  const [joined, left] = [now.filter((s) => !old.includes(s)), old.filter((s) => !now.includes(s))]
  return joined.length + left.length === 0 ? undefined : { ...post, joined, left }
}
