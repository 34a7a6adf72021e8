import { type Away, certainIn, dutyOf, stuck } from './away.ts'
import type { Relaxation, Start } from './relaxation.ts'

/** Seats in care that must be filled, by slot and season: the columns whose sum is their number; and the duty leaders' blocks. */
export interface CareSeats {
  /** [slot × S + season] */
  readonly seats: readonly (readonly number[])[]
  /** [block × S + season] sites that need a leader */
  readonly duty: Int32Array
  /** [slot × S + season] columns whose sum is the number of classes hosted elsewhere */
  readonly merged: readonly (readonly number[])[]
  /** [slot × S + season] columns whose sum is no less than the number of classes in groups of several supervisors, where a third slot of a day asks for it */
  readonly several: readonly (readonly number[])[]
  /** [slot × S + season] classes of which somebody is in care then, whatever clubs there are */
  readonly certain: readonly (readonly number[])[]
}

/**
 * Care: who is in no club is in a group, at home or merged, whose supervisors cover everybody in it. Hosts hold all term and a class that is hosted hosts nobody.
 * Rows: `merged-care`, `unplaced-student`; the seats go to staff.
 *
 * @param fine follows each child through the parts of its class, which raises the bound and takes several times as long; else the class's children are followed together
 */
export function addCare(relaxation: Relaxation, away: Away, fine: boolean): CareSeats {
  const { school } = relaxation
  const { C, L, S } = school
  const seats: number[][] = Array.from({ length: L * S }, () => [])
  const merged: number[][] = Array.from({ length: L * S }, () => [])
  const several: number[][] = Array.from({ length: L * S }, () => [])
  for (let l = 0; l < L; l++) {
    const seasons = [...Array(S).keys()].filter((season) => school.start[season * 2 * L + l] >= 0)
    const classes = [...Array(C).keys()].filter((c) => school.attending[c * L + l] > 0)
    for (const own of Map.groupBy(classes, (c) => school.hostSite[c]).values())
      addSite({ relaxation, away, slot: l, seasons, seats, merged, several, fine, splits: new Map() }, own)
  }
  return { seats, duty: dutyOf(relaxation, away), merged, several, certain: certainIn(relaxation, away) }
}

interface Place {
  readonly relaxation: Relaxation
  readonly away: Away
  readonly slot: number
  readonly seasons: readonly number[]
  /** [slot × S + season] */
  readonly seats: number[][]
  readonly merged: number[][]
  readonly several: number[][]
  readonly fine: boolean
  /** the parts that are known already, by the starts: seasons share them */
  readonly splits: Map<string, readonly number[]>
}

/**
 * What a class's children may be part of at a slot, whoever hosts: `alone`, one of a `pair` or of `three` or more in a home room, or in one of the care rooms, each of which holds one group at a time.
 * Groups of one kind are counted together: each has at most so many places, and a supervisor for every so many children.
 */
interface Kind {
  /** classes in each group: exactly, or at least, or any number in the one group of a care room */
  readonly classes: 1 | 2 | 3 | 'any'
  readonly capacity: number
  /** [class] the part of the class that is in a group of this kind: a column, undefined where that is what the other kinds leave */
  readonly part: ReadonlyMap<number, number | undefined>
}

function addSite(place: Place, classes: readonly number[]): void {
  const { relaxation, slot } = place
  const { school } = relaxation
  const { L, C } = school
  const hostsOf = (c: number) => school.hosts[c * L + slot]
  const capacityOf = (h: number) => school.capacity[school.hostRoom[h]]
  const homes = [...new Set(classes.flatMap((c) => hostsOf(c).filter((h) => h < C)))]
  const grouped = classes.filter((c) => hostsOf(c).some((h) => h !== c && h < C) || classes.some((d) => d !== c && hostsOf(d).includes(c)))
  const parts = (of: readonly number[]) => new Map(of.map((c) => [c, relaxation.whole(1)]))
  const home = Math.max(0, ...homes.map(capacityOf))
  const kinds: Kind[] = []
  if (grouped.length > 1) kinds.push({ classes: 2, capacity: home, part: parts(grouped) })
  if (grouped.length > 2) kinds.push({ classes: 3, capacity: home, part: parts(grouped) })
  for (const h of new Set(classes.flatMap((c) => hostsOf(c).filter((host) => host >= C)))) {
    kinds.push({ classes: 'any', capacity: capacityOf(h), part: parts(classes.filter((c) => hostsOf(c).includes(h))) })
  }
  for (const c of classes) {
    const elsewhere = kinds.flatMap(({ part }) => part.get(c) ?? [])
    if (elsewhere.length > 1) relaxation.atMost(1, elsewhere)
  }
  // a class alone may be a guest, too, of one that is not there
  kinds.push({ classes: 1, capacity: home, part: new Map(classes.map((c) => [c, undefined])) })
  for (const season of place.seasons) addSeason(place, classes, kinds, season)
}

function addSeason(place: Place, classes: readonly number[], kinds: readonly Kind[], season: number): void {
  const { relaxation, away, slot, seats } = place
  const { school } = relaxation
  const { L, S } = school
  const per = school.policy.studentsPerSupervisor
  const inKind = kinds.map(() => [] as number[])
  /** [kind] classes with children in it, as columns and constants */
  const open = kinds.map(() => new Sum())
  /** [kind] no class in it can be without children */
  const allOpen = kinds.map(() => true)
  for (const c of classes) {
    const all = school.attending[c * L + slot]
    const fixed = stuck(relaxation, away, c, slot, season)
    const elsewhere = kinds.flatMap(({ part }) => part.get(c) ?? [])
    const own = kinds.flatMap(({ part }, k) => {
      if (!part.has(c)) return []
      const column = part.get(c)
      return [{ k, share: column === undefined ? new Sum(1).add(elsewhere, -1) : new Sum().add([column], 1) }]
    })
    const lists = away.get((c * L + slot) * S + season) ?? []
    // fine: each child is away as part of one kind or another, no more than the class is of that kind
    const gone = place.fine ? lists.map((list) => split(place, list, own)) : []
    const isOpen = place.fine || fixed > 0 ? undefined : openColumn(relaxation, lists)
    const columns = own.map(({ k, share }, i) => {
      const children = relaxation.column(all)
      inKind[k].push(children)
      // children ≤ all × share; children ≥ share of those who cannot be away, or of all less those who are
      const least = place.fine ? all : fixed
      const ofKind = gone.map((parts) => parts[i])
      relaxation.atMost(all * share.constant, [children, ...share.columns], [1, ...share.values.map((v) => -all * v)])
      relaxation.atLeast(least * share.constant, [children, ...ofKind, ...share.columns], [1, ...ofKind.map(() => 1), ...share.values.map((v) => -least * v)])
      if (fixed > 0) open[k].merge(share)
      else {
        // at least what is both there and open
        allOpen[k] = false
        const both = relaxation.column(1)
        const less = share.values.map((v) => -v)
        if (isOpen !== undefined) relaxation.atLeast(share.constant - 1, [both, isOpen, ...share.columns], [1, -1, ...less])
        for (const one of ofKind) relaxation.atLeast(share.constant, [both, one, ...share.columns], [1, 1, ...less])
        open[k].add([both], 1)
      }
      return children
    })
    if (!place.fine) relaxation.atLeast(all, [...columns, ...lists.flat().map(({ column }) => column)])
  }
  const supervisors: number[] = []
  kinds.forEach((kind, k) => {
    if (inKind[k].length === 0) return
    const all = classes.reduce((sum, c) => sum + (kind.part.has(c) ? school.attending[c * L + slot] : 0), 0)
    const seat = relaxation.whole(Math.ceil(all / per) + classes.length)
    supervisors.push(seat)
    seats[slot * S + season].push(seat)
    const over = relaxation.column(all)
    relaxation.charge('unplaced-student', over, 1)
    const ones = inKind[k].map(() => 1)
    relaxation.atLeast(0, [seat, ...inKind[k]], [per, ...ones.map(() => -1)])
    const many = severalOf(place, kind, season)
    if (kind.classes === 1) {
      if (many !== undefined) relaxation.atMost(-open[k].constant, [many, seat, ...open[k].columns], [1, -1, ...open[k].values])
      // an open class alone has a supervisor; its room has its own capacity
      relaxation.atLeast(open[k].constant, [seat, ...open[k].columns], [1, ...open[k].values.map((v) => -v)])
      return
    }
    // how many groups there are: exactly parts ÷ 2, at most parts ÷ 3, at most the one of the care room
    const members = [...kind.part.values()].flatMap((column) => column ?? [])
    const groups = relaxation.whole(kind.classes === 'any' ? 1 : members.length / kind.classes)
    const portion = kind.classes === 'any' ? 1 : 1 / kind.classes
    if (kind.classes === 2) relaxation.builder.row(0, 0, [groups, ...members], [1, ...members.map(() => -portion)])
    else if (kind.classes === 3) relaxation.atMost(0, [groups, ...members], [1, ...members.map(() => -portion)])
    else for (const member of members) relaxation.atMost(0, [member, groups], [1, -1])
    relaxation.atMost(0, [...inKind[k], over, groups], [...ones, -1, -kind.capacity])
    if (many !== undefined) {
      relaxation.atMost(0, [many, ...members], [1, ...members.map(() => -1)])
      const most = kind.classes === 2 ? 2 : members.length
      if (allOpen[k]) relaxation.atMost(0, [many, seat, groups], [1, -most, most])
    }
    // a group with children has a supervisor
    if (allOpen[k]) relaxation.atLeast(0, [seat, groups], [1, -1])
    // between the last full supervisor and the room's capacity one more is needed: the hull of that step
    const full = Math.floor(kind.capacity / per)
    if (full * per < kind.capacity) {
      const slope = 1 / (kind.capacity - full * per)
      relaxation.atLeast(0, [seat, ...inKind[k], over, groups], [1, ...ones.map(() => -slope), slope, slope * per * full - full])
    }
    // in a home room all but the host are merged
    place.merged[slot * S + season].push(addMerged(relaxation, kind.classes === 'any' ? open[k] : open[k].add([groups], -1)))
  })
  // whoever cannot be away needs supervisors, a whole number of them
  const certain = classes.reduce((sum, c) => sum + stuck(relaxation, away, c, slot, season), 0)
  if (certain > 0) relaxation.atLeast(Math.ceil(certain / per), supervisors)
}

/** @returns a column for the classes of this kind whose group has several supervisors; undefined where there are none, or no third slot that day asks */
function severalOf({ relaxation, slot, several }: Place, { capacity, part }: Kind, season: number): number | undefined {
  const { L, S, policy, weekday, start, attending } = relaxation.school
  const ofDay = weekday.filter((day, l) => day === weekday[slot] && start[season * 2 * L + l] >= 0).length
  const most = Math.min(
    capacity,
    [...part.keys()].reduce((sum, c) => sum + attending[c * L + slot], 0),
  )
  if (ofDay < 3 || most <= policy.studentsPerSupervisor) return undefined
  const column = relaxation.column(part.size)
  several[slot * S + season].push(column)
  return column
}

/** @returns how much of the student is away as part of each kind: together no more than the starts take away, each no more than the class's share */
function split({ relaxation, splits }: Place, starts: readonly Start[], kinds: readonly { readonly share: Sum }[]): readonly number[] {
  const columns = starts.map(({ column }) => column)
  const key = columns.join()
  const known = splits.get(key)
  if (known) return known
  const parts = kinds.map(({ share }) => {
    const part = relaxation.column(1)
    relaxation.atMost(share.constant, [part, ...share.columns], [1, ...share.values.map((v) => -v)])
    return part
  })
  relaxation.atMost(0, [...parts, ...columns], [...parts.map(() => 1), ...columns.map(() => -1)])
  splits.set(key, parts)
  return parts
}

/** @returns a column that is at least the part of each of these children that is in care: 1 where somebody is */
function openColumn(relaxation: Relaxation, lists: readonly (readonly Start[])[]): number {
  const open = relaxation.column(1)
  for (const list of lists) relaxation.atLeast(1, [open, ...list.map(({ column }) => column)])
  return open
}

function addMerged(relaxation: Relaxation, amount: Sum): number {
  const merged = relaxation.column(amount.columns.length + Math.abs(amount.constant))
  relaxation.atLeast(amount.constant, [merged, ...amount.columns], [1, ...amount.values.map((v) => -v)])
  relaxation.charge('merged-care', merged, 1)
  return merged
}

/** constant + Σ values × columns */
class Sum {
  constant: number
  readonly columns: number[] = []
  readonly values: number[] = []

  constructor(constant = 0) {
    this.constant = constant
  }

  add(columns: readonly number[], value: number): this {
    for (const column of columns) {
      this.columns.push(column)
      this.values.push(value)
    }
    return this
  }

  merge(other: Sum): void {
    this.constant += other.constant
    this.columns.push(...other.columns)
    this.values.push(...other.values)
  }
}
