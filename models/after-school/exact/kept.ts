import type { School } from '../compile/school.ts'
import { changeAmount } from '../constraints/change.ts'
import { compileParts, type Parts } from '../constraints/parts.ts'
import { keyOfGroup } from './incumbent.ts'
import { constant, type PostTerms, type Programme, type Term } from './programme.ts'

/** Sections that pins or the baseline know by their numbers: they are not as good as any other of their activity. */
export function namedSections(school: School): Set<number> {
  const { X, L, S, plan } = school
  const named = new Set<number>()
  for (const parts of [plan.pins, plan.baseline ?? {}]) {
    const { sessions, enrolled, posts } = compileParts(school, parts)
    sessions.forEach((list, x) => {
      if (list.length > 0) named.add(x)
    })
    for (const sections of enrolled) for (const section of sections) named.add(section - 1)
    for (const key of posts.keys()) if (key < X * L * 2 * S) named.add(Math.trunc(key / (L * 2 * S)))
  }
  return named
}

/** `pin`: whatever of the pinned is not there. The other hard rows are no costs of the programme, but its rows. */
export function addPins(p: Programme): void {
  const { school } = p
  const { R, L, C } = school
  const pins = compileParts(school, school.plan.pins)
  const seats = postsByKey(p)
  const wanted: (Term | undefined)[] = []
  pins.sessions.forEach((places, x) => {
    for (const place of new Set(places)) wanted.push(p.place[x * L + Math.trunc(place / R)]?.get(place % R))
  })
  pins.enrolled.forEach((sections, w) => {
    for (const section of sections) wanted.push(p.enrol[w].get(section - 1))
  })
  for (let key = 0; key < C * L; key++) if (pins.hosts[key] !== 0) wanted.push(p.host[key].get(pins.hosts[key] - 1))
  for (const [key, people] of pins.posts) {
    const post = seats.get(key)
    for (const person of people) wanted.push(post?.seats.find((seat) => seat.person === person)?.term)
  }
  p.charge('pin', constant(wanted.length + pins.strangers + pins.lostSessions + pins.lostPeople))
  for (const term of wanted) if (term !== undefined) p.charge('pin', term, -1)
}

/** `change`, against the baseline: everything that it has is paid for, then what is kept is taken off and what is there beside it added. */
export function addChange(p: Programme): void {
  const { school } = p
  if (!school.plan.baseline) return
  const was = compileParts(school, school.plan.baseline)
  addSessions(p, was)
  p.enrol.forEach((bySection, w) => {
    p.charge('change', constant(was.enrolled[w].length), changeAmount.student)
    for (const [x, term] of bySection) p.charge('change', term, was.enrolled[w].includes(x + 1) ? -changeAmount.student : changeAmount.student)
  })
  p.host.forEach((hosts, key) => {
    const before = was.hosts[key] === 0 ? Math.trunc(key / school.L) : was.hosts[key] - 1
    p.charge('change', constant(1), changeAmount.host)
    const stays = hosts.get(before)
    if (stays !== undefined) p.charge('change', stays, -changeAmount.host)
  })
  addPeople(p, was)
  p.charge('change', constant(was.strangers), changeAmount.student)
  p.charge('change', constant(was.lostSessions), changeAmount.session)
  p.charge('change', constant(was.lostPeople), changeAmount.seat)
}

/** Sessions of a section are in slots of their own here: the same place is free, another room of the same slot has its price, and the larger number of those that meet in other slots. */
function addSessions(p: Programme, was: Parts): void {
  const { L, R, sectionActivity, sessionsPerWeek } = p.school
  was.sessions.forEach((places, x) => {
    p.charge('change', constant(places.length), changeAmount.session)
    p.charge('change', p.run[x], changeAmount.session * Math.max(0, sessionsPerWeek[sectionActivity[x]] - places.length))
    for (const l of new Set(places.map((place) => Math.trunc(place / R)))) {
      const at = p.at[x * L + l]
      if (at === undefined) continue
      p.charge('change', at, changeAmount.room - changeAmount.session)
      for (const [room, term] of p.place[x * L + l]) if (places.includes(l * R + room)) p.charge('change', term, -changeAmount.room)
    }
  })
}

function addPeople(p: Programme, was: Parts): void {
  const posts = postsByKey(p)
  for (const people of was.posts.values()) p.charge('change', constant(people.size), changeAmount.seat)
  for (const [key, { seats }] of posts) {
    const before = was.posts.get(key) ?? new Set<number>()
    for (const { person, term } of seats) if (before.has(person)) p.charge('change', term, -changeAmount.seat)
    const beyond = p.largest({ constant: -before.size, terms: [[1, seats.map(({ term }) => term)]] })
    p.charge('change', beyond, changeAmount.seat)
  }
}

/** duty and general posts have no slot of their own */
const postsByKey = (p: Programme): Map<number, PostTerms> =>
  new Map(
    p.posts.map((post) => {
      const { kind, group, slot, role, season } = post
      return [keyOfGroup(p.school, kind, group, kind === 'section' || kind === 'care' ? slot : 0, role, season), post]
    }),
  )
