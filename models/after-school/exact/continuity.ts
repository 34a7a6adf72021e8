import { constant, type PostTerms, type Programme, type Term, type Terms } from './programme.ts'

/** Rows about meeting few different people. */
export function addContinuity(p: Programme): void {
  addLeads(p)
  addClasses(p)
  addSeasons(p)
}

const always: Term = constant(1)

/** `lead-continuity`: people in the lead posts of a section beyond the largest need of one */
function addLeads(p: Programme): void {
  const leads = p.posts.filter(({ kind, role }) => kind === 'section' && role === 0)
  for (const posts of Map.groupBy(leads, ({ group }) => group).values()) excess(p, 'lead-continuity', posts, () => always)
}

/** `care-continuity` over the term, `handover` over a day, `own-class-care` per seat */
function addClasses(p: Programme): void {
  const { school } = p
  const care = p.posts.filter(({ kind }) => kind === 'care')
  const byClass: PostTerms[][] = Array.from({ length: school.C }, () => [])
  for (const post of care) for (let c = 0; c < school.C; c++) if (isPossible(presentIn(p, c, post))) byClass[c].push(post)
  byClass.forEach((own, c) => {
    const present = (post: PostTerms) => presentIn(p, c, post)
    if (own.length > 0) excess(p, 'care-continuity', own, present)
    for (const day of Map.groupBy(own, ({ season, slot }) => season * 7 + school.weekday[slot]).values()) excess(p, 'handover', day, present)
  })
  for (const post of care) {
    for (const { person, term } of post.seats) {
      const taught: Term[] = []
      for (let c = 0; c < school.C; c++) if (school.teaches[person * school.C + c]) taught.push(presentIn(p, c, post))
      p.charge(
        'own-class-care',
        p.largest({
          constant: 0,
          terms: [
            [1, term],
            [-1, taught],
          ],
        }),
      )
    }
  }
}

const presentIn = (p: Programme, c: number, { group, slot, season }: PostTerms): Term => p.present.get(`${c} ${group} ${slot} ${season}`) ?? constant(0)

const isPossible = (term: Term): boolean => term >= 0 || ~term > 0

/** charges how many people there are beyond the largest need among the posts that are there */
function excess(
  p: Programme,
  row: 'lead-continuity' | 'care-continuity' | 'handover',
  posts: readonly PostTerms[],
  presentIn: (post: PostTerms) => Term,
): void {
  const byPerson = new Map<number, Terms[][]>()
  for (const post of posts) {
    for (const { person, term } of post.seats) byPerson.set(person, [...(byPerson.get(person) ?? []), [[1, [term, presentIn(post)]]]])
  }
  const people = [...byPerson.values()].map((both) => p.largest(...both.map((terms) => ({ constant: -1, terms }))))
  if (people.length === 0) return
  const need = largestNeed(p, posts, presentIn)
  p.charge(
    row,
    p.largest({
      constant: 0,
      terms: [
        [1, people],
        [-1, need],
      ],
    }),
  )
}

/** @returns no more than the largest need of a post that is there: one is chosen to stand for it */
function largestNeed(p: Programme, posts: readonly PostTerms[], presentIn: (post: PostTerms) => Term): Term {
  const known = posts.filter((post) => post.need < 0 && presentIn(post) < 0)
  const least = Math.max(0, ...known.map(({ need }) => ~need))
  const open = posts.filter((post) => !known.includes(post) && post.most > least)
  if (open.length === 0) return constant(least)
  const needs = posts.map((post) => p.value(post.need) * p.value(presentIn(post)))
  const now = Math.max(...needs)
  const most = Math.max(least, ...open.map((post) => post.most))
  const largest = p.whole(most, now)
  let chosen = false
  const choices = open.map((post) => {
    const isIt = !chosen && now > least && p.value(post.need) * p.value(presentIn(post)) === now
    if (isIt) chosen = true
    const choice = p.binary(isIt ? 1 : 0)
    // largest ≤ need + what it could be above it, unless chosen
    p.atMost(most, [1, largest], [-1, post.need], [most, choice])
    p.atMost(0, [1, choice], [-1, presentIn(post)])
    return choice
  })
  p.atMost(1, [1, choices])
  p.atMost(least, [1, largest], [-(most - least), choices])
  return largest
}

/** `season-change`: of the smaller number of people in two consecutive seasons, those who do not stay */
function addSeasons(p: Programme): void {
  const { S } = p.school
  const byKey = Map.groupBy(p.posts, ({ kind, group, slot, role }) => `${kind} ${group} ${slot} ${role}`)
  for (const posts of byKey.values()) {
    const bySeason: (PostTerms | undefined)[] = Array.from({ length: S }, (_, season) => posts.find((post) => post.season === season))
    for (let season = 0; season + 1 < S; season++) {
      const before = bySeason[season]
      const after = bySeason[season + 1]
      if (before && after) addChange(p, before, after)
    }
  }
}

function addChange(p: Programme, before: PostTerms, after: PostTerms): void {
  const [was, is] = [before, after].map(({ seats }) => seats.map(({ term }) => term))
  const stay = before.seats.flatMap(({ person, term }): Term[] => {
    const other = after.seats.find((seat) => seat.person === person)
    return other ? [p.lesser(term, other.term)] : []
  })
  const one = before.most <= 1 && after.most <= 1
  // one seat each: a change is two people; else the smaller number is no less than one of the two
  if (one) {
    p.charge(
      'season-change',
      p.largest({
        constant: -1,
        terms: [
          [1, [...was, ...is]],
          [-1, stay],
        ],
      }),
    )
    return
  }
  const smaller = p.minimum(was, is, Math.max(before.most, after.most))
  p.charge(
    'season-change',
    p.largest({
      constant: 0,
      terms: [
        [1, smaller],
        [-1, stay],
      ],
    }),
  )
}
