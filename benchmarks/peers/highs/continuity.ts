import type { PostColumns, Programme, Terms } from './programme.ts'

/** Rows about meeting few different people. */
export function addContinuity(p: Programme): void {
  addLeads(p)
  addClasses(p)
  addSeasons(p)
}

/** `lead-continuity`: people in the lead posts of a section beyond the largest need of one */
function addLeads(p: Programme): void {
  const { X } = p.school
  for (let x = 0; x < X; x++) {
    const posts = p.posts.filter(({ kind, group, role }) => kind === 'section' && group === x && role === 0)
    if (posts.length === 0) continue
    excess(
      p,
      'lead-continuity',
      distinct(p, posts, () => undefined),
      posts.map(({ need, most }) => ({ need, most, present: undefined })),
    )
  }
}

/** `care-continuity` over the term, `handover` over a day, `own-class-care` per seat */
function addClasses(p: Programme): void {
  const { school } = p
  const care = p.posts.filter(({ kind }) => kind === 'care')
  for (let c = 0; c < school.C; c++) {
    const presentIn = ({ group, slot, season }: PostColumns) => p.present.get(`${c} ${group} ${slot} ${season}`)
    const own = care.filter((post) => presentIn(post) !== undefined)
    const count = (row: 'care-continuity' | 'handover', posts: readonly PostColumns[]) =>
      excess(
        p,
        row,
        distinct(p, posts, presentIn),
        posts.map((post) => ({ need: post.need, most: post.most, present: presentIn(post) })),
      )
    if (own.length > 0) count('care-continuity', own)
    for (const day of Map.groupBy(own, ({ season, slot }) => season * 7 + school.weekday[slot]).values()) count('handover', day)
  }
  for (const { group, slot, season, seats } of care) {
    for (const { person, column } of seats) {
      const taught: number[] = []
      for (let c = 0; c < school.C; c++) {
        const present = p.present.get(`${c} ${group} ${slot} ${season}`)
        if (present !== undefined && school.teaches[person * school.C + c]) taught.push(present)
      }
      const stranger = p.amount()
      p.atLeast(0, [1, stranger], [1, taught], [-1, column])
      p.charge('own-class-care', stranger)
    }
  }
}

/** @returns a column for each person: 1 where they sit in one of the posts (that holds children of the class) */
function distinct(p: Programme, posts: readonly PostColumns[], presentIn: (post: PostColumns) => number | undefined): number[] {
  const people = new Map<number, number>()
  for (const post of posts) {
    const present = presentIn(post)
    for (const { person, column } of post.seats) {
      const met = people.get(person) ?? p.amount()
      people.set(person, met)
      if (present === undefined) p.atLeast(0, [1, met], [-1, column])
      else p.atLeast(-1, [1, met], [-1, [column, present]])
    }
  }
  return [...people.values()]
}

/** charges how many people there are beyond the largest need among the posts that are there */
function excess(
  p: Programme,
  row: 'lead-continuity' | 'care-continuity' | 'handover',
  people: readonly number[],
  posts: readonly { need: number; most: number; present: number | undefined }[],
): void {
  // one post is chosen to stand for the largest
  const largest = p.amount()
  const chosen = posts.map(({ need, most, present }) => {
    const choice = p.binary()
    p.atMost(most, [1, largest], [-1, need], [most, choice])
    if (present !== undefined) p.atMost(0, [1, choice], [-1, present])
    return choice
  })
  const most = Math.max(...posts.map((post) => post.most))
  p.atMost(1, [1, chosen])
  p.atMost(0, [1, largest], [-most, chosen])
  const over = p.amount()
  p.atLeast(0, [1, over], [1, largest], [-1, people])
  p.charge(row, over)
}

/** `season-change`: of the smaller number of people in two consecutive seasons, those who do not stay */
function addSeasons(p: Programme): void {
  const byKey = Map.groupBy(p.posts, ({ kind, group, slot, role }) => `${kind} ${group} ${slot} ${role}`)
  for (const posts of byKey.values()) {
    for (const before of posts) {
      const after = posts.find(({ season }) => season === before.season + 1)
      if (!after) continue
      const [was, is] = [before, after].map(({ seats }) => seats.map(({ column }) => column))
      const most = Math.max(before.most, after.most)
      // the smaller of the two numbers: no less than one of them
      const smaller = p.amount()
      const side = p.binary()
      p.atLeast(-most, [1, smaller], [-1, was], [-most, side])
      p.atLeast(0, [1, smaller], [-1, is], [most, side])
      const stay = before.seats.flatMap(({ person, column }): number[] => {
        const other = after.seats.find((seat) => seat.person === person)
        if (!other) return []
        const both = p.amount()
        p.atMost(0, [1, both], [-1, column])
        p.atMost(0, [1, both], [-1, other.column])
        return [both]
      })
      const change = p.amount()
      const terms: Terms[] = [
        [1, change],
        [-1, smaller],
        [1, stay],
      ]
      p.atLeast(0, ...terms)
      p.charge('season-change', change)
    }
  }
}
