import { gradeFits } from '../constraints/grade-fit.ts'
import type { Plan } from '../plan.ts'
import type { Policy } from '../policy/policy.ts'
import type { Clock } from './clock.ts'
import type { Groups } from './groups.ts'
import type { Places } from './places.ts'

/**
 * Students and their wishes. Wish w of student s is variable wishesFrom[s] + w: first the ranked choices, then the `everyone` activities of the grade
 * that the student can attend, then one for tutoring where the need is approved. Its value is a section + 1, or 0.
 */
export interface Pupils {
  readonly N: number
  /** all wishes of all students */
  readonly W: number
  readonly studentIndex: ReadonlyMap<string, number>
  readonly wishesFrom: Int32Array
  /** [student] number of ranked choices, of `everyone` wishes (bits after the choices), 1 for tutoring (the last bit) */
  readonly choices: Uint8Array
  readonly everyone: Uint8Array
  readonly tutoring: Uint8Array
  readonly wanted: Uint8Array
  readonly wished: Uint8Array
  readonly priority: Uint8Array
  /** [student] 2 where the choice counts twice */
  readonly factor: Uint8Array
  readonly studentClass: Int32Array
  /** [wish] */
  readonly wishStudent: Int32Array
  /** [wish] sections it may take: sectionsOf[sectionsOfFrom[w] … ) */
  readonly optionsFrom: Int32Array
  readonly options: Int32Array
  /** [activity] wishes for it */
  readonly wishers: readonly Int32Array[]
  /** [wish] domains it covers, bits; tutoring by section */
  readonly wishDomains: Int32Array
  /** [student] domains covered by care, and the most that can be asked */
  readonly careDomains: Int32Array
  readonly domainsAsked: Uint8Array
  /** [student × 2L + span] every occupied slot is attended */
  readonly attends: Uint8Array
  /** [student × R + room] bit 0: the needs are met, bit 1: on the student's site */
  readonly roomOk: Uint8Array
}

export function compilePupils(plan: Plan, policy: Policy, clock: Clock, groups: Groups, places: Places): Pupils {
  const { L } = clock
  const N = plan.students.length
  const wishesFrom = new Int32Array(N + 1)
  const wishStudent: number[] = []
  const wishDomains: number[] = []
  const optionsFrom: number[] = [0]
  const options: number[] = []
  const wishers: number[][] = plan.activities.map(() => [])
  const zero = () => new Uint8Array(N)
  const out = { choices: zero(), everyone: zero(), tutoring: zero(), wanted: zero(), wished: zero(), priority: zero(), factor: zero(), domainsAsked: zero() }
  const careDomains = new Int32Array(N)
  const attends = new Uint8Array(N * 2 * L)
  const roomOk = new Uint8Array(N * places.R)
  const intellectual = policy.requiredDomains.indexOf('intellectual')
  const push = (s: number, activities: readonly number[], domains: number) => {
    const w = wishStudent.length
    wishStudent.push(s)
    wishDomains.push(domains)
    for (const a of activities) {
      wishers[a].push(w)
      for (let x = groups.sectionsFrom[a]; x < groups.sectionsFrom[a + 1]; x++) options.push(x)
    }
    optionsFrom.push(options.length)
  }
  const tutoringActivities = plan.activities.flatMap((a, i) => (a.tutoring ? [i] : []))
  const everyoneActivities = plan.activities.flatMap((a, i) => (a.everyone && !a.tutoring ? [i] : []))
  plan.students.forEach((student, s) => {
    const grade = plan.classes[places.classIndex.get(student.class)!].grade
    const site = places.hostSite[places.classIndex.get(student.class)!]
    for (const id of student.attends) attends[s * 2 * L + clock.slotIndex.get(id)!] = 1
    for (let l = 0; l < L; l++) {
      const n = clock.next[l]
      if (n >= 0 && attends[s * 2 * L + l] && attends[s * 2 * L + n]) attends[s * 2 * L + L + l] = 1
    }
    plan.rooms.forEach((room, r) => {
      roomOk[s * places.R + r] = (student.needs.every((n) => room.features.includes(n)) ? 1 : 0) | (places.roomSite[r] === site ? 2 : 0)
    })
    wishesFrom[s] = wishStudent.length
    for (const id of student.choices) {
      const a = groups.activityIndex.get(id)!
      push(s, gradeFits(plan.activities[a], grade) ? [a] : [], groups.domainBits[a])
    }
    for (const a of everyoneActivities) {
      const can = groups.slots[a].some((l) => attends[s * 2 * L + (groups.length[a] === 2 ? L : 0) + l])
      if (!gradeFits(plan.activities[a], grade) || !can) continue
      push(s, [a], groups.domainBits[a])
      out.everyone[s]++
    }
    if (student.tutoring) {
      const mine = tutoringActivities.filter((a) => gradeFits(plan.activities[a], grade))
      // one tutoring wish may be met by several activities: their domains are looked up by section
      push(s, mine, -1)
      out.tutoring[s] = 1
    }
    // a student's wishes are bits of a number
    if (wishStudent.length - wishesFrom[s] > 31)
      throw new RangeError(`more than 31 choices, activities for everyone and tutoring of ${student.id}: split \`everyone\` by grade`)
    out.choices[s] = student.choices.length
    out.wanted[s] = Math.min(255, student.clubsWanted)
    out.wished[s] = Math.min(student.clubsWanted, student.choices.length)
    const priority = student.priority.some((g) => policy.priorityGroups.includes(g))
    out.priority[s] = priority ? 1 : 0
    out.factor[s] = priority || student.carried > 0 ? 2 : 1
    careDomains[s] = intellectual >= 0 && student.attends.length > 0 ? 1 << intellectual : 0
    out.domainsAsked[s] = out.wished[s] > 0 ? Math.min(policy.requiredDomains.length, 1 + out.wished[s]) : 0
  })
  wishesFrom[N] = wishStudent.length
  return {
    N,
    W: wishStudent.length,
    studentIndex: new Map(plan.students.map((s, i) => [s.id, i])),
    wishesFrom,
    ...out,
    studentClass: Int32Array.from(plan.students, (s) => places.classIndex.get(s.class)!),
    wishStudent: Int32Array.from(wishStudent),
    optionsFrom: Int32Array.from(optionsFrom),
    options: Int32Array.from(options),
    wishers: wishers.map((w) => Int32Array.from(w)),
    wishDomains: Int32Array.from(wishDomains),
    careDomains,
    attends,
    roomOk,
  }
}
