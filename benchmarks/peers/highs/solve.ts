import { compileSchool } from '../../../models/after-school/compile/school.ts'
import type { Plan } from '../../../models/after-school/plan.ts'
import type { Post, TimetableParts } from '../../../models/after-school/timetable.ts'
import { solveLinear } from '../../../src/mip/index.ts'
import { addContinuity } from './continuity.ts'
import { addGroups } from './groups.ts'
import { addPosts } from './posts.ts'
import { type PostColumns, Programme } from './programme.ts'
import { addStaff } from './staff.ts'

export interface Exact {
  /** absent where none was found in time */
  readonly timetable?: TimetableParts
  readonly proven: boolean
  /** no timetable of the best medium cost costs less soft; 0 until that medium cost is proved the best */
  readonly bound: number
}

/**
 * The whole problem as one integer programme, solved level by level.
 * @throws RangeError for a plan with several sites, pins or a baseline: the programme knows no travel, and nothing that must stay
 */
export async function solveExactly(plan: Plan, options: { timeLimitSeconds: number; seed?: number; signal?: AbortSignal }): Promise<Exact> {
  if (plan.sites.length > 1) throw new RangeError('several sites: travel is not in the programme')
  if (plan.baseline || Object.values(plan.pins).some((list) => list.length > 0)) throw new RangeError('pins or a baseline: they are not in the programme')
  const began = performance.now()
  const p = new Programme(compileSchool(plan))
  addGroups(p)
  addPosts(p)
  addStaff(p)
  addContinuity(p)
  let x: Float64Array | undefined
  let found = { proven: true, bound: 0 }
  const prices = [1, 2].map((level) => p.cost(level))
  for (const cost of prices) {
    const left = options.timeLimitSeconds - (performance.now() - began) / 1000
    const outcome = await solveLinear(
      { ...p.builder.build(), cost },
      {
        engine: 'highs',
        absoluteGap: 0.999,
        timeLimitSeconds: Math.max(1, left),
        ...(x && { start: x }),
        ...(options.seed !== undefined && { seed: options.seed }),
        ...(options.signal && { signal: options.signal }),
      },
    )
    if (outcome.status === 'infeasible') throw new Error('the programme has no solution; the empty timetable should be one')
    x = outcome.x ?? x
    if (!x) return { proven: false, bound: 0 }
    found = { proven: outcome.status === 'optimal', bound: cost === prices[1] ? Math.max(0, Math.ceil(outcome.bound - 1e-6)) : 0 }
    if (!found.proven) break
    const columns = [...cost.keys()].filter((j) => cost[j] !== 0)
    const values = columns.map((j) => cost[j])
    p.builder.row(Number.NEGATIVE_INFINITY, price(cost, x), columns, values)
  }
  return { timetable: decode(p, x!), ...found }
}

const price = (cost: Float64Array, x: Float64Array): number => Math.round(cost.reduce((sum, c, j) => sum + c * x[j], 0))

function decode(p: Programme, x: Float64Array): TimetableParts {
  const { school } = p
  const { plan, L, C, X } = school
  const is = (column: number) => x[column] > 0.5
  const students: string[][] = Array.from({ length: X }, () => [])
  p.enrol.forEach((bySection, w) => {
    for (const [section, column] of bySection) if (is(column)) students[section].push(plan.students[school.wishStudent[w]].id)
  })
  const numberOf = (section: number) => section - school.sectionsFrom[school.sectionActivity[section]] + 1
  const activityOf = (section: number) => plan.activities[school.sectionActivity[section]].id
  const sections: TimetableParts['sections'] = []
  for (let section = 0; section < X; section++) {
    if (students[section].length === 0) continue
    const sessions = []
    for (let l = 0; l < L; l++)
      for (const [room, column] of p.place[section * L + l]) if (is(column)) sessions.push({ slot: plan.slots[l].id, room: plan.rooms[room].id })
    sections.push({ activity: activityOf(section), number: numberOf(section), sessions, students: students[section] })
  }
  const care: TimetableParts['care'] = []
  for (let c = 0; c < C; c++) {
    for (let l = 0; l < L; l++) {
      for (const [h, column] of p.host[c * L + l])
        if (h !== c && is(column)) care.push({ class: plan.classes[c].id, slot: plan.slots[l].id, host: school.hostIds[h] })
    }
  }
  const posts = p.posts.flatMap((post): Post[] => {
    const staff = post.seats.filter(({ column }) => is(column)).map(({ person }) => plan.staff[person].id)
    if (staff.length === 0) return []
    return [{ ...nameOf(post), season: plan.seasons[post.season].id, staff }]
  })
  return { sections, care, posts }

  function nameOf({ kind, group, slot, role }: PostColumns) {
    const at = plan.slots[slot].id
    switch (kind) {
      case 'section':
        return { kind, activity: activityOf(group), number: numberOf(group), slot: at, role: role === 0 ? ('lead' as const) : ('assistant' as const) }
      case 'care':
        return { kind, host: school.hostIds[group], slot: at }
      case 'duty':
        return { kind, site: plan.sites[0].id, block: school.blockIds[group] }
      case 'general':
        return { kind, duty: plan.generalDuties[school.generalDuty[group]].id, slot: at }
    }
  }
}
