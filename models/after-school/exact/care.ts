import { compileParts } from '../constraints/parts.ts'
import { constant, type Programme, type Term } from './programme.ts'

/** Children who stay in care, with their hosts: `merged-care`, `unplaced-student`, and who must be looked after where. */
export function addCare(p: Programme): void {
  const { school, now, free } = p
  const { L, S, C, H, start, attending, plan } = school
  // a class of which nobody attends stays where it is, unless something that should stay says otherwise
  const named = [plan.pins, plan.baseline ?? {}].map((parts) => compileParts(school, parts).hosts)
  for (let l = 0; l < L; l++) {
    for (let c = 0; c < C; c++) {
      const current = now.host[c * L + l]
      const hosts = new Map<number, Term>()
      const key = c * L + l
      const said = named.flatMap((list) => (list[key] > 0 ? [list[key] - 1] : [])).filter((h) => school.hosts[key].includes(h))
      if (free.host(c, l) && (attending[key] > 0 || said.length > 0 || (plan.baseline && current !== c)))
        for (const h of new Set(attending[key] > 0 ? [...school.hosts[key], current] : [c, current, ...said])) hosts.set(h, p.binary(h === current ? 1 : 0))
      else hosts.set(current, constant(1))
      p.host[c * L + l] = hosts
      p.equal(1, [1, [...hosts.values()]])
    }
    // whoever hosts another hosts itself
    for (let c = 0; c < C; c++) {
      for (const [h, term] of p.host[c * L + l]) if (h < C && h !== c) p.atMost(0, [1, term], [-1, p.host[h * L + l].get(h) ?? constant(0)])
    }
    for (let season = 0; season < S; season++) {
      if (start[season * 2 * L + l] < 0) continue
      const groups: Term[][] = Array.from({ length: H }, () => [])
      for (let c = 0; c < C; c++) if (attending[c * L + l] > 0) addClass(p, c, l, season, groups)
      groups.forEach((parts, h) => {
        if (parts.length > 0) addGroup(p, h, l, season, parts)
      })
    }
  }
}

/** Shares the class's children in care out to where it may be hosted. */
function addClass(p: Programme, c: number, l: number, season: number, groups: Term[][]): void {
  const { L, S, attending } = p.school
  const all = attending[c * L + l]
  const away = p.away[(c * L + l) * S + season]
  const here = all - p.sum(away)
  const hosts = p.host[c * L + l]
  const parts: Term[] = []
  for (const [h, term] of hosts) {
    const known = hosts.size === 1 && away.every((one) => one < 0)
    const part = known ? constant(here) : p.whole(all, p.value(term) * here)
    let present: Term
    if (known) present = constant(here > 0 ? 1 : 0)
    else {
      p.atMost(0, [1, part], [-all, term])
      // where nobody can be away, they are where their host is
      const stay = all - away.length
      if (stay > 0) p.atLeast(0, [1, part], [-stay, term])
      if (stay > 0) present = term
      else {
        present = p.binary(Math.min(1, p.value(part)))
        p.atMost(0, [1, part], [-all, present])
        p.atMost(0, [1, present], [-1, part])
      }
    }
    p.present.set(`${c} ${h} ${l} ${season}`, present)
    if (h !== c) p.charge('merged-care', present)
    groups[h].push(part)
    parts.push(part)
  }
  p.equal(all, [1, parts], [1, away])
}

function addGroup(p: Programme, h: number, l: number, season: number, parts: readonly Term[]): void {
  const { school } = p
  const { L, S, C } = school
  let most = 0
  const present: Term[] = []
  for (let c = 0; c < C; c++) {
    const there = p.present.get(`${c} ${h} ${l} ${season}`)
    if (there === undefined) continue
    most += school.attending[c * L + l]
    present.push(there)
  }
  const key = (h * L + l) * S + season
  p.careNeed[key] = p.ceiling([[1, parts]], school.policy.studentsPerSupervisor, most)
  p.careOpen[key] = p.any(present)
  p.charge('unplaced-student', p.largest({ constant: -school.capacity[school.hostRoom[h]], terms: [[1, parts]] }))
}
