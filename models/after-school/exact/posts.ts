import { keyOfGroup } from './incumbent.ts'
import { constant, type PostTerms, type Programme, type Seat, type Term, type Terms } from './programme.ts'

/** Every post of every season, with each person who may sit there: as many people as it needs, or fewer; leads never fewer. */
export function addPosts(p: Programme): void {
  for (let x = 0; x < p.school.X; x++) addSectionPosts(p, x)
  const { school } = p
  const { L, S, H, B, G, sites, start } = school
  for (let season = 0; season < S; season++) {
    for (let l = 0; l < L; l++) {
      for (let h = 0; h < H; h++) {
        const need = p.careNeed[(h * L + l) * S + season]
        if (need === undefined) continue
        const most = need < 0 ? ~need : Math.ceil(school.N / school.policy.studentsPerSupervisor)
        addPost(p, { call: school.careCalls + l * S + season, season, kind: 'care', group: h, slot: l, role: 0, need, most })
      }
    }
    for (let group = 0; group < sites * B; group++) {
      const block = group % B
      const open = openGroups(p, Math.trunc(group / B), block, season)
      if (open.length === 0) continue
      const slot = school.slotBlock.indexOf(block)
      addPost(p, { call: school.dutyCalls + block * S + season, season, kind: 'duty', group, slot, role: 0, need: p.any(open), most: 1 })
    }
    for (let g = 0; g < G; g++) {
      const slot = school.generalSlot[g]
      if (start[season * 2 * L + slot] < 0) continue
      const most = school.generalCount[g]
      addPost(p, { call: school.generalCalls + g * S + season, season, kind: 'general', group: g, slot, role: 0, need: constant(most), most })
    }
  }
}

function addSectionPosts(p: Programme, x: number): void {
  const { school } = p
  const { L, S } = school
  const a = school.sectionActivity[x]
  for (let role = 0; role < 2; role++) {
    const count = school.roleCount[a * 2 + role]
    const per = school.rolePer[a * 2 + role]
    if (count === 0 && per === 0) continue
    const most = count + (per > 0 ? Math.ceil(school.sizeMax[a] / per) : 0)
    const growing = per > 0 ? p.ceiling([[1, p.members[x]]], per, school.sizeMax[a]) : constant(0)
    for (let l = 0; l < L; l++) {
      const at = p.at[x * L + l]
      if (at === undefined || (at < 0 && ~at === 0)) continue
      const need = needOf(p, at, count, growing, most)
      for (let season = 0; season < S; season++) {
        if (p.runs(x, l, season))
          addPost(p, {
            call: ((a * 2 + role) * L + l) * S + season,
            season,
            kind: 'section',
            group: x,
            slot: l,
            role,
            need,
            most: need < 0 ? ~need : most,
          })
      }
    }
  }
}

/** count, and what grows with the students, where a session is; nothing elsewhere */
function needOf(p: Programme, at: Term, count: number, growing: Term, most: number): Term {
  if (at < 0 && growing < 0) return constant(~at * (count + ~growing))
  if (count === 1 && growing < 0 && ~growing === 0) return at
  const need = p.whole(most, p.value(at) * (count + p.value(growing)))
  p.atMost(0, [1, need], [-most, at])
  p.atMost(0, [1, need], [-1, growing], [-count, at])
  p.atLeast(count - most, [1, need], [-1, growing], [-most, at])
  return need
}

function addPost(p: Programme, post: Omit<PostTerms, 'seats'>): void {
  const { school, now, free } = p
  const { call, kind, group, slot, role, season, need } = post
  const sitting = new Set(now.seated.get(keyOfGroup(school, kind, group, slotInKey(post), role, season)) ?? [])
  const open = free.post(kind, group, slot, role, season)
  const seats: Seat[] = []
  const add = (person: number, term: Term) => {
    p.charge('staff-preference', term, school.permit[call * school.P + person])
    p.charge('pay', term, school.payTens[person * 3 + school.callWeight[call]])
    seats.push({ person, term })
  }
  for (let i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) {
    const person = school.candidates[i]
    const sits = sitting.delete(person)
    if (open && free.person(person, school.callDay[call], season)) add(person, p.binary(sits ? 1 : 0))
    else if (sits) add(person, constant(1))
  }
  // somebody sits there who may not
  if (sitting.size > 0) p.broken = true
  const people = seats.map(({ term }) => term)
  if (kind === 'section' && role === 0) p.equal(0, [1, people], [-1, need])
  else {
    const terms: Terms[] = [
      [1, need],
      [-1, people],
    ]
    p.atLeast(0, ...terms)
    p.charge('unfilled-seat', p.largest({ constant: 0, terms }))
  }
  p.posts.push({ ...post, seats })
}

/** duty and general posts have no slot of their own */
const slotInKey = ({ kind, slot }: Pick<PostTerms, 'kind' | 'slot'>): number => (kind === 'section' || kind === 'care' ? slot : 0)

/** what makes the duty of a site's block necessary: open care groups, and sessions that run and occupy one of its running slots */
function openGroups(p: Programme, site: number, block: number, season: number): Term[] {
  const { school } = p
  const { L, S, H, X, start, slotBlock, hostSite, roomSite } = school
  const open: Term[] = []
  const inBlock = (l: number) => slotBlock[l] === block && start[season * 2 * L + l] >= 0
  for (let l = 0; l < L; l++) {
    if (!inBlock(l)) continue
    for (let h = 0; h < H; h++) {
      const group = hostSite[h] === site ? p.careOpen[(h * L + l) * S + season] : undefined
      if (group !== undefined) open.push(group)
    }
  }
  for (let x = 0; x < X; x++) {
    for (let l = 0; l < L; l++) {
      if (p.at[x * L + l] === undefined || !p.runs(x, l, season) || !p.occupied(x, l).some(inBlock)) continue
      for (const [room, term] of p.place[x * L + l]) if (roomSite[room] === site) open.push(term)
    }
  }
  return open
}
