import type { State } from '../state.ts'

/** How much a few places differ from what they are: a number for each place, and a list of those that were written. */
class Differences {
  private by = new Int32Array(0)
  private places = new Int32Array(64)
  private count = 0

  /** Nothing differs, of so many places. */
  begin(length: number): void {
    for (let i = 0; i < this.count; i++) this.by[this.places[i]] = 0
    this.count = 0
    if (this.by.length < length) this.by = new Int32Array(length)
  }

  add(place: number, change: number): void {
    if (this.by[place] === 0) {
      if (this.count === this.places.length) {
        const longer = new Int32Array(this.count * 2)
        longer.set(this.places)
        this.places = longer
      }
      this.places[this.count++] = place
    }
    this.by[place] += change
  }

  get length(): number {
    return this.count
  }

  place(i: number): number {
    return this.places[i]
  }

  /** @returns the i-th's difference, once: a place that came back to 0 on the way is listed twice */
  take(i: number): number {
    const place = this.places[i]
    const change = this.by[place]
    this.by[place] = 0
    return change
  }
}

/**
 * What would follow from students' joining and leaving running sections, before any of it is done: mostly nothing, so that it need not be done to be priced; or seats more, in care or of helpers, which cost something whoever sits there.
 * Kept between moves, so that nothing is allocated.
 */
export class Aftermath {
  /** students more: by section, by (class × L + slot) × S + season in care, by (host × L + slot) × S + season in a care group */
  private readonly sizes = new Differences()
  private readonly stays = new Differences()
  private readonly groups = new Differences()

  begin({ school: { X, C, H, L, S } }: State): void {
    this.sizes.begin(X)
    this.stays.begin(C * L * S)
    this.groups.begin(H * L * S)
  }

  join(state: State, student: number, section: number): void {
    this.add(state, student, section, 1)
  }

  leave(state: State, student: number, section: number): void {
    this.add(state, student, section, -1)
  }

  private add(state: State, student: number, section: number, change: number): void {
    const { school, values } = state
    const { at, S, L, sectionActivity, length, studentClass, sessionsFrom, runs, coveredFrom, covered, attends } = school
    this.sizes.add(section, change)
    const a = sectionActivity[section]
    const double = length[a] === 2 ? L : 0
    const c = studentClass[student] * L
    const mine = student * 2 * L
    for (let z = sessionsFrom[section]; z < sessionsFrom[section + 1]; z++) {
      const slot = values[at.slot + z] - 1
      for (let season = 0; season < S; season++) {
        if (runs[(a * L + slot) * S + season] !== 3) continue
        const i = season * 2 * L + double + slot
        for (let j = coveredFrom[i]; j < coveredFrom[i + 1]; j++) {
          const l = covered[j]
          if (attends[mine + l] !== 0) this.stays.add((c + l) * S + season, -change)
        }
      }
    }
  }

  /** @returns the least that is paid for seats more; 0: nothing follows but the students' own rows; −1: something may be spared, nobody knows what before it is done. Once after each `begin` */
  least(state: State): number {
    const { sizes } = this
    let cost = 0
    for (let i = 0; i < sizes.length; i++) {
      const change = sizes.take(i)
      if (change === 0) continue
      const helpers = helpersLeast(state, sizes.place(i), change)
      if (helpers < 0) return -1
      cost += helpers
    }
    if (state.school.H === 0) return cost
    const care = this.careLeast(state)
    return care < 0 ? -1 : care + cost
  }

  private careLeast(state: State): number {
    const { school, values, careNeed, roster } = state
    const { at, S, L, hostRoom, capacity, careFrom } = school
    const { stays, groups } = this
    let known = true
    let spares = false
    for (let i = 0; i < stays.length; i++) {
      const change = stays.take(i)
      if (change === 0) continue
      const place = stays.place(i)
      const from = values[at.stay + place]
      if (from + change === 0) spares = true
      else if (from === 0) known = false
      const slot = Math.trunc(place / S)
      groups.add((values[at.host + slot] * L + (slot % L)) * S + (place % S), change)
    }
    if (spares) return -1
    let cost = 0
    for (let i = 0; i < groups.length; i++) {
      const change = groups.take(i)
      if (change === 0) continue
      const place = groups.place(i)
      const from = values[at.group + place]
      const room = capacity[hostRoom[Math.trunc(place / (S * L))]]
      const more = careNeed[from + change] - careNeed[from]
      if (more < 0 || (change < 0 && from > room)) return -1
      if (from + change > room || more > 0) known = false
      if (more > 0) cost += more * seatLeast(state, roster.callOf[careFrom + place])
    }
    return cost > 0 ? cost : known ? 0 : -1
  }
}

/** what a seat costs at least, whoever sits there or nobody */
const seatLeast = (state: State, call: number): number => Math.min(state.seatLeast[call], state.penalty[state.rules.unfilledSeat.row])

/** @returns the least that the helpers cost whom a running section needs for so many students more (or fewer), and the price of a room that is too small; −1: nobody knows */
function helpersLeast(state: State, section: number, change: number): number {
  const { school, values, roster } = state
  const { at, S, L, sectionActivity, sizeMin, sizeMax, rolePer, sessionsFrom, capacity, runs } = school
  const a = sectionActivity[section]
  const from = values[at.size + section]
  const to = from + change
  if (Math.min(from, to) < sizeMin[a] || to <= 0 || Math.max(from, to) > sizeMax[a]) return -1
  let cost = 0
  let known = true
  for (let z = sessionsFrom[section]; z < sessionsFrom[section + 1]; z++) {
    const room = capacity[values[at.room + z] - 1]
    if (change < 0 && from > room) return -1
    if (to > room) cost += state.penalty[state.rules.roomFit.row]
    for (let role = 0; role < 2; role++) {
      const per = rolePer[a * 2 + role]
      const more = per === 0 ? 0 : Math.ceil(to / per) - Math.ceil(from / per)
      if (more === 0) continue
      if (more < 0) return -1
      known = false
      for (let season = 0; season < S; season++) {
        if (runs[(a * L + values[at.slot + z] - 1) * S + season] !== 0) cost += more * seatLeast(state, roster.callOf[(z * 2 + role) * S + season])
      }
    }
  }
  return cost > 0 ? cost : known ? 0 : -1
}
