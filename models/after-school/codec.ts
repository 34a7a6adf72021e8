import type { School } from './compile/school.ts'
import { keyOf, postKey, wishFor } from './constraints/parts.ts'
import { slotsDiffer } from './constraints/section-count.ts'
import { canJoin } from './search/join.ts'
import type { State } from './state.ts'
import type { Post, TimetableParts } from './timetable.ts'

/** Integers to a timetable: lists in the plan's order, so that equal timetables are equal bytes. `decisions` as in `State.values`. */
export function decode(school: School, decisions: Int32Array): TimetableParts {
  const { plan, at, S, L, C } = school
  const sections: TimetableParts['sections'] = []
  const students: string[][] = Array.from({ length: school.X }, () => [])
  for (let w = 0; w < school.W; w++) {
    const held = decisions[at.enrol + w]
    if (held !== 0) students[held - 1].push(plan.students[school.wishStudent[w]].id)
  }
  for (let x = 0; x < school.X; x++) {
    if (students[x].length === 0) continue
    const a = school.sectionActivity[x]
    const sessions = []
    for (let z = school.sessionsFrom[x]; z < school.sessionsFrom[x + 1]; z++) {
      sessions.push({ slot: decisions[at.slot + z] - 1, room: decisions[at.room + z] - 1 })
    }
    sections.push({
      activity: plan.activities[a].id,
      number: x - school.sectionsFrom[a] + 1,
      sessions: sessions.sort((p, q) => p.slot - q.slot).map((s) => ({ slot: plan.slots[s.slot].id, room: plan.rooms[s.room].id })),
      students: students[x],
    })
  }
  const care: TimetableParts['care'] = []
  for (let key = 0; key < C * L; key++) {
    const c = Math.trunc(key / L)
    const h = decisions[at.host + key]
    if (h !== c) care.push({ class: plan.classes[c].id, slot: plan.slots[key % L].id, host: school.hostIds[h] })
  }
  // a post of a section is named by its slot: sorted so, its number among the sessions does not show
  const posts: { key: number; post: Post }[] = []
  for (let q = 0; q < school.Q; q++) {
    const people: number[] = []
    for (let i = school.seatFrom[q]; i < school.seatFrom[q + 1]; i++) if (decisions[at.seat + i] !== 0) people.push(decisions[at.seat + i] - 1)
    if (people.length === 0) continue
    const staff = people.sort((a, b) => a - b).map((p) => plan.staff[p].id)
    const slot = q < school.careFrom ? decisions[at.slot + Math.trunc(q / (2 * S))] - 1 : 0
    posts.push({ key: postKey(school, q, slot), post: postOf(school, q, slot, staff) })
  }
  posts.sort((a, b) => a.key - b.key)
  return { sections, care, posts: posts.map((p) => p.post) }
}

export function postOf(school: School, q: number, slot: number, staff: string[]): Post {
  const { plan, S, L, B } = school
  const common = { season: plan.seasons[q % S].id, staff }
  if (q < school.careFrom) {
    const key = Math.trunc(q / S)
    const x = school.sessionSection[key >> 1]
    const a = school.sectionActivity[x]
    const role = (key & 1) === 0 ? 'lead' : 'assistant'
    return { kind: 'section', activity: plan.activities[a].id, number: x - school.sectionsFrom[a] + 1, slot: plan.slots[slot].id, role, ...common }
  }
  if (q < school.dutyFrom) {
    const key = Math.trunc((q - school.careFrom) / S)
    return { kind: 'care', host: school.hostIds[Math.trunc(key / L)], slot: plan.slots[key % L].id, ...common }
  }
  if (q < school.generalFrom) {
    const key = Math.trunc((q - school.dutyFrom) / S)
    return { kind: 'duty', site: plan.sites[Math.trunc(key / B)].id, block: school.blockIds[key % B], ...common }
  }
  const g = Math.trunc((q - school.generalFrom) / S)
  return { kind: 'general', duty: plan.generalDuties[school.generalDuty[g]].id, slot: plan.slots[school.generalSlot[g]].id, ...common }
}

/**
 * Takes over as much of a timetable as the rules of domains and moves allow; what they forbid stays out (a seat outside an offer stays empty, a student who does not attend stays in care).
 * The state must be empty.
 */
export function encode(state: State, parts: Partial<TimetableParts>): void {
  const { school, values } = state
  const { at, L, S } = school
  for (const part of parts.sections ?? []) {
    const a = school.activityIndex.get(part.activity)
    if (a === undefined || part.sessions.length !== school.sessionsPerWeek[a]) continue
    const x = school.sectionsFrom[a] + part.number - 1
    if (x >= school.sectionsFrom[a + 1] || values[at.size + x] > 0) continue
    const placed = part.sessions.every(({ slot, room }, k) => {
      const l = school.slotIndex.get(slot) ?? -1
      const r = school.roomIndex.get(room) ?? -1
      const z = school.sessionsFrom[x] + k
      if (l < 0 || !school.rooms[a * L + l].includes(r) || !slotsDiffer(school, values, x, z, l)) return false
      state.setSlot(z, l)
      state.setRoom(z, r)
      return true
    })
    if (placed) {
      for (const id of part.students) {
        const s = school.studentIndex.get(id)
        const w = s === undefined ? -1 : wishFor(school, s, x)
        if (w >= 0 && canJoin(state, w, x)) state.join(w, x)
      }
    }
    if (values[at.size + x] === 0) clearSection(state, x)
  }
  for (const part of parts.care ?? []) {
    const c = school.classIndex.get(part.class)
    const l = school.slotIndex.get(part.slot)
    const h = school.hostIndex.get(part.host)
    if (c === undefined || l === undefined || h === undefined || !school.hosts[c * L + l].includes(h)) continue
    if (state.guests[c * L + l] === 0 && (h >= school.C || values[at.host + h * L + l] === h)) state.setHost(c * L + l, h)
  }
  const byKey = new Map<number, number>()
  for (let q = 0; q < school.Q; q++) {
    const slot = q < school.careFrom ? values[at.slot + Math.trunc(q / (2 * S))] - 1 : 0
    if (slot >= 0) byKey.set(postKey(school, q, slot), q)
  }
  for (const part of parts.posts ?? []) {
    const q = byKey.get(keyOf(school, part) ?? -1)
    if (q === undefined) continue
    for (const id of part.staff) {
      const p = school.staffIndex.get(id)
      if (p === undefined || state.filled[q] >= values[at.need + q] || state.filled[q] >= school.seatFrom[q + 1] - school.seatFrom[q]) continue
      if (school.permit[state.roster.callOf[q] * school.P + p] !== 255 && state.roster.free(q, p)) state.seat(q, p)
    }
  }
  state.commit()
}

/** The section, which has no students, gives up its slots and rooms. */
export function clearSection(state: State, x: number): void {
  for (let z = state.school.sessionsFrom[x]; z < state.school.sessionsFrom[x + 1]; z++) {
    state.setSlot(z, -1)
    state.setRoom(z, -1)
  }
}
