import type { PostColumns, Programme, Terms } from './programme.ts'

/** Every post of every season, with a column for each person who may sit there: as many people as it needs, or fewer; leads never fewer. */
export function addPosts(p: Programme): void {
  addSectionPosts(p)
  const { school } = p
  const { L, S, H, B, G, start } = school
  for (let season = 0; season < S; season++) {
    for (let l = 0; l < L; l++) {
      for (let h = 0; h < H; h++) {
        const need = p.careNeed[(h * L + l) * S + season]
        if (need === undefined) continue
        const most = Math.ceil(school.N / school.policy.studentsPerSupervisor)
        addPost(p, { call: school.careCalls + l * S + season, season, kind: 'care', group: h, slot: l, role: 0, need, most })
      }
    }
    for (let b = 0; b < B; b++) {
      const open = openGroups(p, b, season)
      if (open.length === 0) continue
      const first = [...Array(L).keys()].find((l) => school.slotBlock[l] === b)!
      addPost(p, { call: school.dutyCalls + b * S + season, season, kind: 'duty', group: b, slot: first, role: 0, need: p.any(open), most: 1 })
    }
    for (let g = 0; g < G; g++) {
      const slot = school.generalSlot[g]
      if (start[season * 2 * L + slot] < 0) continue
      const need = p.whole(school.generalCount[g])
      p.equal(school.generalCount[g], [1, need])
      addPost(p, { call: school.generalCalls + g * S + season, season, kind: 'general', group: g, slot, role: 0, need, most: school.generalCount[g] })
    }
  }
}

function addSectionPosts(p: Programme): void {
  const { school } = p
  const { L, S, X } = school
  for (let x = 0; x < X; x++) {
    const a = school.sectionActivity[x]
    for (let role = 0; role < 2; role++) {
      const count = school.roleCount[a * 2 + role]
      const per = school.rolePer[a * 2 + role]
      if (count === 0 && per === 0) continue
      const most = count + (per > 0 ? Math.ceil(school.sizeMax[a] / per) : 0)
      const growing = per > 0 ? p.ceiling([[1, p.members[x]]], 0, per, school.sizeMax[a]) : undefined
      for (let l = 0; l < L; l++) {
        const at = p.at[x * L + l]
        if (at === undefined) continue
        // count, and what grows with the students, where a session is; nothing elsewhere
        const need = p.whole(most)
        p.atMost(0, [1, need], [-most, at])
        const terms: Terms[] = [[1, need], ...(growing === undefined ? [] : [[-1, growing] as const])]
        p.atMost(0, ...terms, [-count, at])
        p.atLeast(count - most, ...terms, [-most, at])
        for (let season = 0; season < S; season++) {
          if (!p.runs(x, l, season)) continue
          addPost(p, { call: ((a * 2 + role) * L + l) * S + season, season, kind: 'section', group: x, slot: l, role, need, most })
        }
      }
    }
  }
}

function addPost(p: Programme, post: Omit<PostColumns, 'seats'>): void {
  const { school } = p
  const seats = []
  for (let i = school.candidatesFrom[post.call]; i < school.candidatesFrom[post.call + 1]; i++) {
    const person = school.candidates[i]
    const column = p.binary()
    p.charge('staff-preference', column, school.permit[post.call * school.P + person])
    p.charge('pay', column, school.payTens[person * 3 + school.callWeight[post.call]])
    seats.push({ person, column })
  }
  const people = seats.map(({ column }) => column)
  if (post.kind === 'section' && post.role === 0) p.equal(0, [1, people], [-1, post.need])
  else {
    const empty = p.amount()
    p.equal(0, [1, people], [1, empty], [-1, post.need])
    p.charge('unfilled-seat', empty)
  }
  p.posts.push({ ...post, seats })
}

/** what makes the block's duty necessary: open care groups, and sessions that run and occupy one of its running slots */
function openGroups(p: Programme, block: number, season: number): number[] {
  const { school } = p
  const { L, S, H, X, start, slotBlock } = school
  const open: number[] = []
  const inBlock = (l: number) => slotBlock[l] === block && start[season * 2 * L + l] >= 0
  for (let l = 0; l < L; l++) {
    if (!inBlock(l)) continue
    for (let h = 0; h < H; h++) {
      const group = p.careOpen[(h * L + l) * S + season]
      if (group !== undefined) open.push(group)
    }
  }
  for (let x = 0; x < X; x++) {
    for (let l = 0; l < L; l++) {
      const at = p.at[x * L + l]
      if (at !== undefined && p.runs(x, l, season) && p.occupied(x, l).some(inBlock)) open.push(at)
    }
  }
  return open
}
