import { Ledger } from './ledger.ts'

/**
 * A timetable in integers, with every row's amount. Five kinds of change (a student joins or leaves, a person sits or leaves, a host, a slot, a room); what follows from them (sizes, children in care,
 * needs) follows at once; people above a falling need leave by themselves. Every change leaves a trail, so that any run of changes can be taken back to the unit.
 */
export class State extends Ledger {
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
    this.fills.add(post, 1)
    this.roster.add(post, person)
    this.variables.set(this.school.at.seat + i, person + 1)
  }

  private rise(i: number, post: number): void {
    const held = this.values[this.school.at.seat + i]
    this.hear(this.school.at.seat + i, post, held, 0)
    this.fills.add(post, -1)
    this.roster.remove(post, held - 1)
    this.variables.set(this.school.at.seat + i, 0)
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
    this.variables.set(variable, to)
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
    this.variables.set(at.stay + i, to)
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
    this.variables.set(at.group + i, to)
    if (from === 0) this.open(hostSite[h], l, season, 1)
    else if (to === 0) this.open(hostSite[h], l, season, -1)
    this.setNeed(careFrom + i, this.careNeed[to])
  }

  private open(site: number, slot: number, season: number, sign: number): void {
    const { B, S, slotBlock, dutyFrom } = this.school
    const i = (site * B + slotBlock[slot]) * S + season
    this.openCounts.add(i, sign)
    const n = this.opens[i]
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
    this.variables.set(variable, to)
    const l = key % L
    const c = Math.trunc(key / L)
    this.hosting.remove(c, l, from)
    this.hosting.add(c, l, to)
    if (from !== c) this.guestCounts.add(from * L + l, -1)
    if (to !== c) this.guestCounts.add(to * L + l, 1)
    for (let season = 0; season < S; season++) {
      const n = this.values[at.stay + key * S + season]
      if (n === 0) continue
      this.setGroup(from, l, season, -n)
      this.setGroup(to, l, season, n)
    }
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
        const call = slot < 0 ? -1 : ((a * 2 + r) * L + slot) * S + season
        this.roster.setCall(q, call)
        this.variables.set(at.call + q, call + 1)
      }
    }
    this.variables.set(variable, slot + 1)
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
    if (room >= 0) for (let q = z * 2 * S; q < (z + 1) * 2 * S; q++) this.roster.setSite(q, roomSite[room])
    this.variables.set(variable, to)
  }

  /** The wish, which holds nothing, takes a section that the student may join. */
  join(wish: number, section: number): void {
    const { at } = this.school
    this.hearWish(wish, 0, section + 1)
    this.variables.set(at.enrol + wish, section + 1)
    const n = this.values[at.size + section]
    this.memberList.set(section * this.mostMembers + n, wish)
    this.memberAt.set(wish, n)
    this.setSize(section, n, n + 1)
    this.away(wish, section, -1)
  }

  /** The wish gives up its section. */
  leave(wish: number): void {
    const { at } = this.school
    const held = this.values[at.enrol + wish]
    const section = held - 1
    this.hearWish(wish, held, 0)
    this.variables.set(at.enrol + wish, 0)
    const n = this.values[at.size + section]
    const base = section * this.mostMembers
    const last = this.members[base + n - 1]
    const place = this.memberAt.now[wish]
    if (last !== wish) {
      this.memberList.set(base + place, last)
      this.memberAt.set(last, place)
    }
    this.away(wish, section, 1)
    this.setSize(section, n, n - 1)
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
    this.variables.set(variable, to)
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
}
