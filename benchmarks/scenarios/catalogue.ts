import type { StaffKind } from '../../models/after-school/plan.ts'
import type { Domain } from '../../models/after-school/policy/pack.ts'

/** What schools offer after lessons: a catalogue of clubs, most popular first. */

export interface ClubKind {
  readonly id: string
  readonly name: string
  readonly domains: readonly Domain[]
  /** first and last */
  readonly grades: readonly [number, number]
  /** features of its room; none: any room with tables */
  readonly room: readonly string[]
  /** 2: takes both periods */
  readonly length: 1 | 2
  readonly size: readonly [number, number]
  /** what the leader must know; absent: any teacher can lead it */
  readonly skill?: string
  /** who leads it from outside, where the school finds somebody */
  readonly external?: StaffKind
  /** one more adult for so many students */
  readonly perAssistant?: number
  /** yuan a term, for material */
  readonly fee?: number
  /** first date, where it starts after the term does */
  readonly from?: string
  /** not a club: on Fridays the whole grade is in it, without a wish */
  readonly everyone?: boolean
}

const all = [1, 6] as const
const young = [1, 2] as const
const middle = [2, 5] as const
const old = [3, 6] as const

export const clubKinds: readonly ClubKind[] = [
  { id: 'football', name: '足球', domains: ['physical'], grades: old, room: ['field'], length: 1, size: [14, 32], skill: 'sport', external: 'arts-sports' },
  {
    id: 'coding',
    name: '编程',
    domains: ['intellectual'],
    grades: old,
    room: ['computers'],
    length: 2,
    size: [12, 30],
    skill: 'computing',
    external: 'university-student',
    perAssistant: 24,
  },
  {
    id: 'dance',
    name: '舞蹈',
    domains: ['aesthetic', 'physical'],
    grades: all,
    room: ['dance'],
    length: 2,
    size: [12, 28],
    skill: 'dance',
    external: 'arts-sports',
  },
  { id: 'painting', name: '儿童画', domains: ['aesthetic'], grades: [1, 4], room: ['art'], length: 1, size: [14, 32], skill: 'art' },
  { id: 'basketball', name: '篮球', domains: ['physical'], grades: old, room: ['field'], length: 1, size: [12, 28], skill: 'sport', external: 'arts-sports' },
  { id: 'blocks', name: '积木搭建', domains: ['intellectual'], grades: young, room: [], length: 1, size: [12, 28] },
  { id: 'chess', name: '象棋', domains: ['intellectual'], grades: all, room: [], length: 1, size: [12, 32], external: 'retired' },
  { id: 'choir', name: '合唱', domains: ['aesthetic', 'moral'], grades: all, room: ['music'], length: 1, size: [20, 35], skill: 'music' },
  { id: 'calligraphy', name: '书法', domains: ['aesthetic', 'moral'], grades: all, room: [], length: 2, size: [12, 30], external: 'retired' },
  { id: 'science', name: '科普实验', domains: ['intellectual'], grades: middle, room: ['lab'], length: 1, size: [12, 28], skill: 'science', perAssistant: 25 },
  { id: 'table-tennis', name: '乒乓球', domains: ['physical'], grades: all, room: ['hall'], length: 1, size: [12, 24], skill: 'sport' },
  {
    id: 'paper-cutting',
    name: '剪纸',
    domains: ['aesthetic', 'labour'],
    grades: middle,
    room: [],
    length: 1,
    size: [12, 28],
    external: 'folk-artist',
    fee: 10,
  },
  {
    id: 'robots',
    name: '机器人',
    domains: ['intellectual', 'labour'],
    grades: old,
    room: ['lab'],
    length: 2,
    size: [12, 24],
    skill: 'computing',
    external: 'institution',
    perAssistant: 20,
    fee: 60,
  },
  { id: 'reading', name: '阅读', domains: ['intellectual', 'moral'], grades: all, room: ['books'], length: 1, size: [12, 35] },
  { id: 'handicraft', name: '手工', domains: ['labour', 'aesthetic'], grades: [1, 3], room: [], length: 1, size: [12, 28], external: 'parent', fee: 10 },
  { id: 'skipping', name: '花样跳绳', domains: ['physical'], grades: all, room: ['field'], length: 1, size: [14, 35] },
  { id: 'badminton', name: '羽毛球', domains: ['physical'], grades: old, room: ['hall'], length: 2, size: [12, 24], skill: 'sport', external: 'arts-sports' },
  {
    id: 'kitchen',
    name: '小厨房',
    domains: ['labour'],
    grades: old,
    room: ['labour'],
    length: 2,
    size: [12, 24],
    external: 'craftsperson',
    perAssistant: 18,
    fee: 50,
  },
  { id: 'speaking', name: '小主持人', domains: ['moral', 'aesthetic'], grades: middle, room: [], length: 1, size: [12, 28] },
  { id: 'clay', name: '泥塑', domains: ['aesthetic', 'labour'], grades: middle, room: ['art'], length: 1, size: [12, 26], external: 'heritage', fee: 20 },
  { id: 'martial-arts', name: '武术', domains: ['physical', 'moral'], grades: all, room: ['field'], length: 1, size: [14, 35], external: 'heritage' },
  { id: 'go', name: '围棋', domains: ['intellectual'], grades: all, room: [], length: 1, size: [12, 30], external: 'retired' },
  {
    id: 'peony-painting',
    name: '牡丹画',
    domains: ['aesthetic'],
    grades: old,
    room: ['art'],
    length: 2,
    size: [12, 26],
    skill: 'art',
    external: 'folk-artist',
    fee: 20,
  },
  { id: 'zither', name: '古筝', domains: ['aesthetic'], grades: old, room: ['music'], length: 1, size: [12, 20], skill: 'music', external: 'arts-sports' },
  {
    id: 'aeromodelling',
    name: '航模',
    domains: ['intellectual', 'labour'],
    grades: old,
    room: ['lab'],
    length: 2,
    size: [12, 24],
    external: 'institution',
    fee: 60,
  },
  { id: 'garden', name: '小菜园', domains: ['labour'], grades: all, room: ['field'], length: 1, size: [12, 28], external: 'parent' },
  { id: 'drama', name: '课本剧', domains: ['moral', 'aesthetic'], grades: old, room: [], length: 2, size: [14, 30] },
  { id: 'drums', name: '腰鼓', domains: ['aesthetic', 'physical'], grades: old, room: ['field'], length: 1, size: [16, 35], external: 'folk-artist' },
  { id: 'magic-cube', name: '魔方', domains: ['intellectual'], grades: middle, room: [], length: 1, size: [12, 28] },
  { id: 'english-songs', name: '英文歌谣', domains: ['intellectual', 'aesthetic'], grades: [1, 4], room: [], length: 1, size: [14, 32] },
  { id: 'cheerleading', name: '啦啦操', domains: ['physical', 'aesthetic'], grades: all, room: ['dance'], length: 1, size: [14, 28], skill: 'dance' },
  { id: 'knitting', name: '编织', domains: ['labour'], grades: middle, room: [], length: 1, size: [12, 26], external: 'craftsperson' },
  { id: 'recorder', name: '竖笛', domains: ['aesthetic'], grades: middle, room: ['music'], length: 1, size: [14, 32], skill: 'music' },
  { id: 'stories', name: '红色故事', domains: ['moral'], grades: all, room: [], length: 1, size: [12, 32] },
  { id: 'athletics', name: '田径', domains: ['physical'], grades: old, room: ['field'], length: 1, size: [12, 30], skill: 'sport' },
  {
    id: 'woodwork',
    name: '木工',
    domains: ['labour'],
    grades: old,
    room: ['labour'],
    length: 2,
    size: [12, 20],
    external: 'craftsperson',
    perAssistant: 16,
    fee: 40,
  },
  { id: 'opera', name: '豫剧', domains: ['aesthetic', 'moral'], grades: middle, room: ['music'], length: 2, size: [12, 26], external: 'arts-sports' },
  { id: 'tangrams', name: '七巧板', domains: ['intellectual'], grades: young, room: [], length: 1, size: [12, 28] },
  { id: 'photography', name: '摄影', domains: ['aesthetic'], grades: old, room: ['computers'], length: 1, size: [12, 24], external: 'university-student' },
  { id: 'etiquette', name: '礼仪', domains: ['moral'], grades: [1, 4], room: [], length: 1, size: [12, 30] },
  { id: 'volunteers', name: '小小志愿者', domains: ['moral', 'labour'], grades: old, room: [], length: 1, size: [12, 30] },
  { id: 'weather', name: '气象观察', domains: ['intellectual', 'labour'], grades: old, room: ['lab'], length: 1, size: [12, 24] },
]
