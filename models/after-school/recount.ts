import type { School } from './compile/school.ts'

/**
 * Counts everything that follows from the decisions, from the decisions alone: calls, sizes, children in care, groups, needs; and how many groups are open by
 * (site × B + block) × S + season.
 */
export function countDerived(school: School, values: Int32Array, opens: Int32Array): void {
  const { at, S, L, C, Q, Z, W, N, sessionSection, sectionActivity, fixedCall } = school
  values.fill(0, at.size)
  opens.fill(0)
  for (let q = 0; q < Q; q++) values[at.call + q] = fixedCall[q] + 1
  for (let z = 0; z < Z; z++) {
    const a = sectionActivity[sessionSection[z]]
    const slot = values[at.slot + z] - 1
    for (let i = 0; i < 2 * S; i++) values[at.call + z * 2 * S + i] = slot < 0 ? 0 : ((a * 2 + Math.trunc(i / S)) * L + slot) * S + (i % S) + 1
  }
  for (let w = 0; w < W; w++) if (values[at.enrol + w] !== 0) values[at.size + values[at.enrol + w] - 1]++
  for (let student = 0; student < N; student++) countStay(school, values, student)
  for (let key = 0; key < C * L; key++) {
    const host = values[at.host + key] * L + (key % L)
    for (let season = 0; season < S; season++) values[at.group + host * S + season] += values[at.stay + key * S + season]
  }
  countNeeds(school, values, opens)
}

function countStay(s: School, v: Int32Array, student: number): void {
  const { at, S, L } = s
  for (let l = 0; l < L; l++) {
    if (s.attends[student * 2 * L + l] === 0) continue
    for (let season = 0; season < S; season++) {
      if (s.start[season * 2 * L + l] < 0) continue
      let out = false
      for (let w = s.wishesFrom[student]; w < s.wishesFrom[student + 1] && !out; w++) {
        const x = v[at.enrol + w] - 1
        if (x < 0) continue
        const a = s.sectionActivity[x]
        for (let z = s.sessionsFrom[x]; z < s.sessionsFrom[x + 1]; z++) {
          const slot = v[at.slot + z] - 1
          if (s.runs[(a * L + slot) * S + season] !== 3) continue
          const i = season * 2 * L + (s.length[a] === 2 ? L : 0) + slot
          for (let j = s.coveredFrom[i]; j < s.coveredFrom[i + 1]; j++) if (s.covered[j] === l) out = true
        }
      }
      if (!out) v[at.stay + (s.studentClass[student] * L + l) * S + season]++
    }
  }
}

function countNeeds(s: School, v: Int32Array, opens: Int32Array): void {
  const { at, S, L, B } = s
  const tally = (site: number, l: number, season: number) => {
    opens[(site * B + s.slotBlock[l]) * S + season]++
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
  for (let i = 0; i < opens.length; i++) v[at.need + s.dutyFrom + i] = opens[i] > 0 ? 1 : 0
  for (let g = 0; g < s.G; g++) {
    for (let season = 0; season < S; season++) {
      if (s.start[season * 2 * L + s.generalSlot[g]] >= 0) v[at.need + s.generalFrom + g * S + season] = s.generalCount[g]
    }
  }
}
