import type { Plan, Room } from '../../models/after-school/plan.ts'
import type { Random } from '../../src/kernel/random.ts'
import { chance } from './draw.ts'
import type { Shape, Site } from './shape.ts'

/** Home rooms, special rooms, an outdoor field that holds several groups, a library that may host care. */

export interface Rooms {
  readonly rooms: readonly Room[]
  readonly careRooms: Plan['careRooms']
}

interface Special {
  readonly key: string
  readonly name: string
  readonly features: readonly string[]
  /** rooms of this kind for so many classes */
  readonly count: (classes: number) => number
  readonly capacity: number
  readonly concurrent?: (classes: number) => number
  readonly outdoor?: boolean
  /** not on Fridays: cleaning, maintenance, the staff's own sports */
  readonly closedOnFriday?: boolean
}

const per = (classes: number) => (total: number) => Math.max(1, Math.round(total / classes))
const from = (least: number, per: number) => (total: number) => (total < least ? 0 : Math.ceil(total / per))

const specials: readonly Special[] = [
  {
    key: 'field',
    name: '操场',
    features: ['field', 'step-free'],
    count: () => 1,
    capacity: 60,
    concurrent: (n) => Math.max(2, Math.round(n / 9)),
    outdoor: true,
  },
  { key: 'hall', name: '风雨操场', features: ['hall', 'step-free'], count: from(12, 60), capacity: 60, concurrent: () => 2, closedOnFriday: true },
  { key: 'library', name: '图书馆', features: ['books', 'step-free'], count: () => 1, capacity: 70 },
  { key: 'music', name: '音乐教室', features: ['music'], count: per(20), capacity: 45 },
  { key: 'art', name: '美术教室', features: ['art'], count: per(16), capacity: 40 },
  { key: 'dance', name: '舞蹈教室', features: ['dance', 'step-free'], count: from(10, 30), capacity: 32 },
  { key: 'computer', name: '计算机教室', features: ['computers'], count: per(24), capacity: 48, closedOnFriday: true },
  { key: 'lab', name: '科学实验室', features: ['lab'], count: from(10, 20), capacity: 40 },
  { key: 'labour', name: '劳动教室', features: ['labour', 'step-free'], count: from(20, 30), capacity: 30 },
  { key: 'activity', name: '活动室', features: [], count: per(8), capacity: 40 },
  { key: 'counsel', name: '辅导室', features: ['step-free'], count: per(12), capacity: 12 },
]

/** A village's one activity room serves music and dance, too. */
const shared: Readonly<Record<string, readonly string[]>> = { music: ['music', 'dance'], activity: ['labour'] }

const open = (days: readonly ('mon' | 'tue' | 'wed' | 'thu')[]) => days.map((weekday) => ({ weekday, start: '07:30', end: '18:30' }))

function siteRooms(random: Random, site: Site, prefix: string, homeCapacity: number): Room[] {
  const classes = site.classesByGrade.reduce((sum, count) => sum + count, 0)
  const homes = site.classesByGrade.flatMap((count, i) =>
    Array.from({ length: count }, (_, k): Room => {
      // the youngest are on the ground floor
      const features = i < 2 || chance(random, 0.25) ? ['step-free'] : []
      return {
        id: `${prefix}home-${i + 1}-${k + 1}`,
        name: `${i + 1}-${k + 1}教室`,
        site: site.id,
        capacity: homeCapacity,
        features,
        outdoor: false,
        concurrent: 1,
      }
    }),
  )
  const others = specials.flatMap(({ key, name, features, count, capacity, concurrent, outdoor, closedOnFriday }) => {
    const total = count(classes)
    return Array.from(
      { length: total },
      (_, k): Room => ({
        id: `${prefix}${key}${total > 1 ? `-${k + 1}` : ''}`,
        name: total > 1 ? `${name}${k + 1}` : name,
        site: site.id,
        capacity,
        features: [...features, ...(classes < 10 ? (shared[key] ?? []).filter((feature) => !features.includes(feature)) : [])],
        outdoor: outdoor ?? false,
        concurrent: concurrent?.(classes) ?? 1,
        ...(closedOnFriday && { windows: open(['mon', 'tue', 'wed', 'thu']) }),
      }),
    )
  })
  return [...homes, ...others]
}

export function roomsOf(random: Random, { sites, homeCapacity, rooms: others = [] }: Shape): Rooms {
  const rooms = [...sites.flatMap((site) => siteRooms(random, site, sites.length > 1 ? `${site.id}-` : '', homeCapacity)), ...others]
  return { rooms, careRooms: rooms.filter((room) => room.features.includes('books')).map((room) => ({ room: room.id })) }
}
