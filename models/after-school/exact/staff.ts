import { constant, type PostTerms, type Programme, type Seat, type Term, type Terms } from './programme.ts'
import { seatsBySite } from './sites.ts'

interface Taken {
  readonly call: number
  readonly term: Term
}

/** What people may and would like to do: limits, gaps, fair load, shares, budget, externals accompanied. */
export function addStaff(p: Programme): void {
  const { school } = p
  const { P, S } = school
  const taken: Taken[][] = Array.from({ length: P * S }, () => [])
  for (const { call, season, seats } of p.posts) for (const { person, term } of seats) taken[person * S + season].push({ call, term })
  for (let person = 0; person < P; person++) for (let season = 0; season < S; season++) addPerson(p, person, season, taken[person * S + season])
  for (let season = 0; season < S; season++) {
    const seats = p.posts.filter((post) => post.season === season)
    const all = seats.flatMap((post) => post.seats)
    const inside = all.filter(({ person }) => school.inService[person])
    const percent = school.policy.inServiceSharePercent
    if (percent > 0 && inside.length < all.length) {
      const terms: Terms[] = [
        [percent, all.map(({ term }) => term)],
        [-100, inside.map(({ term }) => term)],
      ]
      p.charge('in-service-share', p.share(terms, 100, all.length))
    }
    if (school.plan.budget) addBudget(p, seats, school.plan.budget.yuanPerWeek)
  }
  if (school.policy.externalsAccompanied === 'group') addCompany(p)
  if (school.policy.externalsAccompanied === 'site') addCompanyOnSite(p)
}

function addPerson(p: Programme, person: number, season: number, seats: readonly Taken[]): void {
  const { school } = p
  const { S, callDay, callStart, callEnd, callWeight } = school
  if (seats.length === 0) return
  const minutes = seats.map(({ call, term }): Terms => [callEnd[call] - callStart[call], term])
  const weights = seats.map(({ call, term }): Terms => [callWeight[call], term])
  p.atMost(school.perWeek[person], ...weights)
  p.atMost(school.minutesPerWeek[person], ...minutes)
  const days: Term[] = new Array(7).fill(constant(0))
  for (const [day, own] of Map.groupBy(seats, ({ call }) => callDay[call])) {
    days[day] = p.any(own.map(({ term }) => term))
    p.atMost(school.perDay[person], ...own.map(({ call, term }): Terms => [callWeight[call], term]))
    const free = Math.max(0, school.minutesPerDay[person] - school.teaching[(person * S + season) * 7 + day])
    p.atMost(free, ...own.map(({ call, term }): Terms => [callEnd[call] - callStart[call], term]))
    for (const instant of new Set(own.map(({ call }) => callStart[call]))) {
      const together = own.filter(({ call }) => callStart[call] <= instant && instant < callEnd[call])
      if (together.length > 1) p.atMost(1, [1, together.map(({ term }) => term)])
    }
    addGaps(p, season, day, own)
  }
  p.atMost(school.days[person], [1, days])
  const run = school.consecutive[person] + 1
  for (let first = 0; first + run <= 7; first++) p.atMost(run - 1, [1, days.slice(first, first + run)])
  const target = school.target[person * S + season]
  if (target >= 0) addLoad(p, target, school.perWeek[person], weights)
}

/** `fair-load`: the square of the load above the target, by steps of 1, 3, 5, … */
function addLoad(p: Programme, target: number, most: number, weights: readonly Terms[]): void {
  const over = p.largest({ constant: -target, terms: weights })
  if (over < 0) {
    p.charge('fair-load', constant(~over * ~over))
    return
  }
  const steps: Term[] = []
  for (let k = 0; target + k < most; k++) {
    const step = p.binary(k < p.value(over) ? 1 : 0)
    p.charge('fair-load', step, 2 * k + 1)
    steps.push(step)
  }
  p.atLeast(0, [1, steps], [-1, over])
}

/** idle periods between two served ones; noon makes no gap */
function addGaps(p: Programme, season: number, day: number, own: readonly Taken[]): void {
  const { callPeriods, periodsRun } = p.school
  const served = Array.from({ length: 10 }, (_, period) => own.filter(({ call }) => (callPeriods[call] >> period) & 1).map(({ term }) => term))
  const any = served.map((list, period) => (period >= 1 ? p.any(list) : constant(0)))
  const possible = (term: Term) => term >= 0 || ~term > 0
  for (let period = 2; period < 9; period++) {
    if (!((periodsRun[season * 7 + day] >> period) & 1)) continue
    const before = any.slice(1, period).filter(possible)
    const after = any.slice(period + 1).filter(possible)
    const pairs = before.flatMap((one) =>
      after.map((other) => ({
        constant: -1,
        terms: [
          [1, [one, other]],
          [-1, any[period]],
        ] as Terms[],
      })),
    )
    if (pairs.length > 0) p.charge('staff-gap', p.largest(...pairs))
  }
}

function addBudget(p: Programme, posts: readonly PostTerms[], yuanPerWeek: number): void {
  const { pay, callWeight } = p.school
  p.atMost(yuanPerWeek, ...posts.flatMap(({ call, seats }) => seats.map(({ person, term }): Terms => [pay[person] * callWeight[call], term])))
}

/** nobody from outside in a group without somebody in service in it */
function addCompany(p: Programme): void {
  const withChildren = p.posts.filter(({ kind }) => kind === 'section' || kind === 'care')
  for (const posts of Map.groupBy(withChildren, ({ kind, group, slot, season }) => `${kind} ${group} ${slot} ${season}`).values()) {
    const seats = posts.flatMap((post) => post.seats)
    accompany(p, seats, seats)
  }
}

/** Nobody from outside sits here unless somebody in service sits there. */
function accompany(p: Programme, here: readonly Seat[], there: readonly Seat[]): void {
  const { inService } = p.school
  const outside = here.filter(({ person }) => !inService[person])
  if (outside.length === 0) return
  // one column that all rows of a few terms refer to: a row with everybody in service for each of them would be half of a city's programme
  const inside = p.any(there.filter(({ person }) => inService[person]).map(({ term }) => term))
  for (const { term } of outside) p.atMost(0, [1, term], [-1, inside])
}

/** on a site, at every slot at which somebody from outside is with children, somebody in service sits in some post */
function addCompanyOnSite(p: Programme): void {
  const { school } = p
  const { L, S, sites, start } = school
  for (let season = 0; season < S; season++) {
    const ofSeason = p.posts.filter((post) => post.season === season)
    for (let l = 0; l < L; l++) {
      if (start[season * 2 * L + l] < 0) continue
      const here = ofSeason.filter((post) => {
        if (post.kind === 'section') return p.occupied(post.group, post.slot).includes(l)
        if (post.kind === 'duty') return school.slotBlock[l] === post.group % school.B
        return post.slot === l && (post.kind === 'care' || school.callPeriods[post.call] !== 0)
      })
      for (let site = 0; site < sites; site++) addCompanyThere(p, here, site)
    }
  }
}

function addCompanyThere(p: Programme, posts: readonly PostTerms[], site: number): void {
  const seatsHere = (post: PostTerms) => seatsBySite(p, post).get(site) ?? []
  const withChildren = posts.filter(({ kind }) => kind === 'section' || kind === 'care')
  accompany(p, withChildren.flatMap(seatsHere), posts.flatMap(seatsHere))
}
