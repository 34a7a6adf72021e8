import { factsOf } from '../check/facts.ts'
import { postText } from '../check/post-names.ts'
import { nameOf, peopleText, sectionText, slotText } from '../check/text.ts'
import { keyOf, postKey, wishFor } from '../constraints/parts.ts'
import { type Plan, weekdays } from '../plan.ts'
import type { Text } from '../policy/index.ts'
import { sits, wants } from '../search/staffing.ts'
import type { State } from '../state.ts'
import type { Post, TimetableParts } from '../timetable.ts'
import type { Fault } from '../validate/fault.ts'
import { sectionIndex } from './rehouse.ts'
import type { Scope } from './reseat.ts'
import type { Held } from './spans.ts'

/** Posts, with those of their people alone whom a state that has read them leaves out though a required seat is empty: a rule forbids that they sit there. */
export function leftOut(state: State, posts: readonly Post[]): Post[] {
  const { school, values } = state
  const { S, at, careFrom, staffIndex } = school
  const byKey = new Map<number, number>()
  for (let q = 0; q < school.Q; q++) {
    const slot = q < careFrom ? values[at.slot + Math.trunc(q / (2 * S))] - 1 : 0
    if (slot >= 0) byKey.set(postKey(school, q, slot), q)
  }
  return posts.flatMap((post) => {
    const q = byKey.get(keyOf(school, post) ?? -1)
    if (q === undefined || !wants(state, q)) return []
    const staff = post.staff.filter((id) => staffIndex.has(id) && !sits(state, q, staffIndex.get(id)!))
    return staff.length > 0 ? [{ ...post, staff }] : []
  })
}

/** Posts of the days that stay as they are, then the others: a limit of the week that a change has brought nearer is kept on the days that may change. */
export function standingFirst(plan: Plan, parts: TimetableParts, scope: Scope): TimetableParts {
  const open = isOpen(plan, scope)
  return { ...parts, posts: [...parts.posts.filter((post) => !open(slotOf(post))), ...parts.posts.filter((post) => open(slotOf(post)))] }
}

const slotOf = (post: Post): string => (post.kind === 'duty' ? post.block : post.slot)

function isOpen({ slots }: Plan, scope: Scope): (slot: string) => boolean {
  const day = new Map(slots.flatMap(({ id, dutyBlock, weekday }) => [[id, weekday] as const, [dutyBlock ?? id, weekday] as const]))
  return (slot) => scope.open[weekdays.indexOf(day.get(slot)!)] === 1
}

const people = (posts: readonly Post[]): number => posts.reduce((sum, { staff }) => sum + staff.length, 0)

/** seats filled on the days that stay as they are */
function seatsElsewhere({ school, roster, filled }: State, { open }: Scope): number {
  let seats = 0
  for (let q = 0; q < school.Q; q++) if (filled[q] > 0 && !open[school.callDay[roster.callOf[q]]]) seats += filled[q]
  return seats
}

/**
 * What a timetable says of days that stay as they are, and a state that has read it cannot hold: rules of who or what may be where forbid it.
 * @param held what has changed: a student whose slots are others leaves a section for that reason
 * @param from the first date, for people
 */
export function unheldFaults(state: State, plan: Plan, parts: TimetableParts, scope: Scope, held: readonly Held[], from: string): Fault[] {
  const { school, values } = state
  const { at, L, classIndex, slotIndex, hostIndex, roomIndex, studentIndex } = school
  const open = isOpen(plan, scope)
  const facts = () => factsOf(plan)
  const what: Text[] = []
  const standing = parts.posts.filter((post) => !open(slotOf(post)))
  for (const post of seatsElsewhere(state, scope) === people(standing) ? [] : leftOut(state, standing)) {
    const known = facts()
    const [who, where] = [peopleText(post.staff.map((id) => known.staff.get(id)!)), postText(known, post)]
    what.push({ en: `${who.en} (${where.en})`, zh: `${who.zh}（${where.zh}）` })
  }
  for (const { class: c, slot, host } of parts.care) {
    const key = classIndex.get(c)! * L + slotIndex.get(slot)!
    if (open(slot) || school.attending[key] === 0 || values[at.host + key] === hostIndex.get(host)) continue
    const known = facts()
    const [guest, there, when] = [known.classes.get(c)!, known.classes.get(host) ?? known.rooms.get(host)!, slotText(known.slots.get(slot)!)]
    what.push({ en: `care of ${nameOf(guest)} with ${nameOf(there)} on ${when.en}`, zh: `${when.zh}${nameOf(guest)}在${nameOf(there)}托管` })
  }
  const moved = new Set(held.flatMap(({ change }) => (change.kind === 'student-left' || change.kind === 'student-slots' ? [change.student] : [])))
  for (const part of parts.sections) {
    const x = sectionIndex(state, part)
    const fixed = part.sessions.filter(({ slot }) => !open(slot))
    if (fixed.length === 0 || (x >= 0 && values[at.size + x] === part.students.length)) continue
    // a section of a number that there is not: all of it
    const a = x < 0 ? -1 : school.sectionActivity[x]
    const placeless = fixed.filter(({ slot, room }) => a < 0 || !school.rooms[a * L + slotIndex.get(slot)!].includes(roomIndex.get(room)!))
    const isIn = (id: string) => {
      const w = wishFor(school, studentIndex.get(id)!, x)
      return w >= 0 && values[at.enrol + w] === x + 1
    }
    const strangers = fixed.length < part.sessions.length ? [] : part.students.filter((id) => studentIndex.has(id) && !moved.has(id) && !isIn(id))
    if (placeless.length === 0 && strangers.length === 0) continue
    const known = facts()
    const group = sectionText(known.activities.get(part.activity)!, part.number)
    for (const { slot, room } of placeless) {
      const [when, there] = [slotText(known.slots.get(slot)!), nameOf(known.rooms.get(room)!)]
      what.push({ en: `${group.en} in ${there} on ${when.en}`, zh: `${when.zh}${group.zh}在${there}` })
    }
    if (placeless.length === 0) {
      const who = peopleText(strangers.map((id) => known.students.get(id)!))
      what.push({ en: `${who.en} in ${group.en}`, zh: `${who.zh}参加${group.zh}` })
    }
  }
  return what.map(({ en, zh }) => ({
    pointer: '',
    value: null,
    code: 'breaks-a-rule',
    message: {
      en: `this timetable has, in the week of ${from}, ${en}: a rule of who or what may be where forbids that, on a day that no change touches.`,
      zh: `该课表在${from}所在周有：${zh}。这违反人员或场地的基本规则，而当天没有任何变动。`,
    },
    suggestion: { en: 'Check the timetable, and correct it or solve it again first.', zh: '请先检查课表，更正或重新求解。' },
  }))
}
