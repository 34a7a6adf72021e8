import { rankCost } from '../../../models/after-school/constraints/student-choice.ts'
import type { Programme } from './programme.ts'

/** Sections with slots and rooms, students in them, and the children who stay in care with their hosts. */
export function addGroups(programme: Programme): void {
  addSections(programme)
  addStudents(programme)
  addCare(programme)
  addRooms(programme)
}

function addSections(p: Programme): void {
  const { school } = p
  const { L, S, A } = school
  for (let a = 0; a < A; a++) {
    const own: number[] = []
    for (let x = school.sectionsFrom[a]; x < school.sectionsFrom[a + 1]; x++) {
      const run = p.binary()
      // equal sections: the lowest numbers run
      if (own.length > 0) p.atMost(0, [1, run], [-1, own.at(-1)!])
      own.push(run)
      p.run[x] = run
      p.members[x] = []
      const starts: number[] = []
      const days = new Map<number, number[]>()
      const byRoom = new Map<number, number[]>()
      for (let l = 0; l < L; l++) {
        const places = new Map(school.rooms[a * L + l].map((room) => [room, p.binary()]))
        p.place[x * L + l] = places
        if (places.size === 0) continue
        const at = p.any([...places.values()])
        p.equal(0, [1, at], [-1, [...places.values()]])
        p.at[x * L + l] = at
        starts.push(at)
        days.set(school.weekday[l], [...(days.get(school.weekday[l]) ?? []), at])
        for (const [room, column] of places) byRoom.set(room, [...(byRoom.get(room) ?? []), column])
        const gaps = Array.from({ length: S }, (_, s) => s).filter((s) => school.start[s * 2 * L + p.spanOf(x, l)] < 0).length
        if (gaps > 0) p.charge('season-gap', at, gaps)
      }
      p.equal(0, [1, starts], [-school.sessionsPerWeek[a], run])
      // sessions beyond the weekdays used; rooms beyond the first
      const used = [...days.values()].map((list) => {
        const day = p.binary()
        p.atMost(0, [1, day], [-1, list])
        return day
      })
      const crowded = p.amount()
      p.atLeast(0, [1, crowded], [-1, starts], [1, used])
      p.charge('spread', crowded)
      const rooms = [...byRoom.values()].map((list) => p.any(list))
      const changes = p.amount()
      p.atLeast(0, [1, changes], [-1, rooms], [1, run])
      p.charge('room-stability', changes)
    }
    if (school.sectionsMin[a] > 0) {
      const missing = p.amount()
      p.atLeast(school.sectionsMin[a], [1, missing], [1, own])
      p.charge('missing-section', missing)
    }
  }
}

function addStudents(p: Programme): void {
  const { school } = p
  const { L, S, C, R, N, wishesFrom, choices, everyone, wished, factor } = school
  for (let key = 0; key < C * L * S; key++) p.away[key] = []
  for (let s = 0; s < N; s++) {
    /** by season: a session of the student's and its span */
    const sessions: { span: number; column: number; covers: boolean }[][] = Array.from({ length: S }, () => [])
    const held: number[][] = []
    const covering: { bits: number; column: number }[] = []
    for (let w = wishesFrom[s]; w < wishesFrom[s + 1]; w++) {
      const bySection = new Map<number, number>()
      p.enrol[w] = bySection
      for (let i = school.optionsFrom[w]; i < school.optionsFrom[w + 1]; i++) {
        const x = school.options[i]
        const e = p.binary()
        bySection.set(x, e)
        p.members[x].push(e)
        p.atMost(0, [1, e], [-1, p.run[x]])
        covering.push({ bits: school.domainBits[school.sectionActivity[x]], column: e })
        const ok = school.crossSite[school.sectionActivity[x]] ? 1 : 3
        for (let l = 0; l < L; l++) {
          const at = p.at[x * L + l]
          if (at === undefined) continue
          const span = p.spanOf(x, l)
          if (!school.attends[s * 2 * L + span]) {
            p.atMost(1, [1, [e, at]])
            continue
          }
          for (const [room, column] of p.place[x * L + l]) if ((school.roomOk[s * R + room] & ok) !== ok) p.atMost(1, [1, [e, column]])
          const there = p.both(e, at)
          for (let season = 0; season < S; season++) {
            const runs = p.runs(x, l, season)
            if (runs !== 0) sessions[season].push({ span, column: there, covers: runs === 3 })
          }
        }
      }
      held.push([...bySection.values()])
      if (bySection.size > 0) p.atMost(1, [1, held.at(-1)!])
    }
    const clubs = held.slice(0, choices[s]).flat()
    if (clubs.length > 0) p.atMost(school.wanted[s], [1, clubs])
    for (let season = 0; season < S; season++) addPlaces(p, s, season, sessions[season])

    if (wished[s] > 0) {
      // the wished clubs, those held by their rank and 12 for each of the others
      const unserved = p.amount()
      p.equal(wished[s], [1, unserved], [1, clubs])
      p.charge('student-choice', unserved, 12 * factor[s])
      for (let k = 0; k < choices[s]; k++) for (const e of held[k]) p.charge('student-choice', e, rankCost[k] * factor[s])
      const none = p.amount()
      p.atLeast(1, [1, none], [1, clubs])
      p.charge('student-choice', none, 12 * factor[s])
      if (school.priority[s]) p.charge('priority-unserved', none)
    }
    const missed = (row: 'student-choice' | 'tutoring-unserved', list: readonly number[], amount: number) => {
      const column = p.amount()
      p.atLeast(1, [1, column], [1, list])
      p.charge(row, column, amount)
    }
    for (let e = 0; e < everyone[s]; e++) missed('student-choice', held[choices[s] + e], 12 * factor[s])
    if (school.tutoring[s]) missed('tutoring-unserved', held[choices[s] + everyone[s]], 1)
    addBalance(p, s, covering)
  }
  for (let x = 0; x < school.X; x++) {
    const a = school.sectionActivity[x]
    p.atMost(0, [1, p.members[x]], [-school.sizeMax[a], p.run[x]])
    p.atLeast(0, [1, p.members[x]], [-Math.max(1, school.sizeMin[a]), p.run[x]])
    for (let l = 0; l < L; l++) {
      for (const [room, column] of p.place[x * L + l]) {
        const over = school.sizeMax[a] - school.capacity[room]
        if (over > 0) p.atMost(school.sizeMax[a], [1, p.members[x]], [over, column])
      }
    }
  }
}

/** one place at a time, and where the student is away from care */
function addPlaces(p: Programme, s: number, season: number, list: readonly { span: number; column: number; covers: boolean }[]): void {
  const { L, S, start, end, weekday, attends, studentClass, coveredFrom, covered } = p.school
  const at = season * 2 * L
  for (const own of Map.groupBy(list, ({ span }) => weekday[span % L]).values()) {
    for (const instant of new Set(own.map(({ span }) => start[at + span]))) {
      const together = own.filter(({ span }) => start[at + span] <= instant && instant < end[at + span])
      if (together.length > 1) p.atMost(1, [1, together.map(({ column }) => column)])
    }
  }
  const bySlot = new Map<number, number[]>()
  for (const { span, column, covers } of list) {
    if (!covers) continue
    for (let k = coveredFrom[at + span]; k < coveredFrom[at + span + 1]; k++) {
      const l = covered[k]
      if (attends[s * 2 * L + l]) bySlot.set(l, [...(bySlot.get(l) ?? []), column])
    }
  }
  for (const [l, columns] of bySlot) p.away[(studentClass[s] * L + l) * S + season].push(p.any(columns))
}

function addBalance(p: Programme, s: number, covering: readonly { bits: number; column: number }[]): void {
  const { school } = p
  const bits = school.policy.requiredDomains.map((_, d) => 1 << d)
  const asked = school.domainsAsked[s] - bits.filter((bit) => school.careDomains[s] & bit).length
  if (asked <= 0) return
  const met = bits.flatMap((bit) => {
    const own = covering.filter((one) => one.bits & bit).map(({ column }) => column)
    if (school.careDomains[s] & bit || own.length === 0) return []
    return [p.any(own)]
  })
  const lacking = p.amount()
  p.atLeast(asked, [1, lacking], [1, met])
  p.charge('balanced-week', lacking)
}

function addCare(p: Programme): void {
  const { school } = p
  const { L, S, C, H, start, attending } = school
  for (let l = 0; l < L; l++) {
    for (let c = 0; c < C; c++) {
      const hosts = new Map((attending[c * L + l] > 0 ? school.hosts[c * L + l] : [c]).map((h) => [h, p.binary()]))
      p.host[c * L + l] = hosts
      p.equal(1, [1, [...hosts.values()]])
    }
    // whoever hosts another hosts itself
    for (let c = 0; c < C; c++) for (const [h, column] of p.host[c * L + l]) if (h < C && h !== c) p.atMost(0, [1, column], [-1, p.host[h * L + l].get(h)!])
    for (let season = 0; season < S; season++) {
      if (start[season * 2 * L + l] < 0) continue
      const groups: number[][] = Array.from({ length: H }, () => [])
      for (let c = 0; c < C; c++) {
        const all = attending[c * L + l]
        if (all === 0) continue
        const parts: number[] = []
        for (const [h, column] of p.host[c * L + l]) {
          const part = p.whole(all)
          p.atMost(0, [1, part], [-all, column])
          const present = p.binary()
          p.atMost(0, [1, part], [-all, present])
          p.atMost(0, [1, present], [-1, part])
          p.present.set(`${c} ${h} ${l} ${season}`, present)
          if (h !== c) p.charge('merged-care', present)
          groups[h].push(part)
          parts.push(part)
        }
        p.equal(all, [1, parts], [1, p.away[(c * L + l) * S + season]])
      }
      groups.forEach((parts, h) => {
        if (parts.length > 0) addGroup(p, h, l, season, parts)
      })
    }
  }
}

function addGroup(p: Programme, h: number, l: number, season: number, parts: readonly number[]): void {
  const { school } = p
  const { L, S } = school
  let most = 0
  for (let c = 0; c < school.C; c++) if (p.host[c * L + l].has(h)) most += school.attending[c * L + l]
  const key = (h * L + l) * S + season
  p.careNeed[key] = p.ceiling([[1, parts]], 0, school.policy.studentsPerSupervisor, most)
  const open = p.binary()
  p.atMost(0, [1, parts], [-most, open])
  p.atMost(0, [1, open], [-1, parts])
  p.careOpen[key] = open
  const over = p.amount()
  p.atMost(school.capacity[school.hostRoom[h]], [1, parts], [-1, over])
  p.charge('unplaced-student', over)
}

/** `room-clash`: running sessions and open care groups */
function addRooms(p: Programme): void {
  const { school } = p
  const { L, S, R, H, X, start, end, weekday } = school
  for (let season = 0; season < S; season++) {
    const at = season * 2 * L
    for (let room = 0; room < R; room++) {
      const groups: { span: number; column: number }[] = []
      for (let x = 0; x < X; x++) {
        for (let l = 0; l < L; l++) {
          const column = p.place[x * L + l].get(room)
          if (column !== undefined && p.runs(x, l, season)) groups.push({ span: p.spanOf(x, l), column })
        }
      }
      for (let h = 0; h < H; h++) {
        if (school.hostRoom[h] !== room) continue
        for (let l = 0; l < L; l++) {
          const column = p.careOpen[(h * L + l) * S + season]
          if (column !== undefined) groups.push({ span: l, column })
        }
      }
      for (const own of Map.groupBy(groups, ({ span }) => weekday[span % L]).values()) {
        for (const instant of new Set(own.map(({ span }) => start[at + span]))) {
          const together = own.filter(({ span }) => start[at + span] <= instant && instant < end[at + span])
          if (together.length > school.concurrent[room]) p.atMost(school.concurrent[room], [1, together.map(({ column }) => column)])
        }
      }
    }
  }
}
