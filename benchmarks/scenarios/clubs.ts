import { type Activity, inServiceKinds } from '../../models/after-school/plan.ts'
import type { Random } from '../../src/kernel/random.ts'
import type { Bells } from './bells.ts'
import { type ClubKind, clubKinds } from './catalogue.ts'
import { between, chance, shuffled } from './draw.ts'
import type { Rooms } from './rooms.ts'
import type { Shape } from './shape.ts'

/** The activities on offer: what a school of this size picks from the catalogue, when each may meet, and how wished it is. */

export interface ActivityDraft {
  readonly kind: ClubKind
  readonly id: string
  readonly name: string
  readonly grades: readonly number[]
  readonly sessionsPerWeek: number
  /** indices of the allowed first slots */
  readonly slots: readonly number[]
  readonly roles: Activity['roles']
  /** how wished it is, relative to the others: 1 ÷ rank^0.8 */
  readonly popularity: number
  readonly tutoring: boolean
  readonly from?: string
  /** decided by the plant */
  sections: { min: number; max: number }
}

const twiceAWeek = 0.25

/** Free help for a few children with difficulties, in every school. */
const tutoring: ClubKind = { id: 'tutoring', name: '学习辅导', domains: ['intellectual'], grades: [1, 6], room: [], length: 1, size: [2, 8] }

export function activitiesOf(random: Random, shape: Shape, bells: Bells, { rooms }: Rooms, tutoringGroupMax: number): ActivityDraft[] {
  const features = new Set(rooms.flatMap((room) => room.features))
  const possible = (shape.kinds ?? clubKinds).filter((kind) => kind.room.every((feature) => features.has(feature)))
  // the most popular half always, the rest by lot, so that no two schools of a size offer the same
  const sure = possible.slice(0, Math.ceil(shape.clubs / 2))
  const lucky = new Set(shuffled(random, possible.slice(sure.length)).slice(0, shape.clubs - sure.length))
  const kinds = possible.filter((kind) => !kind.everyone && (sure.includes(kind) || lucky.has(kind)))
  const rank = shuffledNearby(random, kinds.length)
  const small = shape.students < 300
  return [
    ...kinds.map((kind, i) => clubOf(random, small ? smaller(kind) : kind, bells, 1 / (rank[i] + 1) ** 0.8)),
    ...possible.filter((kind) => kind.everyone).map((kind) => everyoneOf(kind, bells)),
    tutoringOf({ ...tutoring, size: [2, tutoringGroupMax] }, bells),
  ]
}

/** A village has too few children of one age for large groups. */
const smaller = (kind: ClubKind): ClubKind => ({
  ...kind,
  grades: [Math.max(1, kind.grades[0] - 1), Math.min(6, kind.grades[1] + 1)],
  size: [12, Math.min(25, kind.size[1])],
})

/** Fashion differs a little from school to school: ranks move by a few places. @returns by kind, its rank from 0 */
function shuffledNearby(random: Random, count: number): number[] {
  const keys = Array.from({ length: count }, (_, i) => i + 5 * random.unit())
  const order = [...keys.keys()].sort((a, b) => keys[a] - keys[b])
  const rank = new Array<number>(count)
  for (const [place, index] of order.entries()) rank[index] = place
  return rank
}

const gradesOf = ([first, last]: readonly [number, number]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)

function clubOf(random: Random, kind: ClubKind, bells: Bells, popularity: number): ActivityDraft {
  const grades = gradesOf(kind.grades)
  const sessionsPerWeek = chance(random, twiceAWeek) ? 2 : 1
  const days = new Set(shuffled(random, ['mon', 'tue', 'wed', 'thu', 'fri']).slice(0, sessionsPerWeek + 2 + random.below(2)))
  const second = kind.length === 1 && chance(random, 0.6)
  const slots = slotsOf(bells, grades, (weekday, period) => days.has(weekday) && (period === 1 || (second && period === 2)))
  const [least, most] = kind.size
  const size = [least, between(random, Math.max(least + 4, most - 10), most)] as const
  // a club that starts once the garden is dug, the stage built …
  const late = popularity < 0.12 && chance(random, 0.12)
  return {
    kind: { ...kind, size },
    id: kind.id,
    name: kind.name,
    grades,
    sessionsPerWeek,
    slots,
    roles: rolesOf(kind),
    popularity,
    tutoring: false,
    ...(kind.from ? { from: kind.from } : late && { from: '2026-10-19' }),
    sections: { min: 0, max: 1 },
  }
}

const rolesOf = ({ skill, perAssistant }: ClubKind): Activity['roles'] => [
  { role: 'lead', count: 1, skills: skill ? [skill] : [] },
  ...(perAssistant ? [{ role: 'assistant' as const, count: 0, perStudents: perAssistant, kinds: [...inServiceKinds], skills: [] }] : []),
]

function everyoneOf(kind: ClubKind, bells: Bells): ActivityDraft {
  const grades = gradesOf(kind.grades)
  const slots = slotsOf(bells, grades, (weekday, period) => weekday === 'fri' && period <= 2)
  return {
    kind,
    id: kind.id,
    name: kind.name,
    grades,
    sessionsPerWeek: 1,
    slots,
    roles: rolesOf(kind),
    popularity: 0,
    tutoring: false,
    sections: { min: 0, max: 1 },
  }
}

function tutoringOf(kind: ClubKind, bells: Bells): ActivityDraft {
  const grades = gradesOf(kind.grades)
  return {
    kind,
    id: kind.id,
    name: kind.name,
    grades,
    sessionsPerWeek: 1,
    slots: slotsOf(bells, grades, (_, period) => period <= 2),
    roles: [{ role: 'lead', count: 1, kinds: [...inServiceKinds], skills: [] }],
    popularity: 0,
    tutoring: true,
    sections: { min: 0, max: 1 },
  }
}

function slotsOf(bells: Bells, grades: readonly number[], allowed: (weekday: string, period: number) => boolean): number[] {
  const bands = new Set(grades.map((grade) => bells.bandOf(grade)))
  return bells.slots.flatMap((slot, index) => (bands.has(slot.band) && allowed(slot.weekday, slot.period) ? [index] : []))
}
