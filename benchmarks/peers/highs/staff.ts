import type { Programme } from './programme.ts'

interface Taken {
  readonly call: number
  readonly column: number
}

/** What people may and would like to do: limits, gaps, fair load, shares, budget, externals accompanied. */
export function addStaff(p: Programme): void {
  const { school } = p
  const { P, S } = school
  const taken: Taken[][] = Array.from({ length: P * S }, () => [])
  for (const { call, season, seats } of p.posts) for (const { person, column } of seats) taken[person * S + season].push({ call, column })
  for (let person = 0; person < P; person++) for (let season = 0; season < S; season++) addPerson(p, person, season, taken[person * S + season])
  for (let season = 0; season < S; season++) {
    const all = p.posts.filter((post) => post.season === season).flatMap(({ seats }) => seats)
    const inside = all.filter(({ person }) => school.inService[person])
    const percent = school.policy.inServiceSharePercent
    if (percent > 0 && inside.length < all.length) {
      const short = p.whole(all.length)
      p.atLeast(0, [100, short], [100, inside.map(({ column }) => column)], [-percent, all.map(({ column }) => column)])
      p.charge('in-service-share', short)
    }
    if (school.plan.budget) addBudget(p, season, school.plan.budget.yuanPerWeek)
  }
  if (school.policy.externalsAccompanied === 'group') addCompany(p)
  if (school.policy.externalsAccompanied === 'site') addCompanyOnSite(p)
}

function addPerson(p: Programme, person: number, season: number, seats: readonly Taken[]): void {
  const { school } = p
  const { S, callDay, callStart, callEnd, callWeight, callPeriods } = school
  if (seats.length === 0) return
  const minutes = seats.map(({ call, column }) => [callEnd[call] - callStart[call], column] as const)
  const weights = seats.map(({ call, column }) => [callWeight[call], column] as const)
  p.atMost(school.perWeek[person], ...weights)
  p.atMost(school.minutesPerWeek[person], ...minutes)
  const days: (number | undefined)[] = Array.from({ length: 7 })
  for (const [day, own] of Map.groupBy(seats, ({ call }) => callDay[call])) {
    const columns = own.map(({ column }) => column)
    days[day] = p.any(columns)
    p.atMost(school.perDay[person], ...own.map(({ call, column }) => [callWeight[call], column] as const))
    const teaching = school.teaching[(person * S + season) * 7 + day]
    p.atMost(Math.max(0, school.minutesPerDay[person] - teaching), ...own.map(({ call, column }) => [callEnd[call] - callStart[call], column] as const))
    for (const instant of new Set(own.map(({ call }) => callStart[call]))) {
      const together = own.filter(({ call }) => callStart[call] <= instant && instant < callEnd[call])
      if (together.length > 1) p.atMost(1, [1, together.map(({ column }) => column)])
    }
    // idle periods between two served ones; noon makes no gap
    const served = Array.from({ length: 10 }, (_, period) => own.filter(({ call }) => (callPeriods[call] >> period) & 1).map(({ column }) => column))
    const any = served.map((list, period) => (period >= 1 && list.length > 0 ? p.any(list) : undefined))
    for (let period = 2; period < 9; period++) {
      if (!((school.periodsRun[season * 7 + day] >> period) & 1)) continue
      const before = any.slice(1, period).flatMap((column) => column ?? [])
      const after = any.slice(period + 1).flatMap((column) => column ?? [])
      if (before.length === 0 || after.length === 0) continue
      const idle = p.amount()
      const here = any[period] === undefined ? [] : [any[period]!]
      for (const one of before) for (const other of after) p.atLeast(-1, [1, idle], [-1, [one, other]], [1, here])
      p.charge('staff-gap', idle)
    }
  }
  const used = days.flatMap((column) => column ?? [])
  p.atMost(school.days[person], [1, used])
  const run = school.consecutive[person] + 1
  for (let first = 0; first + run <= 7; first++) {
    const window = days.slice(first, first + run).flatMap((column) => column ?? [])
    if (window.length === run) p.atMost(run - 1, [1, window])
  }
  const target = school.target[person * S + season]
  if (target < 0) return
  const steps: number[] = []
  for (let k = 0; target + k < school.perWeek[person]; k++) {
    const step = p.binary()
    p.charge('fair-load', step, 2 * k + 1)
    steps.push(step)
  }
  p.atMost(target, ...weights, [-1, steps])
}

function addBudget(p: Programme, season: number, yuanPerWeek: number): void {
  const { school } = p
  const terms = p.posts
    .filter((post) => post.season === season)
    .flatMap(({ call, seats }) => seats.map(({ person, column }) => [school.pay[person] * school.callWeight[call], column] as const))
  if (terms.length > 0) p.atMost(yuanPerWeek, ...terms)
}

/** nobody from outside in a group without somebody in service in it */
function addCompany(p: Programme): void {
  const { inService } = p.school
  const withChildren = p.posts.filter(({ kind }) => kind === 'section' || kind === 'care')
  const groups = Map.groupBy(withChildren, ({ kind, group, slot, season }) => `${kind} ${group} ${slot} ${season}`)
  for (const posts of groups.values()) {
    const seats = posts.flatMap((post) => post.seats)
    const inside = seats.filter(({ person }) => inService[person]).map(({ column }) => column)
    for (const { person, column } of seats) if (!inService[person]) p.atMost(0, [1, column], [-1, inside])
  }
}

/** on the one site, at every slot at which somebody from outside is with children, somebody in service sits in some post */
function addCompanyOnSite(p: Programme): void {
  const { school } = p
  const { L, S, inService, start } = school
  for (let season = 0; season < S; season++) {
    for (let l = 0; l < L; l++) {
      if (start[season * 2 * L + l] < 0) continue
      const here = p.posts.filter((post) => {
        if (post.season !== season) return false
        if (post.kind === 'section') return p.occupied(post.group, post.slot).includes(l)
        if (post.kind === 'duty') return school.slotBlock[l] === post.group
        return post.slot === l && (post.kind === 'care' || school.callPeriods[post.call] !== 0)
      })
      const inside = here.flatMap(({ seats }) => seats.filter(({ person }) => inService[person]).map(({ column }) => column))
      for (const { kind, seats } of here) {
        if (kind !== 'section' && kind !== 'care') continue
        for (const { person, column } of seats) if (!inService[person]) p.atMost(0, [1, column], [-1, inside])
      }
    }
  }
}
