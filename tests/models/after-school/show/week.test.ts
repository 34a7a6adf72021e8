import { describe, expect, it } from 'vitest'
import type { PlanInput } from '../../../../models/after-school/plan.ts'
import { type Language, type ShowBy, showWeek } from '../../../../models/after-school/show/index.ts'
import type { TimetableParts } from '../../../../models/after-school/timetable.ts'
import { FaultError } from '../../../../models/after-school/validate/index.ts'
import { assistant, care, duty, general, hosted, lead, partsOf, planOf, section } from '../check/support.ts'

/** The small school with Chinese names, an assistant for painting, a gate duty and a library that can host care. */
const plan = planOf((small: PlanInput) => {
  const named = (list: { id: string; name?: string | undefined }[], names: Record<string, string>) => {
    for (const item of list) if (names[item.id]) item.name = names[item.id]
  }
  named(small.seasons, { summer: '夏季作息', winter: '冬季作息' })
  named(small.sites, { main: '本部' })
  named(small.rooms, { R1: '101教室', ART: '美术教室', FIELD: '操场' })
  named(small.classes, { C1: '一年级1班', C2: '二年级1班' })
  named(small.staff, { T1: '王老师', T2: '李老师', T3: '张明' })
  named(small.activities, { chess: '象棋', football: '足球', painting: '牡丹画' })
  named(small.students, { S04: '陈晨' })
  small.activities.find(({ id }) => id === 'painting')!.roles!.push({ role: 'assistant', count: 1 })
  small.activities.find(({ id }) => id === 'chess')!.sections.max = 2
  small.activities.find(({ id }) => id === 'chess')!.from = '2026-09-14'
  small.generalDuties = [{ id: 'gate', name: '校门值守', site: 'main', slots: ['mon-2'], afterMinutes: 15 }]
  small.rooms.push({ id: 'LIB', name: '图书馆', site: 'main', capacity: 40, features: ['step-free'] })
  small.careRooms = [{ room: 'LIB' }]
})

const timetable: TimetableParts = partsOf({
  sections: [
    section('chess', [['mon-1', 'R2']], ['S01', 'S02', 'S08']),
    section('football', [['wed-1', 'FIELD']], ['S03', 'S05', 'S07', 'S10']),
    section('painting', [['tue-1', 'ART']], ['S04', 'S09']),
  ],
  care: [hosted('C2', 'mon-1', 'C1'), hosted('C1', 'mon-2', 'LIB'), hosted('C2', 'mon-2', 'LIB')],
  posts: [
    lead('chess', 'mon-1', 'summer', 'P1'),
    lead('chess', 'mon-1', 'winter', 'P1'),
    lead('football', 'wed-1', 'summer', 'T2'),
    lead('painting', 'tue-1', 'summer', 'T3'),
    assistant('painting', 'tue-1', 'summer', 'K1'),
    lead('painting', 'tue-1', 'winter', 'T3'),
    care('C1', 'mon-1', 'summer', 'T1'),
    care('C1', 'tue-1', 'summer', 'T1'),
    care('C1', 'tue-2', 'summer', 'T1'),
    care('LIB', 'mon-2', 'summer', 'T2'),
    duty('mon-1', 'summer', 'K1'),
    general('gate', 'mon-2', 'summer', 'K1'),
  ],
})

const shown = (by: ShowBy, id: string, language?: Language) => showWeek(plan, timetable, by, id, language)

/** Lines after the margin: blanks at their ends would show. */
const lines = (text: string) =>
  text
    .split('\n')
    .slice(1, -1)
    .map((line) => line.trimStart().slice(1))
    .join('\n')

const cases: [string, ShowBy, string, Language | undefined, string][] = [
  [
    'a class: children in care, guests, supervisors, an empty seat, clubs',
    'class',
    'C1',
    undefined,
    `
    |一年级1班 (C1), 夏季作息, 2026-09-01 to 2026-10-07
    |
    |            | Monday           | Tuesday   | Wednesday
    |------------+------------------+-----------+-------------
    |16:30-17:10 | care 6           | care 5    | care 4
    |            | + 二年级1班: 5   | 王老师    | 1 seat empty
    |            | 王老师           | 牡丹画: 1 | 足球: 2
    |            | 象棋 #1: 2       |           |
    |            | from 2026-09-14  |           |
    |------------+------------------+-----------+-------------
    |17:15-17:55 | care 5 in 图书馆 | care 4    |
    |            | 李老师           | 王老师    |
    |            |                  | 牡丹画: 1 |
    |
    |一年级1班 (C1), 冬季作息, 2026-10-08 to 2026-11-30
    |
    |            | Monday           | Tuesday      | Wednesday
    |------------+------------------+--------------+----------
    |16:10-16:50 | care 4           | care 5       |
    |            | + 二年级1班: 4   | 1 seat empty |
    |            | 1 seat empty     | 牡丹画: 1    |
    |            | 象棋 #1: 2       |              |
    |------------+------------------+--------------+----------
    |16:55-17:35 | care 5 in 图书馆 | care 4       |
    |            | 1 seat empty     | 1 seat empty |
    |            |                  | 牡丹画: 1    |
    |
    `,
  ],
  [
    'a hosted class, in Chinese',
    'class',
    'C2',
    'zh',
    `
    |二年级1班 (C2)，夏季作息，2026-09-01 至 2026-10-07
    |
    |            | 周一                | 周二       | 周三
    |------------+---------------------+------------+---------
    |16:30-17:10 | 托管5人 在一年级1班 | 托管5人    | 托管2人
    |            | 王老师              | 空缺1岗    | 空缺1岗
    |            | 象棋1班 1人         | 牡丹画 1人 | 足球 2人
    |            | 2026-09-14起        |            |
    |------------+---------------------+------------+---------
    |17:15-17:55 | 托管5人 在图书馆    | 托管4人    |
    |            | 李老师              | 空缺1岗    |
    |            |                     | 牡丹画 1人 |
    |
    |二年级1班 (C2)，冬季作息，2026-10-08 至 2026-11-30
    |
    |            | 周一                | 周二       | 周三
    |------------+---------------------+------------+-----
    |16:10-16:50 | 托管4人 在一年级1班 | 托管5人    |
    |            | 空缺1岗             | 空缺1岗    |
    |            | 象棋1班 1人         | 牡丹画 1人 |
    |------------+---------------------+------------+-----
    |16:55-17:35 | 托管5人 在图书馆    | 托管4人    |
    |            | 空缺1岗             | 空缺1岗    |
    |            |                     | 牡丹画 1人 |
    |
    `,
  ],
  [
    'a person: duty, assistance over two periods, the gate after the last bell; a season without a seat',
    'staff',
    'K1',
    undefined,
    `
    |K1, 夏季作息, 2026-09-01 to 2026-10-07
    |
    |            | Monday    | Tuesday       | Wednesday
    |------------+-----------+---------------+----------
    |16:30-17:10 | duty 本部 |               |
    |------------+-----------+---------------+----------
    |16:30-17:55 |           | assist 牡丹画 |
    |            |           | 美术教室      |
    |------------+-----------+---------------+----------
    |17:55-18:10 | 校门值守  |               |
    |
    |K1, 冬季作息, 2026-10-08 to 2026-11-30
    |
    |nothing this season
    |
    `,
  ],
  [
    'a person who supervises, in Chinese',
    'staff',
    'T1',
    'zh',
    `
    |王老师 (T1)，夏季作息，2026-09-01 至 2026-10-07
    |
    |            | 周一           | 周二           | 周三
    |------------+----------------+----------------+-----
    |16:30-17:10 | 托管 一年级1班 | 托管 一年级1班 |
    |            | 101教室        | 101教室        |
    |------------+----------------+----------------+-----
    |17:15-17:55 |                | 托管 一年级1班 |
    |            |                | 101教室        |
    |
    |王老师 (T1)，冬季作息，2026-10-08 至 2026-11-30
    |
    |本季无安排
    |
    `,
  ],
  [
    'a care room: the classes in it',
    'room',
    'LIB',
    undefined,
    `
    |图书馆 (LIB), 夏季作息, 2026-09-01 to 2026-10-07
    |
    |            | Monday       | Tuesday | Wednesday
    |------------+--------------+---------+----------
    |17:15-17:55 | care 10      |         |
    |            | 一年级1班: 5 |         |
    |            | 二年级1班: 5 |         |
    |            | 李老师       |         |
    |
    |图书馆 (LIB), 冬季作息, 2026-10-08 to 2026-11-30
    |
    |            | Monday       | Tuesday | Wednesday
    |------------+--------------+---------+----------
    |16:55-17:35 | care 10      |         |
    |            | 一年级1班: 5 |         |
    |            | 二年级1班: 5 |         |
    |            | 1 seat empty |         |
    |
    `,
  ],
  [
    'a room with a club of two periods: all its people',
    'room',
    'ART',
    undefined,
    `
    |美术教室 (ART), 夏季作息, 2026-09-01 to 2026-10-07
    |
    |            | Monday | Tuesday   | Wednesday
    |------------+--------+-----------+----------
    |16:30-17:55 |        | 牡丹画: 2 |
    |            |        | 张明, K1  |
    |
    |美术教室 (ART), 冬季作息, 2026-10-08 to 2026-11-30
    |
    |            | Monday | Tuesday      | Wednesday
    |------------+--------+--------------+----------
    |16:10-17:35 |        | 牡丹画: 2    |
    |            |        | 张明         |
    |            |        | 1 seat empty |
    |
    `,
  ],
  [
    'a student: clubs, care and where; a club that starts later leaves the child in care until then',
    'student',
    'S01',
    undefined,
    `
    |S01, 夏季作息, 2026-09-01 to 2026-10-07
    |
    |            | Monday          | Tuesday | Wednesday
    |------------+-----------------+---------+----------
    |16:30-17:10 | 象棋 #1         | care    | care
    |            | R2              | 101教室 | 101教室
    |            | from 2026-09-14 |         |
    |            | care            |         |
    |            | 101教室         |         |
    |------------+-----------------+---------+----------
    |17:15-17:55 | care            | care    |
    |            | 图书馆          | 101教室 |
    |
    |S01, 冬季作息, 2026-10-08 to 2026-11-30
    |
    |            | Monday  | Tuesday | Wednesday
    |------------+---------+---------+----------
    |16:10-16:50 | 象棋 #1 | care    |
    |            | R2      | 101教室 |
    |------------+---------+---------+----------
    |16:55-17:35 | care    | care    |
    |            | 图书馆  | 101教室 |
    |
    `,
  ],
]

describe('showWeek', () => {
  it.each(cases)('shows %s', (_, by, id, language, expected) => {
    expect(shown(by, id, language)).toBe(lines(expected))
  })

  it('says on which site a room is where there are several, and shows a child in a club at a slot that is not attended', () => {
    const two = { ...plan, sites: [...plan.sites, { id: 'east', name: '东校区' }] }
    for (const [by, id] of [
      ['student', 'S01'],
      ['staff', 'K1'],
      ['staff', 'T1'],
    ] as const) {
      expect(showWeek(two, timetable, by, id).match(/本部/g)!.length, id).toBeGreaterThan(shown(by, id).match(/本部/g)?.length ?? 0)
    }
    const absent = { ...plan, students: plan.students.map((child) => (child.id === 'S01' ? { ...child, attends: [] } : child)) }
    expect(showWeek(absent, timetable, 'student', 'S01')).toContain('象棋 #1')
  })

  it.each<[ShowBy, string, string]>([
    ['class', 'c1', 'C1'],
    ['staff', 'T9', 'T1'],
    ['room', 'FEILD', 'FIELD'],
    ['student', 'S1O', 'S10'],
  ])('refuses an unknown %s %s: maybe %s?', (by, id, meant) => {
    expect.assertions(3)
    try {
      shown(by, id)
    } catch (error) {
      const [fault] = (error as FaultError).faults
      expect(error).toBeInstanceOf(FaultError)
      expect(fault).toMatchObject({ value: id, code: `unknown-${by}`, message: { en: `unknown ${by} \`${id}\`.` } })
      expect(fault.suggestion?.en).toBe(`Maybe \`${meant}\`?`)
    }
  })

  it('suggests nothing where nothing is near', () => {
    expect(() => shown('class', 'kindergarten')).toThrow('unknown class `kindergarten`.')
  })
})
