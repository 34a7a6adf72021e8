import { type Away, certainIn, dutyOf, stuck } from './away.ts'
import type { CareSeats } from './care.ts'
import type { Relaxation, Start } from './relaxation.ts'
import type { Opening } from './sections.ts'

/** One way to put classes together in care at a slot: a home room's group, or what one of the care rooms holds. */
export interface Group {
  readonly slot: number
  readonly classes: readonly number[]
  /** the care room, undefined where a class hosts */
  readonly room: number | undefined
  /** [season] in which the slot runs: columns that are 1 where the group has so many supervisors; one of them is, if the group is there at all */
  readonly ways: ReadonlyMap<number, readonly Way[]>
}

export interface Way {
  readonly column: number
  readonly supervisors: number
}

export interface Packing {
  readonly care: CareSeats
  readonly groups: readonly Group[]
}

/** groups of a slot above which classes are not followed as sets */
const mostGroups = 400

/**
 * Care by sets of classes: every class that attends is in exactly one group, and a group has so many supervisors only if so many of its children are away that they suffice. Tighter than `addCare`, and many more columns.
 * Rows: `merged-care`, `unplaced-student`; the seats go to staff.
 *
 * @param full no child is without a place: groups of which too many cannot be away are left out. Else groups are left out that cost more medium than others: the model then bounds medium alone
 * @returns undefined where there are too many groups
 */
export function addPacking(relaxation: Relaxation, openings: readonly Opening[], away: Away, full: boolean): Packing | undefined {
  const { school } = relaxation
  const { C, L, S, start, attending, hostSite } = school
  const list = Array.from({ length: L }, (_, l) => {
    const seasons = [...Array(S).keys()].filter((season) => start[season * 2 * L + l] >= 0)
    const classes = [...Array(C).keys()].filter((c) => seasons.length > 0 && attending[c * L + l] > 0)
    const candidates: Candidate[] = []
    for (const own of Map.groupBy(classes, (c) => hostSite[c]).values())
      candidates.push(...candidatesOf(relaxation, l, own, (set, capacity) => worthwhile(relaxation, away, full, l, seasons, set, capacity)))
    return { l, seasons, classes, candidates }
  })
  if (list.some(({ candidates }) => candidates.length > mostGroups)) return undefined
  const seats: number[][] = Array.from({ length: L * S }, () => [])
  const groups: Group[] = []
  const openingOf = new Map(openings.map((opening) => [opening.activity * L + opening.slot, opening.column]))
  const certain = certainIn(relaxation, away)
  for (const { l, seasons, classes, candidates } of list) {
    if (classes.length === 0) continue
    const own = addSlot({ relaxation, openings: openingOf, away, full, slot: l, seasons, certain }, classes, candidates)
    groups.push(...own)
    for (const season of seasons) {
      const ways = own.flatMap((group) => group.ways.get(season)!)
      const seat = relaxation.whole(ways.reduce((sum, { supervisors }) => sum + supervisors, 0))
      relaxation.equal(0, [seat, ...ways.map(({ column }) => column)], [1, ...ways.map(({ supervisors }) => -supervisors)])
      seats[l * S + season].push(seat)
    }
  }
  const none = Array.from({ length: L * S }, () => [])
  return { care: { seats, duty: dutyOf(relaxation, away), merged: none, several: none, certain }, groups }
}

/**
 * With everybody placed: whether the group can have a place for everybody. Otherwise whether it can cost less medium than without one of its guests: at home, a guest needs at most one supervisor more, whose seat may stay
 * empty, and has no place for those whom its own room does not hold.
 */
function worthwhile(
  relaxation: Relaxation,
  away: Away,
  full: boolean,
  slot: number,
  seasons: readonly number[],
  set: readonly number[],
  capacity: number,
): boolean {
  const bySeason = seasons.map((season) => set.map((c) => stuck(relaxation, away, c, slot, season)))
  const over = bySeason.map((children) => children.reduce((sum, n) => sum + n, 0) - capacity)
  if (full) return over.every((children) => children <= 0)
  const seat = relaxation.weight('unfilled-seat')
  const child = relaxation.weight('unplaced-student')
  if (seat.level !== 1 || child.level !== 1) return true
  const { capacity: places, hostRoom } = relaxation.school
  // of the guest's children: those without a place here, less those without one at home; one more who stays makes it no less
  const gained = (children: readonly number[], i: number, beyond: number) => Math.min(children[i], beyond) - Math.max(0, children[i] - places[hostRoom[set[i]]])
  return !set.some((_, i) => i > 0 && bySeason.every((children, s) => gained(children, i, over[s]) * child.weight > seat.weight))
}

interface Candidate {
  readonly classes: readonly number[]
  readonly room: number | undefined
  /** places in the largest room that can be theirs */
  readonly capacity: number
}

function candidatesOf(
  relaxation: Relaxation,
  slot: number,
  classes: readonly number[],
  fits: (set: readonly number[], capacity: number) => boolean,
): Candidate[] {
  const { school } = relaxation
  const { C, L, hosts, hostRoom } = school
  const allowed = (c: number, h: number) => hosts[c * L + slot].includes(h)
  const known = new Map<string, Candidate>()
  const hostsHere = new Set(classes.flatMap((c) => hosts[c * L + slot]))
  for (const h of hostsHere) {
    const capacity = school.capacity[hostRoom[h]]
    const room = h < C ? undefined : h
    const guests = classes.filter((c) => c !== h && allowed(c, h))
    const grow = (set: readonly number[], from: number) => {
      if (set.length > 1 && !fits(set, capacity)) return
      if (set.length > 0) {
        const key = `${room} ${[...set].sort((a, b) => a - b).join()}`
        const other = known.get(key)
        if (!other || other.capacity < capacity) known.set(key, { classes: set, room, capacity })
      }
      for (let i = from; i < guests.length && known.size <= mostGroups; i++) grow([...set, guests[i]], i + 1)
    }
    grow(classes.includes(h) ? [h] : [], 0)
  }
  return [...known.values()]
}

interface Place {
  readonly relaxation: Relaxation
  /** activity × L + slot → the column of its sections */
  readonly openings: ReadonlyMap<number, number>
  readonly away: Away
  readonly full: boolean
  readonly slot: number
  readonly seasons: readonly number[]
  readonly certain: readonly (readonly number[])[]
}

function addSlot(place: Place, classes: readonly number[], candidates: readonly Candidate[]): Group[] {
  const { relaxation, away, slot, seasons } = place
  const { L, S } = relaxation.school
  const groups = candidates.map((candidate) => ({ ...candidate, slot, ways: new Map<number, readonly Way[]>() }))
  // seasons in which the same children can be away share everything
  const alike = Map.groupBy(seasons, (season) =>
    classes.map((c) => (away.get((c * L + slot) * S + season) ?? []).map((list) => list.map(({ column }) => column).join()).join(';')).join('|'),
  )
  let first: number | undefined
  for (const same of alike.values()) {
    const season = same[0]
    for (const group of groups) {
      const ways = waysOf(place, group, season)
      for (const one of same) {
        group.ways.set(one, ways)
        // whoever hosts is at home
        const guests = group.classes.filter((c) => place.certain[slot * S + one].includes(c)).length - (group.room === undefined ? 1 : 0)
        if (guests > 0) for (const { column } of ways) relaxation.charge('merged-care', column, guests)
      }
      // hosts hold all term
      const before = first === undefined ? [] : group.ways.get(first)!
      if (first !== undefined)
        relaxation.equal(0, [...ways.map(({ column }) => column), ...before.map(({ column }) => column)], [...ways.map(() => 1), ...before.map(() => -1)])
    }
    const columns = (list: readonly Group[]) => list.flatMap(({ ways }) => ways.get(season)!.map(({ column }) => column))
    if (first === undefined) {
      for (const c of classes) relaxation.equal(1, columns(groups.filter((group) => group.classes.includes(c))))
      for (const own of Map.groupBy(
        groups.filter(({ room }) => room !== undefined),
        ({ room }) => room,
      ).values())
        relaxation.atMost(1, columns(own))
    }
    addChildren(place, classes, groups, same)
    first ??= season
  }
  return groups
}

/** a column for each number of supervisors that the group can have */
function waysOf({ relaxation, away, full, slot }: Place, { classes, capacity }: Candidate, season: number): Way[] {
  const { school } = relaxation
  const per = school.policy.studentsPerSupervisor
  const most = classes.reduce((sum, c) => sum + school.attending[c * school.L + slot], 0)
  const least = classes.reduce((sum, c) => sum + stuck(relaxation, away, c, slot, season), 0)
  const ways: Way[] = []
  const last = Math.ceil((full ? Math.min(most, capacity) : most) / per)
  for (let supervisors = Math.ceil(least / per); supervisors <= last; supervisors++) ways.push({ column: relaxation.whole(1), supervisors })
  return ways
}

/** So many children are away from each group that its supervisors and its room suffice; a class's children who are away are so from one group. */
function addChildren(place: Place, classes: readonly number[], groups: readonly (Group & Candidate)[], seasons: readonly number[]): void {
  const { relaxation, openings, away, full, slot } = place
  const { school } = relaxation
  const { L, S, policy } = school
  const season = seasons[0]
  const listsOf = (c: number) => away.get((c * L + slot) * S + season) ?? []
  const sectionsOf = (starts: readonly Start[]) => new Set(starts.map(({ activity, slot: from }) => openings.get(activity * L + from)!))
  /** [class] children away from its groups, and the groups that ask for some */
  const gone = new Map(classes.map((c) => [c, [] as number[]]))
  const asked = new Map(classes.map((c) => [c, [] as number[]]))
  for (const group of groups) {
    const most = group.classes.reduce((sum, c) => sum + school.attending[c * L + slot], 0)
    const ways = group.ways.get(season)!
    const asking = ways.flatMap(({ column, supervisors }) => {
      const places = Math.min(supervisors * policy.studentsPerSupervisor, full ? group.capacity : Number.POSITIVE_INFINITY)
      return most > places ? [{ column, missing: most - places }] : []
    })
    const crowded = !full && most > group.capacity
    if (asking.length === 0 && !crowded) continue
    const there = (crowded ? ways : asking).map(({ column }) => column)
    const absent = group.classes.flatMap((c) => {
      asked.get(c)!.push(...asking.map(({ column }) => column))
      const children = listsOf(c).length
      if (children === 0) return []
      const column = relaxation.column(children)
      relaxation.atMost(0, [column, ...there], [1, ...there.map(() => -children)])
      gone.get(c)!.push(column)
      return [column]
    })
    const ones = absent.map(() => 1)
    relaxation.atLeast(0, [...absent, ...asking.map(({ column }) => column)], [...ones, ...asking.map(({ missing }) => -missing)])
    if (crowded) {
      const over = relaxation.column(most)
      relaxation.charge('unplaced-student', over, seasons.length)
      relaxation.atLeast(0, [over, ...absent, ...there], [1, ...ones, ...there.map(() => group.capacity - most)])
    }
    // each open section takes at most so many of those who have to be away
    const takes = new Map<number, number>()
    for (const list of group.classes.flatMap(listsOf)) for (const section of sectionsOf(list)) takes.set(section, (takes.get(section) ?? 0) + 1)
    for (const { column, missing } of asking)
      relaxation.atMost(0, [column, ...takes.keys()], [missing, ...[...takes.values()].map((children) => -Math.min(missing, children))])
  }
  const open = [...new Set(classes.flatMap(listsOf).flatMap((list) => [...sectionsOf(list)]))]
  for (const c of classes) {
    const asking = asked.get(c)!
    // a class is in one group: if that asks for somebody to be away, some section is open
    if (asking.length > 0) relaxation.atMost(0, [...asking, ...open], [...asking.map(() => 1), ...open.map(() => -1)])
    const parts = gone.get(c)!
    const starts = listsOf(c).flatMap((list) => list.map(({ column }) => column))
    if (parts.length > 0) relaxation.atMost(0, [...parts, ...starts], [...parts.map(() => 1), ...starts.map(() => -1)])
  }
}
