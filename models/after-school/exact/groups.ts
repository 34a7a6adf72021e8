import { rankCost } from '../constraints/student-choice.ts'
import { namedSections } from './kept.ts'
import { constant, type Programme, type Term, type Terms } from './programme.ts'

/** Sections with slots and rooms, students in them. */
export function addSections(p: Programme): void {
  const { school, now, free } = p
  const { A } = school
  const named = namedSections(school)
  for (let a = 0; a < A; a++) {
    const own: Term[] = []
    for (let x = school.sectionsFrom[a]; x < school.sectionsFrom[a + 1]; x++) {
      const open = free.section(x)
      const runsNow = now.spans[x].length > 0 ? 1 : 0
      const run = open ? p.binary(runsNow) : constant(runsNow)
      // equal sections: the lowest numbers run
      if (own.length > 0 && !named.has(x) && !named.has(x - 1) && run >= 0 && own.at(-1)! >= 0 && p.value(run) <= p.value(own.at(-1)!))
        p.atMost(0, [1, run], [-1, own.at(-1)!])
      own.push(run)
      p.run[x] = run
      p.members[x] = []
      addPlaces(p, x, open)
    }
    if (school.sectionsMin[a] > 0) p.charge('missing-section', p.largest({ constant: school.sectionsMin[a], terms: [[-1, own]] }))
  }
}

function addPlaces(p: Programme, x: number, open: boolean): void {
  const { school, now } = p
  const { L, S, sectionActivity } = school
  const a = sectionActivity[x]
  const starts: Term[] = []
  const days = new Map<number, Term[]>()
  const byRoom = new Map<number, Term[]>()
  const roomAt = new Map(now.spans[x].map((span, k) => [span % L, now.rooms[x][k]]))
  for (let l = 0; l < L; l++) {
    const room = roomAt.get(l)
    const places = new Map<number, Term>()
    if (open) for (const r of school.rooms[a * L + l]) places.set(r, p.binary(r === room ? 1 : 0))
    else if (room !== undefined) places.set(room, constant(1))
    p.place[x * L + l] = places
    if (places.size === 0) continue
    const all = [...places.values()]
    const at = p.any(all)
    if (all.length > 1) p.equal(0, [1, at], [-1, all])
    p.at[x * L + l] = at
    starts.push(at)
    days.set(school.weekday[l], [...(days.get(school.weekday[l]) ?? []), at])
    for (const [r, term] of places) byRoom.set(r, [...(byRoom.get(r) ?? []), term])
    const gaps = Array.from({ length: S }, (_, s) => s).filter((s) => school.start[s * 2 * L + p.spanOf(x, l)] < 0).length
    if (gaps > 0) p.charge('season-gap', at, gaps)
  }
  p.equal(0, [1, starts], [-school.sessionsPerWeek[a], p.run[x]])
  // sessions beyond the weekdays used; rooms beyond the first
  const used = [...days.values()].map((list) => p.any(list))
  p.charge(
    'spread',
    p.largest({
      constant: 0,
      terms: [
        [1, starts],
        [-1, used],
      ],
    }),
  )
  const rooms = [...byRoom.values()].map((list) => p.any(list))
  p.charge(
    'room-stability',
    p.largest({
      constant: 0,
      terms: [
        [1, rooms],
        [-1, p.run[x]],
      ],
    }),
  )
}

/** `room-clash`: running sessions and open care groups */
export function addRooms(p: Programme): void {
  for (let season = 0; season < p.school.S; season++) addRoomsOf(p, season)
}

function addRoomsOf(p: Programme, season: number): void {
  const { school } = p
  const { L, S, X, H } = school
  const byRoom = new Map<number, { span: number; term: Term }[]>()
  const add = (room: number, span: number, term: Term) => {
    const list = byRoom.get(room) ?? []
    byRoom.set(room, list)
    list.push({ span, term })
  }
  for (let x = 0; x < X; x++) {
    for (let l = 0; l < L; l++) if (p.runs(x, l, season)) for (const [room, term] of p.place[x * L + l]) add(room, p.spanOf(x, l), term)
  }
  for (let h = 0; h < H; h++) {
    for (let l = 0; l < L; l++) {
      const term = p.careOpen[(h * L + l) * S + season]
      if (term !== undefined) add(school.hostRoom[h], l, term)
    }
  }
  for (const [room, groups] of byRoom) p.atOnce(season, school.concurrent[room], groups)
}

export function addStudents(p: Programme): void {
  const { school } = p
  const { L, S, C, N } = school
  for (let key = 0; key < C * L * S; key++) p.away[key] = []
  for (let s = 0; s < N; s++) addStudent(p, s)
  for (let x = 0; x < school.X; x++) {
    const a = school.sectionActivity[x]
    p.atMost(0, [1, p.members[x]], [-school.sizeMax[a], p.run[x]])
    p.atLeast(0, [1, p.members[x]], [-Math.max(1, school.sizeMin[a]), p.run[x]])
    for (let l = 0; l < L; l++) {
      for (const [room, term] of p.place[x * L + l]) {
        const over = school.sizeMax[a] - school.capacity[room]
        if (over > 0) p.atMost(school.sizeMax[a], [1, p.members[x]], [over, term])
      }
    }
  }
}

interface Session {
  readonly span: number
  readonly term: Term
  readonly covers: boolean
}

function addStudent(p: Programme, s: number): void {
  const { school, now } = p
  const { L, S, R, wishesFrom, choices, everyone, wished, factor } = school
  const open = p.free.student(s)
  const sessions: Session[][] = Array.from({ length: S }, () => [])
  const held: Term[][] = []
  const covering: { bits: number; term: Term }[] = []
  for (let w = wishesFrom[s]; w < wishesFrom[s + 1]; w++) {
    const bySection = new Map<number, Term>()
    p.enrol[w] = bySection
    for (let i = school.optionsFrom[w]; i < school.optionsFrom[w + 1]; i++) {
      const x = school.options[i]
      const holds = now.enrolled[w] === x + 1
      const running = p.run[x]
      if (!holds && (!open || (running < 0 && ~running === 0))) continue
      const e = open ? p.binary(holds ? 1 : 0) : constant(1)
      bySection.set(x, e)
      p.members[x].push(e)
      p.atMost(0, [1, e], [-1, running])
      const activity = school.sectionActivity[x]
      covering.push({ bits: school.domainBits[activity], term: e })
      const ok = school.crossSite[activity] ? 1 : 3
      for (let l = 0; l < L; l++) {
        const at = p.at[x * L + l]
        if (at === undefined) continue
        const span = p.spanOf(x, l)
        if (!school.attends[s * 2 * L + span]) {
          p.atMost(1, [1, [e, at]])
          continue
        }
        for (const [room, term] of p.place[x * L + l]) if ((school.roomOk[s * R + room] & ok) !== ok) p.atMost(1, [1, [e, term]])
        const there = p.both(e, at)
        for (let season = 0; season < S; season++) {
          const runs = p.runs(x, l, season)
          if (runs !== 0) sessions[season].push({ span, term: there, covers: runs === 3 })
        }
      }
    }
    const own = [...bySection.values()]
    held.push(own)
    if (own.length > 1) p.atMost(1, [1, own])
  }
  const clubs = held.slice(0, choices[s]).flat()
  if (clubs.length > school.wanted[s]) p.atMost(school.wanted[s], [1, clubs])
  for (let season = 0; season < S; season++) {
    p.atOnce(season, 1, sessions[season])
    addAway(p, s, season, sessions[season])
  }

  // the wished clubs, those held by their rank and 12 for each of the others
  if (wished[s] > 0) {
    p.charge('student-choice', constant(wished[s]), 12 * factor[s])
    for (let k = 0; k < choices[s]; k++) for (const e of held[k]) p.charge('student-choice', e, (rankCost[k] - 12) * factor[s])
    const none = p.largest({ constant: 1, terms: [[-1, clubs]] })
    p.charge('student-choice', none, 12 * factor[s])
    if (school.priority[s]) p.charge('priority-unserved', none)
  }
  const missed = (row: 'student-choice' | 'tutoring-unserved', list: readonly Term[], amount: number) =>
    p.charge(row, p.largest({ constant: 1, terms: [[-1, list]] }), amount)
  for (let e = 0; e < everyone[s]; e++) missed('student-choice', held[choices[s] + e], 12 * factor[s])
  if (school.tutoring[s]) missed('tutoring-unserved', held[choices[s] + everyone[s]], 1)
  addBalance(p, s, covering)
}

/** where the student is away from care */
function addAway(p: Programme, s: number, season: number, list: readonly Session[]): void {
  const { L, S, attends, studentClass, coveredFrom, covered } = p.school
  const at = season * 2 * L
  const bySlot = new Map<number, Term[]>()
  for (const { span, term, covers } of list) {
    if (!covers) continue
    for (let k = coveredFrom[at + span]; k < coveredFrom[at + span + 1]; k++) {
      const l = covered[k]
      if (attends[s * 2 * L + l]) bySlot.set(l, [...(bySlot.get(l) ?? []), term])
    }
  }
  for (const [l, terms] of bySlot) p.away[(studentClass[s] * L + l) * S + season].push(p.any(terms))
}

function addBalance(p: Programme, s: number, covering: readonly { bits: number; term: Term }[]): void {
  const { school } = p
  const bits = school.policy.requiredDomains.map((_, d) => 1 << d)
  const asked = school.domainsAsked[s] - bits.filter((bit) => school.careDomains[s] & bit).length
  if (asked <= 0) return
  const met = bits.flatMap((bit) => {
    const own = covering.filter((one) => one.bits & bit).map(({ term }) => term)
    return school.careDomains[s] & bit || own.length === 0 ? [] : [p.any(own)]
  })
  p.charge('balanced-week', p.largest({ constant: asked, terms: [[-1, met] satisfies Terms] }))
}
