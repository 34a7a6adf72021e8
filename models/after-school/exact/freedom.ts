import type { School } from '../compile/school.ts'
import { compileParts } from '../constraints/parts.ts'
import { type Incumbent, keyOfGroup, type PostKind } from './incumbent.ts'

/** What a neighbourhood would like to leave open; everything else stays as the incumbent has it. */
export interface Wish {
  /** the student's sections */
  student?(s: number): boolean
  /** whether the section runs, its slots, its rooms, and who sits in it */
  section?(x: number): boolean
  /** where the class is looked after */
  host?(c: number, l: number): boolean
  /** who sits in the post; `group` is a section, a host, site × B + block, or a general duty × its slot */
  post?(kind: PostKind, group: number, slot: number, season: number): boolean
  /** of these posts, only those whose site this is; needed where there are several */
  site?: number
  /** nothing stays: pins are priced like any other row, and so are ways between sites */
  whole?: boolean
}

export const everything: Wish = { whole: true, student: () => true, section: () => true, host: () => true, post: () => true }

/**
 * What a wish comes to. Unless it is for the whole, pinned parts stay as they are, and so does travel: of several sites, sections stay, posts are open on one of them,
 * and for somebody who also serves on another that day nothing changes.
 */
export class Freedom {
  readonly whole: boolean
  private readonly school: School
  private readonly wish: Wish
  private readonly siteOf: (kind: PostKind, group: number) => number
  private readonly pinnedStudents = new Set<number>()
  private readonly pinnedSections = new Set<number>()
  private readonly pinnedHosts = new Set<number>()
  private readonly pinnedPosts: ReadonlySet<number>
  /** [(person × S + season) × 7 + weekday] 1: serves on another site */
  private readonly travels: Uint8Array

  constructor(school: School, now: Incumbent, wish: Wish) {
    this.school = school
    this.wish = wish
    this.whole = wish.whole === true
    const { L, B, C, S, hostSite, roomSite, generalSite } = school
    this.siteOf = (kind, group) => {
      if (kind === 'section') return roomSite[now.rooms[group][0] ?? 0]
      if (kind === 'care') return hostSite[group]
      return kind === 'duty' ? Math.trunc(group / B) : generalSite[group]
    }
    const pins = compileParts(school, school.plan.pins)
    pins.sessions.forEach((list, x) => {
      if (list.length > 0) this.pinnedSections.add(x)
    })
    pins.enrolled.forEach((list, w) => {
      if (list.length > 0) this.pinnedStudents.add(school.wishStudent[w])
      for (const section of list) this.pinnedSections.add(section - 1)
    })
    for (let key = 0; key < C * L; key++) {
      if (pins.hosts[key] === 0) continue
      this.pinnedHosts.add(key)
      // whoever hosts by a pin stays at home
      if (pins.hosts[key] <= C) this.pinnedHosts.add((pins.hosts[key] - 1) * L + (key % L))
    }
    this.pinnedPosts = new Set(pins.posts.keys())
    for (const key of this.pinnedPosts) if (key < school.X * L * 2 * S) this.pinnedSections.add(Math.trunc(key / (L * 2 * S)))
    this.travels = new Uint8Array(school.P * S * 7)
    if (school.sites > 1 && !this.whole) this.findTravellers(now)
  }

  private findTravellers(now: Incumbent): void {
    const { L, S, B, H, G, sites, weekday, slotBlock, generalSlot } = this.school
    const note = (kind: PostKind, group: number, slot: number, day: number) => {
      if (this.siteOf(kind, group) === this.wish.site) return
      for (let season = 0; season < S; season++) {
        for (const role of kind === 'section' ? [0, 1] : [0]) {
          for (const p of now.seated.get(keyOfGroup(this.school, kind, group, slot, role, season)) ?? []) this.travels[(p * S + season) * 7 + day] = 1
        }
      }
    }
    now.spans.forEach((spans, x) => {
      for (const span of spans) note('section', x, span % L, weekday[span % L])
    })
    for (let h = 0; h < H; h++) for (let l = 0; l < L; l++) note('care', h, l, weekday[l])
    for (let b = 0; b < sites * B; b++) note('duty', b, 0, weekday[slotBlock.indexOf(b % B)])
    for (let g = 0; g < G; g++) note('general', g, 0, weekday[generalSlot[g]])
  }

  student(s: number): boolean {
    if (this.whole) return true
    return this.wish.student?.(s) === true && !this.pinnedStudents.has(s)
  }

  section(x: number): boolean {
    if (this.whole) return true
    return this.wish.section?.(x) === true && this.school.sites === 1 && !this.pinnedSections.has(x)
  }

  host(c: number, l: number): boolean {
    if (this.whole) return true
    return this.wish.host?.(c, l) === true && !this.pinnedHosts.has(c * this.school.L + l)
  }

  post(kind: PostKind, group: number, slot: number, role: number, season: number): boolean {
    if (this.whole) return true
    if (kind === 'section' && this.section(group)) return true
    if (this.wish.post?.(kind, group, slot, season) !== true || this.pinnedPosts.has(keyOfGroup(this.school, kind, group, slot, role, season))) return false
    return this.school.sites === 1 || this.siteOf(kind, group) === this.wish.site
  }

  /** @returns whether the person’s seats of that day may change */
  person(p: number, weekday: number, season: number): boolean {
    return this.travels[(p * this.school.S + season) * 7 + weekday] === 0
  }
}
