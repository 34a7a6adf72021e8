import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rows } from '../../../../models/after-school/catalogue.ts'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { decode, encode } from '../../../../models/after-school/codec.ts'
import { compileSchool } from '../../../../models/after-school/compile/school.ts'
import { State } from '../../../../models/after-school/state.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { changeCases } from '../check/cases/change.ts'
import { continuityCases } from '../check/cases/continuity.ts'
import { demandCases } from '../check/cases/demand.ts'
import { roomCases } from '../check/cases/rooms.ts'
import { sessionCases } from '../check/cases/sessions.ts'
import { staffCases } from '../check/cases/staff.ts'
import { studentCases } from '../check/cases/students.ts'
import { type Case, partsOf, planOf } from '../check/support.ts'
import { permits, solverCases } from './cases.ts'

/** the amounts computed by hand hold for both sides: what the checker is tested with, the solver is tested with, wherever it lets the timetable in */
const shared: readonly Case[] = [...sessionCases, ...roomCases, ...staffCases, ...studentCases, ...demandCases, ...continuityCases, ...changeCases]

/** A state that took over what it could of a case's timetable, and whether that was all of it. */
function take({ plan, timetable }: Pick<Case, 'plan' | 'timetable'>) {
  const parts = partsOf(timetable)
  const state = new State(compileSchool(planOf(plan)))
  encode(state, parts)
  return { state, whole: canonical(decode(state.school, state.values)) === canonical(parts) }
}

/** Equal for timetables that say the same. */
function canonical({ sections, care, posts }: TimetableParts): string {
  const sorted = (list: readonly object[]) => list.map((entry) => JSON.stringify(entry, Object.keys(entry).concat('slot', 'room').sort())).sort()
  return JSON.stringify([
    sorted(
      sections.map((section) => ({
        ...section,
        sessions: [...section.sessions].sort((a, b) => (a.slot < b.slot ? -1 : 1)),
        students: section.students.toSorted(),
      })),
    ),
    sorted(care.filter((entry) => entry.host !== entry.class)),
    sorted(posts.filter((post) => post.staff.length > 0).map((post) => ({ ...post, staff: post.staff.toSorted() }))),
  ])
}

const priced = new Set<string>(new State(compileSchool(planOf())).list.map((rule) => rule.id))

/** rows that let a timetable in or not; of `room-fit` the capacity alone is priced */
const refuses = (id: string) => !priced.has(id) || id === 'room-fit'

describe.each(rows)('$id', ({ id, level }) => {
  const index = rows.findIndex((row) => row.id === id)

  test('has a file of its own', () => {
    expect(existsSync(new URL(`../../../../models/after-school/constraints/${id}.ts`, import.meta.url))).toBe(true)
  })

  if (priced.has(id)) {
    const own = [...shared, ...solverCases].filter((entry) => entry.row === id && take(entry).whole)

    test('has a case that costs nothing and one that costs something', () => {
      expect(own.some((entry) => entry.amount === 0)).toBe(true)
      expect(own.some((entry) => entry.amount > 0)).toBe(true)
    })

    test.each(own)('$name: $amount', (entry) => {
      const { state } = take(entry)
      const rule = state.list.find((one) => one.id === id)!
      expect(state.amounts[index]).toBe(entry.amount)
      expect(rule.level).toBe(['hard', 'medium', 'soft'].indexOf(level))
      expect([...rule.findings(state.values)].reduce((sum, finding) => sum + finding.amount, 0)).toBe(entry.amount)
    })
  } else {
    const broken = shared.filter((entry) => entry.row === id && entry.amount > 0)

    test('has timetables that are let in, and refused', () => {
      expect(permits.some((entry) => entry.row === id)).toBe(true)
      expect(broken).not.toHaveLength(0)
    })

    test.each(broken)('$name: refused', (entry) => {
      expect(take(entry).whole).toBe(false)
    })
  }

  const mine = permits.filter((entry) => entry.row === id)
  if (mine.length > 0) {
    test.each(mine)('$name: let in; but for that, refused', (entry) => {
      expect(take(entry).whole).toBe(true)
      const changed = {
        ...entry,
        plan: (plan: Parameters<NonNullable<Case['plan']>>[0]) => {
          entry.plan?.(plan)
          entry.refused(plan)
        },
      }
      expect(take(changed).whole).toBe(false)
      // and that row it is that refuses it
      const breaches = checkTimetable(planOf(changed.plan), partsOf(entry.timetable)).constraints.filter((row) => row.amount > 0 && refuses(row.id))
      expect(breaches.map((row) => row.id)).toEqual([id])
    })
  }
})

/** what is lost of a timetable that breaks no rule, the search could never find */
test('whatever breaks no rule of domains and moves is let in', () => {
  const lost = [...shared, ...solverCases].filter((entry) => {
    const breaks = (row: { id: string; amount: number }) => row.amount > 0 && (refuses(row.id) || row.id === 'group-size')
    return !take(entry).whole && !checkTimetable(planOf(entry.plan), partsOf(entry.timetable)).constraints.some(breaks)
  })
  // a club that is chosen and everybody's is a fault of the plan
  expect(lost.map(({ row, name }) => `${row}: ${name.slice(0, 13)}`)).toEqual(['student-choice: a grade’s day'])
})
