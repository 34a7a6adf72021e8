import type { CareSeats } from './care.ts'
import type { Group, Packing } from './packing.ts'
import type { Relaxation } from './relaxation.ts'
import type { Opening } from './sections.ts'
import type { Seats } from './staff.ts'

/** part of a class's supervision that a person takes at a slot in a season */
type Shares = Map<string, { readonly columns: number[] }>

/**
 * Who is with which class in care, where groups are sets of classes and no seat is empty. Rows: `own-class-care`, `handover`, `care-continuity`, `season-change`, `lead-continuity`.
 */
export function addCompany(relaxation: Relaxation, { groups, care }: Packing, openings: readonly Opening[], seats: Seats): void {
  const { school } = relaxation
  const { L, S, P, careCalls } = school
  /** class, slot, season, person */
  const shares: Shares = new Map()
  for (const own of Map.groupBy(groups, ({ slot }) => slot).values()) {
    const slot = own[0].slot
    const rooms = [
      ...Map.groupBy(
        own.filter(({ room }) => room !== undefined),
        ({ room }) => room,
      ).values(),
    ]
    const places = [...own.filter(({ room }) => room === undefined).map((group) => [group]), ...rooms]
    /** [place] season × P + person → column */
    const here = places.map(() => new Map<number, number>())
    for (let season = 0; season < S; season++) {
      if (school.start[season * 2 * L + slot] < 0) continue
      const people = [...Array(P).keys()].filter((p) => seats.has((careCalls + slot * S + season) * P + p))
      const bySeat = people.map((): number[] => [])
      places.forEach((place, i) => {
        const ways = place.flatMap((group) => group.ways.get(season)!)
        const there = ways.map(({ column }) => column)
        const columns = people.map((p, j) => {
          const column = relaxation.whole(1)
          here[i].set(season * P + p, column)
          bySeat[j].push(column)
          relaxation.atMost(0, [column, ...there], [1, ...there.map(() => -1)])
          return column
        })
        relaxation.equal(0, [...columns, ...there], [...columns.map(() => 1), ...ways.map(({ supervisors }) => -supervisors)])
        people.forEach((p, j) => {
          addWith(relaxation, shares, place, season, p, columns[j])
        })
      })
      people.forEach((p, j) => {
        const seat = seats.get((careCalls + slot * S + season) * P + p)!
        relaxation.equal(0, [seat, ...bySeat[j]], [1, ...bySeat[j].map(() => -1)])
      })
    }
    addCareChanges(relaxation, places, here)
  }
  addHandovers(relaxation, care, shares, groups)
  addWeeks(relaxation, care, shares, groups)
  addLeads(relaxation, openings, seats)
  addDutyChanges(relaxation, care, seats)
}

const keyOf = (c: number, slot: number, season: number, p: number) => `${c} ${slot} ${season} ${p}`

/** the person with each class of the place; where several sets of classes can be there, no more than the class is */
function addWith(relaxation: Relaxation, shares: Shares, place: readonly Group[], season: number, p: number, column: number): void {
  const { C, teaches } = relaxation.school
  const { slot, room } = place[0]
  const add = (c: number, share: number) => {
    const key = keyOf(c, slot, season, p)
    const known = shares.get(key) ?? { columns: [] }
    known.columns.push(share)
    shares.set(key, known)
  }
  if (room === undefined) {
    for (const c of place[0].classes) add(c, column)
    if (!place[0].classes.some((c) => teaches[p * C + c])) relaxation.charge('own-class-care', column, 1)
    return
  }
  const taught: number[] = []
  for (const c of new Set(place.flatMap(({ classes }) => classes))) {
    const share = relaxation.column(1)
    const there = place.filter(({ classes }) => classes.includes(c)).flatMap(({ ways }) => ways.get(season)!.map((way) => way.column))
    relaxation.atMost(0, [share, column], [1, -1])
    relaxation.atMost(0, [share, ...there], [1, ...there.map(() => -1)])
    relaxation.atLeast(-1, [share, column, ...there], [1, -1, ...there.map(() => -1)])
    add(c, share)
    if (teaches[p * C + c]) taught.push(share)
  }
  const stranger = relaxation.column(1)
  relaxation.atLeast(0, [stranger, column, ...taught], [1, -1, ...taught.map(() => 1)])
  relaxation.charge('own-class-care', stranger, 1)
}

/** @returns a column that is at most either */
function lesser(relaxation: Relaxation, one: readonly number[], other: readonly number[]): number {
  const both = relaxation.column(1)
  relaxation.atMost(0, [both, ...one], [1, ...one.map(() => -1)])
  relaxation.atMost(0, [both, ...other], [1, ...other.map(() => -1)])
  return both
}

/** Of a group that is there in two consecutive seasons, whoever does not stay is a change: min(before, after) − stay. Counted where need is the same in both. */
function addCareChanges(relaxation: Relaxation, places: readonly (readonly Group[])[], here: readonly ReadonlyMap<number, number>[]): void {
  const { S, P } = relaxation.school
  places.forEach((place, i) => {
    for (let season = 0; season + 1 < S; season++) {
      // the same columns: the same children can be away, so the same are
      if (place.some(({ ways }) => !ways.has(season) || ways.get(season) !== ways.get(season + 1))) continue
      const before = people(here[i], season, P)
      if (before.length === 0) continue
      const stay = before.flatMap(({ person, column }) => {
        const after = here[i].get((season + 1) * P + person)
        return after === undefined ? [] : [lesser(relaxation, [column], [after])]
      })
      addChange(
        relaxation,
        before.map(({ column }) => column),
        stay,
      )
    }
  })
}

function people(here: ReadonlyMap<number, number>, season: number, P: number): { person: number; column: number }[] {
  return [...here].filter(([key]) => Math.trunc(key / P) === season).map(([key, column]) => ({ person: key % P, column }))
}

function addChange(relaxation: Relaxation, before: readonly number[], stay: readonly number[]): void {
  const changes = relaxation.column(before.length)
  relaxation.atLeast(0, [changes, ...stay, ...before], [1, ...stay.map(() => 1), ...before.map(() => -1)])
  relaxation.charge('season-change', changes, 1)
}

/**
 * A class with children in care in two slots of a day meets no more people than the larger need only if one of them is there in both,
 * or if its group in a third slot has several supervisors, who may be these people.
 */
function addHandovers(relaxation: Relaxation, { certain }: CareSeats, shares: Shares, groups: readonly Group[]): void {
  const { C, L, S, P, weekday } = relaxation.school
  for (let season = 0; season < S; season++) {
    for (let c = 0; c < C; c++) {
      const slots = [...Array(L).keys()].filter((l) => certain[l * S + season].includes(c))
      for (const own of Map.groupBy(slots, (l) => weekday[l]).values()) {
        if (own.length < 2) continue
        const handovers = relaxation.column(P)
        relaxation.charge('handover', handovers, 1)
        own.forEach((one, i) => {
          for (const other of own.slice(i + 1)) {
            const stay = [...Array(P).keys()].flatMap((p) => {
              const [a, b] = [shares.get(keyOf(c, one, season, p)), shares.get(keyOf(c, other, season, p))]
              return a && b ? [lesser(relaxation, a.columns, b.columns)] : []
            })
            const third = groups.filter(({ slot, classes }) => slot !== one && slot !== other && weekday[slot] === weekday[one] && classes.includes(c))
            const several = third.flatMap(({ ways }) => (ways.get(season) ?? []).flatMap(({ column, supervisors }) => (supervisors > 1 ? [column] : [])))
            relaxation.atLeast(1, [handovers, ...stay, ...several])
          }
        })
      }
    }
  }
}

/** `care-continuity`: the people of a class's week, less the largest need, which is above 1 only if the class is once in a group of two supervisors */
function addWeeks(relaxation: Relaxation, { certain }: CareSeats, shares: Shares, groups: readonly Group[]): void {
  const { C, L, S, P, start } = relaxation.school
  for (let c = 0; c < C; c++) {
    const met: number[] = []
    for (let p = 0; p < P; p++) {
      let whole: number | undefined
      for (let l = 0; l < L; l++) {
        for (let season = 0; season < S; season++) {
          const share = shares.get(keyOf(c, l, season, p))
          if (!share || start[season * 2 * L + l] < 0 || !certain[l * S + season].includes(c)) continue
          whole ??= relaxation.column(1)
          relaxation.atMost(0, [...share.columns, whole], [...share.columns.map(() => 1), -1])
        }
      }
      if (whole !== undefined) met.push(whole)
    }
    if (met.length === 0) continue
    const ways = groups.flatMap((group) => (group.classes.includes(c) ? [...new Set([...group.ways.values()].flat())] : []))
    const most = Math.max(...ways.map(({ supervisors }) => supervisors))
    const several = ways.filter(({ supervisors }) => supervisors > 1)
    const need = relaxation.column(Math.max(1, most))
    relaxation.atMost(1, [need, ...several.map(({ column }) => column)], [1, ...several.map(({ supervisors }) => 1 - supervisors)])
    const excess = relaxation.column(P)
    relaxation.charge('care-continuity', excess, 1)
    relaxation.atLeast(0, [excess, need, ...met], [1, 1, ...met.map(() => -1)])
  }
}

/** Leads: in two consecutive seasons the same; of an activity with one section, the same in all sessions. */
function addLeads(relaxation: Relaxation, openings: readonly Opening[], seats: Seats): void {
  const { school } = relaxation
  const { A, L, S, P, runs, roleCount, rolePer } = school
  for (let a = 0; a < A; a++) {
    const own = openings.filter(({ activity }) => activity === a)
    const call = (slot: number, season: number) => (a * 2 * L + slot) * S + season
    for (const { slot } of own) {
      for (let season = 0; season + 1 < S; season++) {
        if (!runs[(a * L + slot) * S + season] || !runs[(a * L + slot) * S + season + 1]) continue
        addStay(relaxation, seats, call(slot, season), call(slot, season + 1))
      }
    }
    if (school.sectionsFrom[a + 1] - school.sectionsFrom[a] !== 1 || rolePer[a * 2] > 0 || own.length === 0) continue
    const leads: number[] = []
    for (let p = 0; p < P; p++) {
      const sits = own.flatMap(({ slot }) => [...Array(S).keys()].flatMap((season) => seats.get(call(slot, season) * P + p) ?? []))
      if (sits.length === 0) continue
      const whole = relaxation.whole(1)
      for (const one of sits) relaxation.atMost(0, [one, whole], [1, -1])
      leads.push(whole)
    }
    if (leads.length === 0) continue
    const excess = relaxation.column(P)
    relaxation.charge('lead-continuity', excess, 1)
    // the section runs as far as its sessions do
    const k = school.sessionsPerWeek[a]
    relaxation.atLeast(0, [excess, ...leads, ...own.map(({ column }) => column)], [1, ...leads.map(() => -1), ...own.map(() => roleCount[a * 2] / k)])
  }
}

/** general posts need as many people in both seasons, and so does duty where every site certainly does */
function addDutyChanges(relaxation: Relaxation, { duty }: CareSeats, seats: Seats): void {
  const { B, G, L, S, sites, dutyCalls, generalCalls, start, generalSlot } = relaxation.school
  for (let season = 0; season + 1 < S; season++) {
    for (let b = 0; b < B; b++) {
      if (duty[b * S + season] === sites && duty[b * S + season + 1] === sites)
        addStay(relaxation, seats, dutyCalls + b * S + season, dutyCalls + b * S + season + 1)
    }
    for (let g = 0; g < G; g++) {
      const runsIn = (s: number) => start[s * 2 * L + generalSlot[g]] >= 0
      if (runsIn(season) && runsIn(season + 1)) addStay(relaxation, seats, generalCalls + g * S + season, generalCalls + g * S + season + 1)
    }
  }
}

/** posts of one kind, filled in both seasons alike: whoever sits there in the first alone is a change */
function addStay(relaxation: Relaxation, seats: Seats, before: number, after: number): void {
  const { P } = relaxation.school
  const columns: number[] = []
  const stay: number[] = []
  for (let p = 0; p < P; p++) {
    const one = seats.get(before * P + p)
    const other = seats.get(after * P + p)
    if (one !== undefined) columns.push(one)
    if (one !== undefined && other !== undefined) stay.push(lesser(relaxation, [one], [other]))
  }
  if (columns.length > 0) addChange(relaxation, columns, stay)
}
