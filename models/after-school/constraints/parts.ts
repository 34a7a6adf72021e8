import type { School } from '../compile/school.ts'
import type { Post, TimetableParts } from '../timetable.ts'

/** A partial timetable (pins, a baseline) in the solver's integers: what `pin` and `change` compare with. */
export interface Parts {
  /** [wish] sections + 1 that it is said to hold: a document may name more than the one that it can */
  readonly enrolled: readonly (readonly number[])[]
  /** students × sections named that no wish can stand for */
  readonly strangers: number
  /** [section] its sessions: slot × R + room */
  readonly sessions: readonly (readonly number[])[]
  /** [class × L + slot] host + 1, or 0 where nothing is said */
  readonly hosts: Int32Array
  /** post key → person → 1; keys by `postKey` */
  readonly posts: ReadonlyMap<number, ReadonlySet<number>>
  /** sessions of sections, and people in posts, that the plan does not have (any more) */
  readonly lostSessions: number
  readonly lostPeople: number
}

/** A post by what documents call it: (section, slot, role, season), else the post itself after those. */
export function postKey(school: School, q: number, slot: number): number {
  const { S, L, X, careFrom, sessionSection } = school
  if (q >= careFrom) return X * L * 2 * S + q - careFrom
  const key = Math.trunc(q / S)
  return ((sessionSection[key >> 1] * L + slot) * 2 + (key & 1)) * S + (q % S)
}

export function compileParts(school: School, parts: Partial<TimetableParts>): Parts {
  const { L, R, C, X } = school
  const enrolled: number[][] = Array.from({ length: school.W }, () => [])
  const sessions: number[][] = Array.from({ length: X }, () => [])
  const hosts = new Int32Array(C * L)
  const posts = new Map<number, Set<number>>()
  let strangers = 0
  let lostSessions = 0
  let lostPeople = 0
  const section = (activity: string, number: number): number => {
    const a = school.activityIndex.get(activity)
    if (a === undefined) return -1
    const x = school.sectionsFrom[a] + number - 1
    return x < school.sectionsFrom[a + 1] ? x : -1
  }
  for (const part of parts.sections ?? []) {
    const x = section(part.activity, part.number)
    const students = new Set(part.students)
    const places = new Set(part.sessions.map((s) => school.slotIndex.get(s.slot)! * R + school.roomIndex.get(s.room)!))
    if (x < 0) {
      lostSessions += places.size
      strangers += students.size
      continue
    }
    sessions[x].push(...places)
    for (const id of students) {
      const s = school.studentIndex.get(id)!
      const w = wishFor(school, s, x)
      if (w < 0) strangers++
      else enrolled[w].push(x + 1)
    }
  }
  for (const part of parts.care ?? []) {
    const c = school.classIndex.get(part.class)!
    hosts[c * L + school.slotIndex.get(part.slot)!] = school.hostIndex.get(part.host)! + 1
  }
  for (const part of parts.posts ?? []) {
    const key = keyOf(school, part)
    if (key === undefined) {
      lostPeople += new Set(part.staff).size
      continue
    }
    const people = posts.get(key) ?? new Set<number>()
    posts.set(key, people)
    for (const id of part.staff) people.add(school.staffIndex.get(id)!)
  }
  return { enrolled, strangers, sessions, hosts, posts, lostSessions, lostPeople }
}

/** @returns the student's wish that may take this section, or −1 */
export function wishFor(school: School, s: number, x: number): number {
  const { wishesFrom, optionsFrom, options } = school
  for (let w = wishesFrom[s]; w < wishesFrom[s + 1]; w++) {
    for (let i = optionsFrom[w]; i < optionsFrom[w + 1]; i++) if (options[i] === x) return w
  }
  return -1
}

/** @returns the key of a document's post (see `postKey`), or undefined where the plan has no such post */
export function keyOf(school: School, post: Post): number | undefined {
  const { S, L, X, B } = school
  const season = school.seasonIndex.get(post.season)
  if (season === undefined) return undefined
  const fixed = X * L * 2 * S - school.careFrom
  if (post.kind === 'duty') {
    const site = school.plan.sites.findIndex((s) => s.id === post.site)
    const block = school.blockIds.indexOf(post.block)
    return site < 0 || block < 0 ? undefined : fixed + school.dutyFrom + (site * B + block) * S + season
  }
  const l = school.slotIndex.get(post.slot)
  if (l === undefined) return undefined
  if (post.kind === 'section') {
    const a = school.activityIndex.get(post.activity)
    if (a === undefined || post.number > school.sectionsFrom[a + 1] - school.sectionsFrom[a]) return undefined
    return (((school.sectionsFrom[a] + post.number - 1) * L + l) * 2 + (post.role === 'lead' ? 0 : 1)) * S + season
  }
  if (post.kind === 'care') {
    const h = school.hostIndex.get(post.host)
    return h === undefined ? undefined : fixed + school.careFrom + (h * L + l) * S + season
  }
  const duty = school.plan.generalDuties.findIndex((d) => d.id === post.duty)
  for (let g = 0; g < school.G; g++) {
    if (school.generalDuty[g] === duty && school.generalSlot[g] === l) return fixed + school.generalFrom + g * S + season
  }
  return undefined
}
