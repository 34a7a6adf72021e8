import type { School } from './compile/school.ts'
import { BalancedWeek } from './constraints/balanced-week.ts'
import { Budget } from './constraints/budget.ts'
import { CareContinuity } from './constraints/care-continuity.ts'
import { Change } from './constraints/change.ts'
import { FairLoad } from './constraints/fair-load.ts'
import { GroupSize } from './constraints/group-size.ts'
import { Handover } from './constraints/handover.ts'
import { InServiceShare } from './constraints/in-service-share.ts'
import { LeadContinuity } from './constraints/lead-continuity.ts'
import { Led } from './constraints/led.ts'
import { MergedCare } from './constraints/merged-care.ts'
import { MissingSection } from './constraints/missing-section.ts'
import { NoLoneExternal } from './constraints/no-lone-external.ts'
import { OwnClassCare } from './constraints/own-class-care.ts'
import { Pay } from './constraints/pay.ts'
import { Pin } from './constraints/pin.ts'
import { PriorityUnserved } from './constraints/priority-unserved.ts'
import { RoomClash } from './constraints/room-clash.ts'
import { RoomFit } from './constraints/room-fit.ts'
import { RoomStability } from './constraints/room-stability.ts'
import type { Rule } from './constraints/rule.ts'
import { SeasonChange } from './constraints/season-change.ts'
import { SeasonGap } from './constraints/season-gap.ts'
import { Spread } from './constraints/spread.ts'
import { StaffGap } from './constraints/staff-gap.ts'
import { StaffPreference } from './constraints/staff-preference.ts'
import { StudentChoice } from './constraints/student-choice.ts'
import { Travel } from './constraints/travel.ts'
import { TutoringUnserved } from './constraints/tutoring-unserved.ts'
import { UnfilledSeat } from './constraints/unfilled-seat.ts'
import { UnplacedStudent } from './constraints/unplaced-student.ts'
import { Hosting } from './hosting.ts'
import { Roster } from './roster.ts'

/** every priced row, each call site below sees one class */
function rules(school: School, values: Int32Array, hosting: Hosting) {
  return {
    roomClash: new RoomClash(school, values),
    roomFit: new RoomFit(school, values),
    groupSize: new GroupSize(school, values),
    noLoneExternal: new NoLoneExternal(school, values),
    led: new Led(school, values),
    pin: new Pin(school, values),
    budget: new Budget(school, values),
    unfilledSeat: new UnfilledSeat(school, values),
    unplacedStudent: new UnplacedStudent(school, values),
    missingSection: new MissingSection(school, values),
    priorityUnserved: new PriorityUnserved(school, values),
    tutoringUnserved: new TutoringUnserved(school, values),
    studentChoice: new StudentChoice(school, values),
    balancedWeek: new BalancedWeek(school, values),
    staffPreference: new StaffPreference(school, values),
    fairLoad: new FairLoad(school, values),
    inServiceShare: new InServiceShare(school, values),
    leadContinuity: new LeadContinuity(school, values),
    careContinuity: new CareContinuity(school, values, hosting),
    handover: new Handover(school, values, hosting),
    ownClassCare: new OwnClassCare(school, values, hosting),
    roomStability: new RoomStability(school, values),
    spread: new Spread(school, values),
    staffGap: new StaffGap(school, values),
    mergedCare: new MergedCare(school, values),
    seasonGap: new SeasonGap(school, values),
    seasonChange: new SeasonChange(school, values),
    pay: new Pay(school, values),
    travel: new Travel(school, values),
    change: new Change(school, values),
  }
}
export type Rules = ReturnType<typeof rules>

/**
 * A timetable in integers, with every row's amount. Five kinds of change (a student joins or leaves, a person sits or leaves, a host, a slot, a room); what follows from them (sizes, children in care,
 * needs) follows at once; people above a falling need leave by themselves. Every change goes to a journal, so that any run of changes can be taken back to the unit.
 */
export class State {
  readonly school: School
  readonly values: Int32Array
  readonly rules: Rules
  readonly list: readonly Rule[]
  readonly amounts: Int32Array
  /** [row] what one unit of a row costs the search */
  readonly penalty: Float64Array
  /** Σ penalty × amount */
  energy = 0
  readonly roster: Roster
  readonly hosting: Hosting
  /** [post] */
  readonly filled: Uint8Array
  /** [section × mostMembers + i] wishes that hold it */
  readonly members: Int32Array
  readonly mostMembers: number
  private readonly memberAt: Int32Array
  /** [host × L + slot] other classes there */
  readonly guests: Int16Array
  /** [(site × B + block) × S + season] open groups */
  readonly opens: Int32Array
  /** [students] supervisors that a care group needs */
  readonly careNeed: Int32Array
  private journal = new Int32Array(1 << 12)
  private journaled = 0
  /** posts whose need rose or whose people left since the last `commit` (and perhaps others: whoever fills them looks again) */
  touched = new Int32Array(1 << 10)
  touchedCount = 0

  constructor(school: School) {
    this.school = school
    this.values = new Int32Array(school.at.count)
    this.hosting = new Hosting(school)
    this.rules = rules(school, this.values, this.hosting)
    this.list = Object.values(this.rules)
    this.amounts = new Int32Array(school.weight.length)
    this.penalty = new Float64Array(school.weight.length)
    this.roster = new Roster(school)
    this.filled = new Uint8Array(school.Q)
    this.mostMembers = school.sizeMax.reduce((most, n) => Math.max(most, n), 1)
    this.members = new Int32Array(school.X * this.mostMembers)
    this.memberAt = new Int32Array(school.W)
    this.guests = new Int16Array(school.H * school.L)
    this.opens = new Int32Array(school.sites * school.B * school.S)
    this.careNeed = Int32Array.from({ length: school.N + 1 }, (_, n) => Math.ceil(n / school.policy.studentsPerSupervisor))
    this.clear()
  }

  /** The empty timetable: no sections, nobody seated, every class at home. */
  clear(): void {
    const { at, C, L } = this.school
    this.values.fill(0)
    for (let c = 0; c < C; c++) this.values.fill(c, at.host + c * L, at.host + (c + 1) * L)
    this.rebuild()
  }

  /** Cost by level of the amounts. */
  cost(level: number): number {
    const { weight, level: of } = this.school
    let total = 0
    for (let r = 0; r < weight.length; r++) if (of[r] === level) total += weight[r] * this.amounts[r]
    return total
  }

  /** Sets what a unit of each level costs the search, and the energy with it. */
  price(hard: number, medium: number, soft: number): void {
    const { weight, level } = this.school
    this.energy = 0
    for (let r = 0; r < weight.length; r++) {
      this.penalty[r] = weight[r] * (level[r] === 0 ? hard : level[r] === 1 ? medium : soft)
      this.energy += this.penalty[r] * this.amounts[r]
    }
  }

  private charge(rule: Rule, change: number): void {
    if (change === 0) return
    this.amounts[rule.row] += change
    this.energy += this.penalty[rule.row] * change
  }

  // ---- the journal

  /** @returns where the journal stands: `rollback` takes back what came after */
  mark(): number {
    return this.journaled
  }

  /** What came before is final. */
  commit(): void {
    this.journaled = 0
    this.touchedCount = 0
  }

  private note(variable: number, old: number): void {
    if (this.journaled + 2 > this.journal.length) {
      const longer = new Int32Array(this.journal.length * 2)
      longer.set(this.journal)
      this.journal = longer
    }
    this.journal[this.journaled++] = variable
    this.journal[this.journaled++] = old
  }

  rollback(mark: number): void {
    const { at, seatPost } = this.school
    while (this.journaled > mark) {
      const old = this.journal[this.journaled - 1]
      const variable = this.journal[this.journaled - 2]
      this.journaled -= 2
      const end = this.journaled
      if (variable < at.seat) {
        if (old === 0) this.leave(variable - at.enrol)
        else this.join(variable - at.enrol, old - 1)
      } else if (variable < at.host) {
        if (old === 0) this.rise(variable - at.seat, seatPost[variable - at.seat])
        else this.sit(variable - at.seat, seatPost[variable - at.seat], old - 1)
      } else if (variable < at.slot) this.setHost(variable - at.host, old)
      else if (variable < at.room) this.setSlot(variable - at.slot, old - 1)
      else this.setRoom(variable - at.room, old - 1)
      this.journaled = end
    }
  }

  private touch(post: number): void {
    if (this.touchedCount === this.touched.length) {
      const longer = new Int32Array(this.touched.length * 2)
      longer.set(this.touched)
      this.touched = longer
    }
    this.touched[this.touchedCount++] = post
  }

  // ---- people

  /** Seats a person who is permitted and free at a post with an empty required seat. */
  seat(post: number, person: number): void {
    const { at, seatFrom } = this.school
    let i = seatFrom[post]
    while (this.values[at.seat + i] !== 0) i++
    this.sit(i, post, person)
  }

  /** The person leaves the post. */
  unseat(post: number, person: number): void {
    const { at, seatFrom } = this.school
    let i = seatFrom[post]
    while (this.values[at.seat + i] !== person + 1) i++
    this.rise(i, post)
  }

  private sit(i: number, post: number, person: number): void {
    this.hear(this.school.at.seat + i, post, 0, person + 1)
    this.filled[post]++
    this.roster.add(post, person)
    this.values[this.school.at.seat + i] = person + 1
    this.note(this.school.at.seat + i, 0)
  }

  private rise(i: number, post: number): void {
    const held = this.values[this.school.at.seat + i]
    this.hear(this.school.at.seat + i, post, held, 0)
    this.filled[post]--
    this.roster.remove(post, held - 1)
    this.values[this.school.at.seat + i] = 0
    this.note(this.school.at.seat + i, held)
    this.touch(post)
  }

  private hear(variable: number, post: number, from: number, to: number): void {
    const r = this.rules
    const { careFrom, dutyFrom } = this.school
    this.charge(r.unfilledSeat, r.unfilledSeat.delta(variable, from, to))
    if (post < careFrom) {
      if (r.led.counts(post)) {
        this.charge(r.led, r.led.delta(variable, from, to))
        this.charge(r.leadContinuity, r.leadContinuity.apply(variable, from, to))
      }
    } else if (post < dutyFrom) {
      this.charge(r.careContinuity, r.careContinuity.apply(variable, from, to))
      this.charge(r.handover, r.handover.apply(variable, from, to))
      this.charge(r.ownClassCare, r.ownClassCare.delta(variable, from, to))
    }
    this.charge(r.noLoneExternal, r.noLoneExternal.apply(variable, from, to))
    if (!r.budget.idle) this.charge(r.budget, r.budget.apply(variable, from, to))
    this.charge(r.staffPreference, r.staffPreference.delta(variable, from, to))
    this.charge(r.fairLoad, r.fairLoad.apply(variable, from, to))
    this.charge(r.inServiceShare, r.inServiceShare.apply(variable, from, to))
    this.charge(r.staffGap, r.staffGap.apply(variable, from, to))
    this.charge(r.seasonChange, r.seasonChange.delta(variable, from, to))
    this.charge(r.pay, r.pay.delta(variable, from, to))
    if (!r.travel.idle) this.charge(r.travel, r.travel.apply(variable, from, to))
    if (!r.pin.idle) this.charge(r.pin, r.pin.delta(variable, from, to))
    if (!r.change.idle) this.charge(r.change, r.change.apply(variable, from, to))
  }

  private setNeed(post: number, to: number): void {
    const { at, careFrom, dutyFrom, seatFrom } = this.school
    const from = this.values[at.need + post]
    if (from === to) return
    // people above a falling need leave: the last seated first
    for (let i = seatFrom[post + 1] - 1; this.filled[post] > to; i--) if (this.values[at.seat + i] !== 0) this.rise(i, post)
    const r = this.rules
    const variable = at.need + post
    this.charge(r.unfilledSeat, r.unfilledSeat.delta(variable, from, to))
    if (post < careFrom) {
      this.charge(r.led, r.led.delta(variable, from, to))
      this.charge(r.leadContinuity, r.leadContinuity.apply(variable, from, to))
    } else if (post < dutyFrom) {
      this.charge(r.careContinuity, r.careContinuity.apply(variable, from, to))
      this.charge(r.handover, r.handover.apply(variable, from, to))
    }
    this.values[variable] = to
    if (to > this.filled[post]) this.touch(post)
  }

  // ---- children in care

  private setStay(key: number, season: number, change: number): void {
    const { at, S, L } = this.school
    const i = key * S + season
    const from = this.values[at.stay + i]
    const to = from + change
    const h = this.values[at.host + key]
    if (from === 0 || to === 0) {
      const r = this.rules
      const variable = at.stay + i
      this.charge(r.mergedCare, r.mergedCare.delta(variable, from, to))
      this.charge(r.careContinuity, r.careContinuity.apply(variable, from, to))
      this.charge(r.handover, r.handover.apply(variable, from, to))
      this.charge(r.ownClassCare, r.ownClassCare.delta(variable, from, to))
    }
    this.values[at.stay + i] = to
    this.setGroup(h, key % L, season, change)
  }

  private setGroup(h: number, l: number, season: number, change: number): void {
    const { at, S, L, hostSite, careFrom } = this.school
    const i = (h * L + l) * S + season
    const from = this.values[at.group + i]
    const to = from + change
    const r = this.rules
    this.charge(r.unplacedStudent, r.unplacedStudent.delta(at.group + i, from, to))
    if (from === 0 || to === 0) this.charge(r.roomClash, r.roomClash.apply(at.group + i, from, to))
    this.values[at.group + i] = to
    if (from === 0) this.open(hostSite[h], l, season, 1)
    else if (to === 0) this.open(hostSite[h], l, season, -1)
    this.setNeed(careFrom + i, this.careNeed[to])
  }

  private open(site: number, slot: number, season: number, sign: number): void {
    const { B, S, slotBlock, dutyFrom } = this.school
    const i = (site * B + slotBlock[slot]) * S + season
    const n = (this.opens[i] += sign)
    if (n === (sign > 0 ? 1 : 0)) this.setNeed(dutyFrom + i, n)
  }

  /** Class × L + slot goes to another host: one that hosts itself, from a class that hosts nobody else. */
  setHost(key: number, to: number): void {
    const { at, S, L } = this.school
    const from = this.values[at.host + key]
    if (from === to) return
    const r = this.rules
    const variable = at.host + key
    this.charge(r.mergedCare, r.mergedCare.delta(variable, from, to))
    this.charge(r.careContinuity, r.careContinuity.apply(variable, from, to))
    this.charge(r.handover, r.handover.apply(variable, from, to))
    this.charge(r.ownClassCare, r.ownClassCare.delta(variable, from, to))
    if (!r.pin.idle) this.charge(r.pin, r.pin.delta(variable, from, to))
    if (!r.change.idle) this.charge(r.change, r.change.delta(variable, from, to))
    this.values[variable] = to
    const l = key % L
    const c = Math.trunc(key / L)
    this.hosting.remove(c, l, from)
    this.hosting.add(c, l, to)
    if (from !== c) this.guests[from * L + l]--
    if (to !== c) this.guests[to * L + l]++
    for (let season = 0; season < S; season++) {
      const n = this.values[at.stay + key * S + season]
      if (n === 0) continue
      this.setGroup(from, l, season, -n)
      this.setGroup(to, l, season, n)
    }
    this.note(variable, from)
  }

  // ---- sections

  /** The session of a section without students gets a slot, or none (−1). */
  setSlot(z: number, slot: number): void {
    const { at, S, L, sectionActivity, sessionSection } = this.school
    const variable = at.slot + z
    const from = this.values[variable]
    if (from === slot + 1) return
    const a = sectionActivity[sessionSection[z]]
    for (let r = 0; r < 2; r++) {
      for (let season = 0; season < S; season++) {
        const q = (z * 2 + r) * S + season
        this.roster.callOf[q] = slot < 0 ? -1 : ((a * 2 + r) * L + slot) * S + season
        this.values[at.call + q] = this.roster.callOf[q] + 1
      }
    }
    this.values[variable] = slot + 1
    this.note(variable, from)
  }

  /** The session gets a room, or none (−1); a running section's stays on the site. */
  setRoom(z: number, room: number): void {
    const { at, S, roomSite, sessionSection } = this.school
    const variable = at.room + z
    const from = this.values[variable]
    const to = room + 1
    if (from === to) return
    if (this.values[at.size + sessionSection[z]] > 0) {
      const r = this.rules
      this.charge(r.roomClash, r.roomClash.apply(variable, from, to))
      this.charge(r.roomFit, r.roomFit.delta(variable, from, to))
      this.charge(r.roomStability, r.roomStability.delta(variable, from, to))
      if (!r.pin.idle) this.charge(r.pin, r.pin.delta(variable, from, to))
      if (!r.change.idle) this.charge(r.change, r.change.delta(variable, from, to))
    }
    if (room >= 0) this.roster.siteOf.fill(roomSite[room], z * 2 * S, (z + 1) * 2 * S)
    this.values[variable] = to
    this.note(variable, from)
  }

  /** The wish, which holds nothing, takes a section that the student may join. */
  join(wish: number, section: number): void {
    const { at } = this.school
    this.hearWish(wish, 0, section + 1)
    this.values[at.enrol + wish] = section + 1
    const n = this.values[at.size + section]
    this.members[section * this.mostMembers + n] = wish
    this.memberAt[wish] = n
    this.setSize(section, n, n + 1)
    this.away(wish, section, -1)
    this.note(at.enrol + wish, 0)
  }

  /** The wish gives up its section. */
  leave(wish: number): void {
    const { at } = this.school
    const held = this.values[at.enrol + wish]
    const section = held - 1
    this.hearWish(wish, held, 0)
    this.values[at.enrol + wish] = 0
    const n = this.values[at.size + section]
    const base = section * this.mostMembers
    const last = this.members[base + n - 1]
    this.members[base + this.memberAt[wish]] = last
    this.memberAt[last] = this.memberAt[wish]
    this.away(wish, section, 1)
    this.setSize(section, n, n - 1)
    this.note(at.enrol + wish, held)
  }

  private hearWish(wish: number, from: number, to: number): void {
    const r = this.rules
    const variable = this.school.at.enrol + wish
    this.charge(r.studentChoice, r.studentChoice.apply(variable, from, to))
    this.charge(r.balancedWeek, r.balancedWeek.delta(variable, from, to))
    this.charge(r.priorityUnserved, r.priorityUnserved.apply(variable, from, to))
    this.charge(r.tutoringUnserved, r.tutoringUnserved.delta(variable, from, to))
    if (!r.pin.idle) this.charge(r.pin, r.pin.delta(variable, from, to))
    if (!r.change.idle) this.charge(r.change, r.change.delta(variable, from, to))
  }

  /**
   * The student of a wish goes out of care (−1) for the sessions of a section, or comes back (+1). A slot is covered by one session of a student at most: nobody attends two slots at once
   * (a fault of the plan), sessions lie in slots attended, and sessions at once are never both held.
   */
  private away(wish: number, section: number, change: number): void {
    const s = this.school
    const student = s.wishStudent[wish]
    const { S, L } = s
    const a = s.sectionActivity[section]
    const double = s.length[a] === 2 ? L : 0
    const c = s.studentClass[student]
    const attends = student * 2 * L
    for (let z = s.sessionsFrom[section]; z < s.sessionsFrom[section + 1]; z++) {
      const slot = this.values[s.at.slot + z] - 1
      for (let season = 0; season < S; season++) {
        if (s.runs[(a * L + slot) * S + season] !== 3) continue
        const i = season * 2 * L + double + slot
        for (let j = s.coveredFrom[i]; j < s.coveredFrom[i + 1]; j++) {
          const l = s.covered[j]
          if (s.attends[attends + l] === 0) continue
          this.setStay(c * L + l, season, change)
        }
      }
    }
  }

  private setSize(x: number, from: number, to: number): void {
    const s = this.school
    const { at, S, L } = s
    const a = s.sectionActivity[x]
    const r = this.rules
    const variable = at.size + x
    this.charge(r.groupSize, r.groupSize.delta(variable, from, to))
    this.charge(r.roomFit, r.roomFit.delta(variable, from, to))
    const flips = from === 0 || to === 0
    if (flips) {
      this.charge(r.missingSection, r.missingSection.apply(variable, from, to))
      this.charge(r.roomClash, r.roomClash.apply(variable, from, to))
      this.charge(r.roomStability, r.roomStability.delta(variable, from, to))
      this.charge(r.spread, r.spread.delta(variable, from, to))
      this.charge(r.seasonGap, r.seasonGap.delta(variable, from, to))
      if (!r.pin.idle) this.charge(r.pin, r.pin.delta(variable, from, to))
      if (!r.change.idle) this.charge(r.change, r.change.delta(variable, from, to))
    }
    this.values[variable] = to
    if (!flips && s.rolePer[a * 2] === 0 && s.rolePer[a * 2 + 1] === 0) return
    for (let z = s.sessionsFrom[x]; z < s.sessionsFrom[x + 1]; z++) {
      const slot = this.values[at.slot + z] - 1
      for (let season = 0; season < S; season++) {
        if (s.runs[(a * L + slot) * S + season] === 0) continue
        for (let role = 0; role < 2; role++) {
          const per = s.rolePer[a * 2 + role]
          this.setNeed((z * 2 + role) * S + season, to === 0 ? 0 : s.roleCount[a * 2 + role] + (per > 0 ? Math.ceil(to / per) : 0))
        }
        if (!flips) continue
        const site = s.roomSite[this.values[at.room + z] - 1]
        this.open(site, slot, season, to > 0 ? 1 : -1)
        if (s.length[a] === 2) this.open(site, s.next[slot], season, to > 0 ? 1 : -1)
      }
    }
  }

  // ---- from the decisions alone

  /** Takes over the decisions of another array of values (as long as `at.size`) and counts everything else anew. */
  load(decisions: Int32Array): void {
    this.values.set(decisions.subarray(0, this.school.at.size))
    this.rebuild()
  }

  /** Counts everything that follows from the decisions, and every row, anew. */
  rebuild(): void {
    const s = this.school
    const { at, S, L, B } = s
    const v = this.values
    v.fill(0, at.size)
    this.filled.fill(0)
    this.guests.fill(0)
    this.opens.fill(0)
    this.roster.clear()
    this.hosting.clear()
    this.journaled = 0
    this.touchedCount = 0
    for (let z = 0; z < s.Z; z++) {
      const a = s.sectionActivity[s.sessionSection[z]]
      const slot = v[at.slot + z] - 1
      for (let i = 0; i < 2 * S; i++) this.roster.callOf[z * 2 * S + i] = slot < 0 ? -1 : ((a * 2 + Math.trunc(i / S)) * L + slot) * S + (i % S)
      if (v[at.room + z] > 0) this.roster.siteOf.fill(s.roomSite[v[at.room + z] - 1], z * 2 * S, (z + 1) * 2 * S)
    }
    for (let q = s.careFrom; q < s.Q; q++) {
      const key = Math.trunc((q - (q < s.dutyFrom ? s.careFrom : q < s.generalFrom ? s.dutyFrom : s.generalFrom)) / S)
      this.roster.siteOf[q] = q < s.dutyFrom ? s.hostSite[Math.trunc(key / L)] : q < s.generalFrom ? Math.trunc(key / B) : s.generalSite[key]
    }
    for (let q = 0; q < s.Q; q++) v[at.call + q] = this.roster.callOf[q] + 1
    for (let w = 0; w < s.W; w++) {
      const x = v[at.enrol + w] - 1
      if (x < 0) continue
      this.memberAt[w] = v[at.size + x]
      this.members[x * this.mostMembers + v[at.size + x]++] = w
    }
    for (let student = 0; student < s.N; student++) this.countStay(student)
    for (let key = 0; key < s.C * L; key++) {
      const h = v[at.host + key]
      this.hosting.add(Math.trunc(key / L), key % L, h)
      if (h !== Math.trunc(key / L)) this.guests[h * L + (key % L)]++
      for (let season = 0; season < S; season++) v[at.group + (h * L + (key % L)) * S + season] += v[at.stay + key * S + season]
    }
    this.countNeeds()
    for (let i = 0; i < s.seats; i++) {
      const held = v[at.seat + i]
      if (held === 0) continue
      this.filled[s.seatPost[i]]++
      this.roster.add(s.seatPost[i], held - 1)
    }
    for (const rule of this.list) this.amounts[rule.row] = rule.reset(v)
    this.energy = 0
    for (let r = 0; r < this.amounts.length; r++) this.energy += this.penalty[r] * this.amounts[r]
  }

  private countStay(student: number): void {
    const s = this.school
    const { at, S, L } = s
    for (let l = 0; l < L; l++) {
      if (s.attends[student * 2 * L + l] === 0) continue
      for (let season = 0; season < S; season++) {
        if (s.start[season * 2 * L + l] < 0) continue
        let out = false
        for (let w = s.wishesFrom[student]; w < s.wishesFrom[student + 1] && !out; w++) {
          const x = this.values[at.enrol + w] - 1
          if (x < 0) continue
          const a = s.sectionActivity[x]
          for (let z = s.sessionsFrom[x]; z < s.sessionsFrom[x + 1]; z++) {
            const slot = this.values[at.slot + z] - 1
            if (s.runs[(a * L + slot) * S + season] !== 3) continue
            const i = season * 2 * L + (s.length[a] === 2 ? L : 0) + slot
            for (let j = s.coveredFrom[i]; j < s.coveredFrom[i + 1]; j++) if (s.covered[j] === l) out = true
          }
        }
        if (!out) this.values[at.stay + (s.studentClass[student] * L + l) * S + season]++
      }
    }
  }

  private countNeeds(): void {
    const s = this.school
    const { at, S, L, B } = s
    const v = this.values
    const tally = (site: number, l: number, season: number) => {
      this.opens[(site * B + s.slotBlock[l]) * S + season]++
    }
    for (let x = 0; x < s.X; x++) {
      const size = v[at.size + x]
      if (size === 0) continue
      const a = s.sectionActivity[x]
      for (let z = s.sessionsFrom[x]; z < s.sessionsFrom[x + 1]; z++) {
        const slot = v[at.slot + z] - 1
        const site = s.roomSite[v[at.room + z] - 1]
        for (let season = 0; season < S; season++) {
          if (s.runs[(a * L + slot) * S + season] === 0) continue
          for (let role = 0; role < 2; role++) {
            const per = s.rolePer[a * 2 + role]
            v[at.need + (z * 2 + role) * S + season] = s.roleCount[a * 2 + role] + (per > 0 ? Math.ceil(size / per) : 0)
          }
          tally(site, slot, season)
          if (s.length[a] === 2) tally(site, s.next[slot], season)
        }
      }
    }
    for (let i = 0; i < s.H * L * S; i++) {
      const n = v[at.group + i]
      if (n === 0) continue
      v[at.need + s.careFrom + i] = Math.ceil(n / s.policy.studentsPerSupervisor)
      tally(s.hostSite[Math.trunc(i / (L * S))], Math.trunc(i / S) % L, i % S)
    }
    for (let i = 0; i < this.opens.length; i++) v[at.need + s.dutyFrom + i] = this.opens[i] > 0 ? 1 : 0
    for (let g = 0; g < s.G; g++) {
      for (let season = 0; season < S; season++) {
        if (s.start[season * 2 * L + s.generalSlot[g]] >= 0) v[at.need + s.generalFrom + g * S + season] = s.generalCount[g]
      }
    }
  }
}
