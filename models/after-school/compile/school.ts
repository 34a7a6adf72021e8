import { rows } from '../catalogue.ts'
import type { Plan } from '../plan.ts'
import { resolvePolicy } from '../policy/index.ts'
import type { Policy } from '../policy/policy.ts'
import type { Clock } from './clock.ts'
import { compileClock } from './clock.ts'
import type { Groups } from './groups.ts'
import { compileGroups } from './groups.ts'
import type { People } from './people.ts'
import { compilePeople } from './people.ts'
import type { Places } from './places.ts'
import { compilePlaces } from './places.ts'
import type { Posts } from './posts.ts'
import { compilePosts } from './posts.ts'
import type { Pupils } from './pupils.ts'
import { compilePupils } from './pupils.ts'

/** A variable's number is its region's start + its index there. Decisions first, then what follows from them. */
export interface Layout {
  /** enrol[wish]: section + 1, or 0 */
  readonly enrol: number
  /** seat[seat]: person + 1, or 0 */
  readonly seat: number
  /** host[class × L + slot]: host */
  readonly host: number
  /** slot[session], room[session]: slot and room + 1, or 0 while the section has none */
  readonly slot: number
  readonly room: number
  /** derived from here on. size[section]: students */
  readonly size: number
  /** stay[(class × L + slot) × S + season]: its students in care */
  readonly stay: number
  /** group[(host × L + slot) × S + season]: students in care there */
  readonly group: number
  /** need[post]: people required */
  readonly need: number
  /** call[post]: the call that it makes + 1, or 0 while its session has no slot */
  readonly call: number
  readonly count: number
}

/** A plan compiled to flat integers. Indices follow the plan's lists. */
export interface School extends Clock, Groups, Places, People, Posts, Pupils {
  readonly plan: Plan
  readonly policy: Policy
  readonly at: Layout
  /** [class × L + slot] students who attend */
  readonly attending: Int32Array
  /** [row] weight, and level 0 hard, 1 medium, 2 soft */
  readonly weight: Int32Array
  readonly level: Uint8Array
}

export function compileSchool(plan: Plan): School {
  const policy = resolvePolicy(plan)
  const clock = compileClock(plan)
  const groups = compileGroups(plan, policy, clock)
  const places = compilePlaces(plan, policy, clock, groups)
  const { L, S } = clock
  const attending = new Int32Array(places.C * L)
  for (const s of plan.students) for (const id of s.attends) attending[places.classIndex.get(s.class)! * L + clock.slotIndex.get(id)!]++
  const attend = (c: number, l: number) => attending[c * L + l]
  const people = compilePeople(plan, clock, groups, places, policy, attend)
  const posts = compilePosts(clock, groups, places, people, policy.studentsPerSupervisor, attend)
  const pupils = compilePupils(plan, policy, clock, groups, places)
  const sizes = {
    enrol: pupils.W,
    seat: posts.seats,
    host: places.C * L,
    slot: groups.Z,
    room: groups.Z,
    size: groups.X,
    stay: places.C * L * S,
    group: places.H * L * S,
    need: posts.Q,
    call: posts.Q,
  }
  let count = 0
  const at = {} as Record<keyof typeof sizes, number>
  for (const [region, length] of Object.entries(sizes)) {
    at[region as keyof typeof sizes] = count
    count += length
  }
  const levelOf = { hard: 0, medium: 1, soft: 2 }
  return {
    ...clock,
    ...groups,
    ...places,
    ...people,
    ...posts,
    ...pupils,
    plan,
    policy,
    attending,
    at: { ...at, count },
    weight: Int32Array.from(rows, (r) => plan.weights[r.id] ?? r.weight),
    level: Uint8Array.from(rows, (r) => levelOf[policy.levels[r.id] ?? r.level]),
  }
}

/** @returns whether a hard row costs nothing, so that it may be broken: what takes hard rows for given proves nothing about such a plan */
export const forgives = ({ weight, level }: School): boolean => weight.some((w, row) => w === 0 && level[row] === 0)
