import type { Staff } from '../plan.ts'
import { inService } from './facts.ts'
import type { PostView } from './posts.ts'
import { dayClashes, offerFault, refusalFault, roleFault, vettingFault } from './staff.ts'
import { type PersonDay, personDay, type View } from './view.ts'
import { weekFindings } from './workload.ts'

/** What keeps a person out of an empty seat; nothing means that seating them breaks no hard row. */
export type Obstacle = 'role' | 'refusal' | 'vetting' | 'offer' | 'busy' | 'limit' | 'alone' | 'budget'

/** @returns a function that names the obstacles of a person to a seat in a post of this view */
export function seatObstacles(view: View): (person: Staff, post: PostView) => ReadonlySet<Obstacle> {
  const weeks = Map.groupBy(view.days, ({ person, season }) => JSON.stringify([person.id, season.index]))
  const payInSeason = view.facts.seasons.map((season) =>
    view.posts
      .filter((post) => post.season === season)
      .reduce((sum, post) => sum + post.weight * post.people.reduce((yuan, person) => yuan + person.payPerSession, 0), 0),
  )
  return (person, post) => {
    const { facts } = view
    const week = weeks.get(JSON.stringify([person.id, post.season.index])) ?? []
    const own = week.find((day) => day.weekday === post.weekday)
    const fuller = personDay(facts, person, [...(own?.seats ?? []), post])
    const obstacles = new Set<Obstacle>()
    if (roleFault(facts, person, post)) obstacles.add('role')
    if (refusalFault(person, post)) obstacles.add('refusal')
    if (vettingFault(person, post)) obstacles.add('vetting')
    if (offerFault(person, post)) obstacles.add('offer')
    if (post.people.includes(person) || amountOf(dayClashes(facts, fuller)) > (own ? amountOf(dayClashes(facts, own)) : 0)) obstacles.add('busy')
    if (overLimits([...week.filter((day) => day !== own), fuller]) > overLimits(week)) obstacles.add('limit')
    if (wouldBeAlone(view, person, post)) obstacles.add('alone')
    const budget = facts.plan.budget?.yuanPerWeek
    const yuan = person.payPerSession * post.weight
    if (budget !== undefined && yuan > 0 && payInSeason[post.season.index] + yuan > budget) obstacles.add('budget')
    return obstacles
  }
}

const amountOf = (findings: readonly { readonly amount: number }[]): number => findings.reduce((sum, finding) => sum + finding.amount, 0)

const overLimits = (week: readonly PersonDay[]): number => (week.length === 0 ? 0 : amountOf(weekFindings(week)))

/** An external whom nobody in service would accompany, as the policy asks for it. */
function wouldBeAlone({ facts, posts }: View, person: Staff, post: PostView): boolean {
  if (inService(person) || (post.of.kind !== 'section' && post.of.kind !== 'care')) return false
  const there = posts.filter((other) => other.season === post.season && other.people.some(inService))
  switch (facts.policy.externalsAccompanied) {
    case 'group':
      return !there.some((other) => sameGroup(other, post))
    case 'site':
      return !post.slots.every((slot) => there.some((other) => other.site === post.site && other.slots.includes(slot)))
    case 'no':
      return false
  }
}

function sameGroup(a: PostView, b: PostView): boolean {
  if (a.of.kind === 'section') return b.of.kind === 'section' && a.of.session === b.of.session
  return a.of.kind === 'care' && a.key === b.key
}
