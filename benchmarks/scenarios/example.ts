import { writeFileSync } from 'node:fs'
import type { PlanInput } from '../../models/after-school/plan.ts'
import type { Timetable } from '../../models/after-school/timetable.ts'
import type { ClubKind } from './catalogue.ts'
import { plant } from './generate.ts'
import type { Shape } from './shape.ts'
import { worldOf } from './world.ts'
import { planOf } from './write.ts'

/**
 * The example school: a town school near Luoyang, invented, grown like the others from a curated list of clubs and then looked through by hand.
 * `node benchmarks/scenarios/example.ts` writes models/after-school/example.json.
 */

const all = [1, 6] as const
const old = [3, 6] as const

/** What Luoyang's schools are proud of, most popular first: peonies, Tang tricolour, drum ballads. */
const kinds: readonly ClubKind[] = [
  { id: 'football', name: '足球', domains: ['physical'], grades: old, room: ['field'], length: 1, size: [14, 28], skill: 'sport' },
  { id: 'coding', name: '编程', domains: ['intellectual'], grades: old, room: ['computers'], length: 2, size: [12, 28], skill: 'computing', perAssistant: 24 },
  {
    id: 'tang-tricolour',
    name: '唐三彩',
    domains: ['aesthetic', 'labour'],
    grades: old,
    room: ['kiln'],
    length: 2,
    size: [12, 22],
    skill: 'ceramics',
    external: 'heritage',
    perAssistant: 20,
    fee: 40,
  },
  { id: 'dance', name: '舞蹈', domains: ['aesthetic', 'physical'], grades: all, room: ['dance'], length: 2, size: [12, 26], skill: 'dance' },
  { id: 'chess', name: '象棋', domains: ['intellectual'], grades: all, room: [], length: 1, size: [12, 30], external: 'retired' },
  { id: 'peony-painting', name: '牡丹画', domains: ['aesthetic'], grades: all, room: ['art'], length: 1, size: [12, 28], skill: 'art' },
  {
    id: 'paper-cutting',
    name: '剪纸',
    domains: ['aesthetic', 'labour'],
    grades: [2, 5],
    room: [],
    length: 1,
    size: [12, 26],
    skill: 'paper-cutting',
    external: 'folk-artist',
    fee: 10,
  },
  { id: 'basketball', name: '篮球', domains: ['physical'], grades: old, room: ['field'], length: 1, size: [12, 26], skill: 'sport' },
  { id: 'choir', name: '合唱', domains: ['aesthetic', 'moral'], grades: all, room: ['music'], length: 1, size: [20, 35], skill: 'music' },
  {
    id: 'peony-porcelain',
    name: '牡丹瓷',
    domains: ['labour', 'aesthetic'],
    grades: [4, 6],
    room: ['kiln'],
    length: 1,
    size: [12, 20],
    skill: 'ceramics',
    external: 'craftsperson',
    fee: 40,
    from: '2026-10-12',
  },
  { id: 'calligraphy', name: '书法', domains: ['aesthetic', 'moral'], grades: all, room: [], length: 2, size: [12, 28] },
  { id: 'science', name: '科普实验', domains: ['intellectual'], grades: [2, 5], room: ['lab'], length: 1, size: [12, 26], skill: 'science', perAssistant: 25 },
  { id: 'reading', name: '阅读', domains: ['intellectual', 'moral'], grades: all, room: ['books'], length: 1, size: [12, 32] },
  { id: 'skipping', name: '花样跳绳', domains: ['physical'], grades: [1, 4], room: ['field'], length: 1, size: [14, 32] },
  { id: 'drum-ballads', name: '河洛大鼓', domains: ['aesthetic', 'moral'], grades: old, room: ['music'], length: 1, size: [12, 24] },
  { id: 'garden', name: '小菜园', domains: ['labour'], grades: [1, 4], room: ['field'], length: 1, size: [12, 26] },
  {
    id: 'film',
    name: '儿童电影',
    domains: ['moral', 'aesthetic'],
    grades: [1, 1],
    room: ['screen'],
    length: 1,
    size: [20, 80],
    perAssistant: 40,
    everyone: true,
  },
]

const shape: Shape = {
  name: '洛阳市涧水镇中心小学',
  sites: [{ id: 'main', name: '本部', classesByGrade: [2, 2, 2, 2, 2, 2] }],
  travel: [],
  bells: 'plain',
  students: 432,
  homeCapacity: 45,
  staff: 36,
  externals: 5,
  servingShare: 0.87,
  clubs: 17,
  sectionsPerClass: 1.2,
  mergesPerSlot: 1,
  priority: { disabled: 0.008, 'left-behind': 0.07, migrant: 0.02, poor: 0.03 },
  tutoringShare: 0.03,
  budget: true,
  kinds,
  rooms: [
    { id: 'kiln', name: '陶艺教室', site: 'main', capacity: 30, features: ['kiln', 'step-free'], outdoor: false, concurrent: 1 },
    { id: 'lecture', name: '报告厅', site: 'main', capacity: 120, features: ['screen', 'step-free'], outdoor: false, concurrent: 1 },
  ],
}

const chosenSeed = 15
/** The people behind the crafts, by kind; names are invented. */
const externals: Readonly<Partial<Record<PlanInput['staff'][number]['kind'], string>>> = {
  retired: '郭长庚',
  'folk-artist': '郑桂兰',
  heritage: '高明远',
  craftsperson: '史建国',
  parent: '马红霞',
}

/** @returns the plan, and the timetable that it was grown around: hard 0, medium 0 */
export function example(seed = chosenSeed): { readonly plan: PlanInput; readonly planted: Timetable } {
  const world = worldOf(shape, seed)
  const { staff, budget, planted } = plant(world, seed, 1.2, 1.2)
  const plan = planOf(
    world,
    'luoyang-jianshui-2026',
    shape.name,
    staff.map((person) => ({ ...person, name: externals[person.kind] ?? person.name })),
    budget,
  )
  return {
    plan: {
      ...plan,
      // holidays and make-up days of 2026 come from the calendar; those of 2027 are not announced when the plan is made
      term: { start: '2026-09-01', end: '2027-01-22', calendar: 'CN', holidays: ['2027-01-01'] },
      policy: {
        pack: 'luoyang-2020-87',
        overrides: [{ field: 'latestEnd', value: '17:50', reason: '家长委员会商定：乡镇班车18:00发车，夏季最晚17:50离校，早于文件规定的18:00。' }],
      },
    },
    planted,
  }
}

/** One record a line: short enough to read, and to see what a change changed. */
export function formatPlan(plan: PlanInput): string {
  const fields = Object.entries(plan)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        `  ${JSON.stringify(key)}: ${Array.isArray(value) && value.length > 1 ? `[\n${value.map((item) => `    ${inline(item)}`).join(',\n')}\n  ]` : inline(value)}`,
    )
  return `{\n${fields.join(',\n')}\n}\n`
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return entries.length === 0 ? '{}' : `{ ${entries.map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`).join(', ')} }`
}

if (import.meta.main) writeFileSync(new URL('../../models/after-school/example.json', import.meta.url), formatPlan(example().plan))
