import { constant, type PostTerms, type Programme, type Seat, type Term } from './programme.ts'

/** The sites of a post, each with its seats there: a section changes its site with its room. */
export function seatsBySite(p: Programme, post: PostTerms): ReadonlyMap<number, readonly Seat[]> {
  const { school } = p
  const { kind, group, slot, seats } = post
  if (kind === 'care') return new Map([[school.hostSite[group], seats]])
  if (kind === 'duty') return new Map([[Math.trunc(group / school.B), seats]])
  if (kind === 'general') return new Map([[school.generalSite[group], seats]])
  const places = Map.groupBy(p.place[group * school.L + slot], ([room]) => school.roomSite[room])
  if (places.size === 1) return new Map([...places.keys()].map((site) => [site, seats]))
  const known = p.seatsOn.get(post)
  if (known) return known
  const own = new Map([...places].map(([site, list]) => [site, seatsWhere(p, seats, onSite(p, group, slot, site, list))]))
  p.seatsOn.set(post, own)
  return own
}

function seatsWhere(p: Programme, seats: readonly Seat[], there: Term): Seat[] {
  return seats.map(({ person, term }) => ({ person, term: p.both(term, there) }))
}

/** all posts of a session share the term that says where it is */
function onSite(p: Programme, section: number, slot: number, site: number, places: readonly (readonly [number, Term])[]): Term {
  const key = `${section} ${slot} ${site}`
  const term = p.onSite.get(key) ?? p.any(places.map(([, place]) => place))
  p.onSite.set(key, term)
  return term
}

/** a person on one site from start to end, in minutes after midnight */
interface Stay {
  readonly start: number
  readonly end: number
  readonly site: number
  readonly terms: Term[]
}

/** `travel`, and the ways of `staff-clash` that are too long: who is where on a day, one seat after the other. Only for a programme in which everything is open: elsewhere nothing changes for somebody on the way. */
export function addTravel(p: Programme): void {
  const { school } = p
  const { S, callDay, callStart, callEnd, travel } = school
  if (!p.free.whole || !travel.some((minutes) => minutes > 0)) return
  const days = new Map<number, Map<string, Stay>>()
  for (const post of p.posts) {
    const { call, season } = post
    for (const [site, seats] of seatsBySite(p, post)) {
      for (const { person, term } of seats) {
        if (term < 0 && ~term === 0) continue
        const day = (person * S + season) * 7 + callDay[call]
        const stays = days.get(day) ?? new Map<string, Stay>()
        days.set(day, stays)
        const key = `${callStart[call]} ${callEnd[call]} ${site}`
        const stay = stays.get(key) ?? { start: callStart[call], end: callEnd[call], site, terms: [] }
        stays.set(key, stay)
        stay.terms.push(term)
      }
    }
  }
  for (const stays of days.values()) addDay(p, [...stays.values()])
}

function addDay(p: Programme, stays: readonly Stay[]): void {
  const { travel, sites } = p.school
  if (stays.every(({ site }) => site === stays[0].site)) return
  const there = stays.map(({ terms }) => p.any(terms))
  const ways: [number, Term][] = []
  stays.forEach((one, i) => {
    stays.forEach((next, j) => {
      const minutes = travel[one.site * sites + next.site]
      // nobody has two seats at once: what is consecutive does not overlap
      if (minutes === 0 || next.start < one.end) return
      const between = there.filter((_, k) => one.end <= stays[k].start && stays[k].end <= next.start)
      if (next.start - one.end < minutes) p.atMost(1, [1, [there[i], there[j]]], [-1, between])
      else {
        const way = p.largest({
          constant: -1,
          terms: [
            [1, [there[i], there[j]]],
            [-1, between],
          ],
        })
        ways.push([minutes, way])
      }
    })
  })
  const most = ways.reduce((sum, [minutes]) => sum + minutes, 0)
  p.charge('travel', ways.length === 0 ? constant(0) : p.share(ways, 10, Math.ceil(most / 10)))
}
