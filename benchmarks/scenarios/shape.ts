import type { Room } from '../../models/after-school/plan.ts'
import type { PriorityGroup } from '../../models/after-school/policy/pack.ts'
import type { BellsName } from './bells.ts'
import type { ClubKind } from './catalogue.ts'

/** The four sizes of a school, and how many of its people are hard to find. */

export const schools = ['village', 'town', 'city', 'campus'] as const
export type School = (typeof schools)[number]

/** normal: some slack; tight: just enough people; over: too few, provably */
export const tiers = ['normal', 'tight', 'over'] as const
export type Tier = (typeof tiers)[number]

export interface Site {
  readonly id: string
  readonly name: string
  /** parallel classes of grades 1 … 6 */
  readonly classesByGrade: readonly number[]
}

export interface Shape {
  readonly name: string
  readonly sites: readonly Site[]
  readonly travel: readonly { readonly from: string; readonly to: string; readonly minutes: number }[]
  readonly bells: BellsName
  readonly students: number
  /** seats of a home room */
  readonly homeCapacity: number
  readonly staff: number
  /** of the staff */
  readonly externals: number
  /** in-service staff who volunteer at all */
  readonly servingShare: number
  /** kinds of club on offer */
  readonly clubs: number
  /** running clubs that the planted timetable aims at, per class */
  readonly sectionsPerClass: number
  /** care groups that the planted timetable gives to a neighbouring class, per slot at most */
  readonly mergesPerSlot: number
  /** share of the students in each priority group */
  readonly priority: Readonly<Record<PriorityGroup, number>>
  readonly tutoringShare: number
  /** whether pay has a ceiling */
  readonly budget: boolean
  /** what it may offer; by default the catalogue */
  readonly kinds?: readonly ClubKind[]
  /** beside those of every school */
  readonly rooms?: readonly Room[]
}

const oneSite = (classesByGrade: readonly number[]): readonly Site[] => [{ id: 'main', name: '本部', classesByGrade }]

export const shapes: Readonly<Record<School, Shape>> = {
  village: {
    name: '石坡村小学',
    sites: oneSite([1, 1, 1, 1, 1, 1]),
    travel: [],
    bells: 'plain',
    students: 150,
    homeCapacity: 45,
    staff: 12,
    externals: 1,
    servingShare: 0.92,
    clubs: 6,
    sectionsPerClass: 0.75,
    mergesPerSlot: 2,
    priority: { disabled: 0.01, 'left-behind': 0.08, migrant: 0, poor: 0.04 },
    tutoringShare: 0.03,
    budget: false,
  },
  town: {
    name: '清河镇中心小学',
    sites: oneSite([4, 4, 4, 4, 4, 4]),
    travel: [],
    bells: 'late',
    students: 1000,
    homeCapacity: 48,
    staff: 60,
    externals: 5,
    servingShare: 0.87,
    clubs: 16,
    sectionsPerClass: 0.8,
    mergesPerSlot: 0,
    priority: { disabled: 0.008, 'left-behind': 0.06, migrant: 0.02, poor: 0.035 },
    tutoringShare: 0.025,
    budget: true,
  },
  city: {
    name: '滨河路小学',
    sites: oneSite([10, 10, 10, 9, 9, 9]),
    travel: [],
    bells: 'staggered',
    students: 3200,
    homeCapacity: 62,
    staff: 200,
    externals: 20,
    servingShare: 0.86,
    clubs: 34,
    sectionsPerClass: 0.9,
    mergesPerSlot: 0,
    priority: { disabled: 0.006, 'left-behind': 0.01, migrant: 0.09, poor: 0.02 },
    tutoringShare: 0.02,
    budget: true,
  },
  campus: {
    name: '新区实验小学集团',
    sites: [
      { id: 'main', name: '本部', classesByGrade: [5, 5, 5, 5, 5, 5] },
      { id: 'east', name: '东校区', classesByGrade: [5, 5, 5, 5, 5, 5] },
      { id: 'west', name: '西校区', classesByGrade: [5, 5, 5, 5, 5, 5] },
    ],
    travel: [
      { from: 'main', to: 'east', minutes: 15 },
      { from: 'main', to: 'west', minutes: 20 },
      { from: 'east', to: 'west', minutes: 30 },
    ],
    bells: 'staggered',
    students: 4500,
    homeCapacity: 56,
    staff: 300,
    externals: 30,
    servingShare: 0.86,
    clubs: 42,
    sectionsPerClass: 0.85,
    mergesPerSlot: 0,
    priority: { disabled: 0.006, 'left-behind': 0.01, migrant: 0.08, poor: 0.02 },
    tutoringShare: 0.02,
    budget: false,
  },
}
