import type { Staff } from '../plan.ts'
import { inService } from './facts.ts'
import type { PostView } from './posts.ts'
import { dayClashes, offerFault, refusalFault, roleFault, vettingFault } from './staff.ts'
import { type PersonDay, personDay, type View } from './view.ts'
import { weekFindings } from './workload.ts'

/** What keeps a person out of an empty seat; nothing means that seating them breaks no hard row. */
export type Obstacle = 'role' | 'refusal' | 'vetting' | 'offer' | 'busy' | 'limit' | 'alone' | 'budget'

/** @returns a function that names the obstacles of a person to a seat in a post of this view: none, one, or two of perhaps more */
export function seatObstacles(view: View): (person: Staff, post: PostView) => readonly Obstacle[] {
  const checks = [...documentChecks(view), ...timetableChecks(view)]
  return (person, post) => {
    const obstacles: Obstacle[] = []
    for (const [obstacle, stands] of checks) {
      if (stands(person, post)) obstacles.push(obstacle)
      // two are as good as many: no single thing would put it right
      if (obstacles.length === 2) break
    }
    return obstacles
  }
}

/** @returns what the plan alone has against a person at a post, whoever sits where: all of it */
export function planObstacles(view: View): (person: Staff, post: PostView) => readonly Obstacle[] {
  const checks = documentChecks(view)
  return (person, post) => checks.flatMap(([obstacle, stands]) => (stands(person, post) ? [obstacle] : []))
}

type Checks = readonly (readonly [Obstacle, (person: Staff, post: PostView) => boolean])[]

/** What the plan alone says. */
const documentChecks = ({ facts }: View): Checks => [
  ['refusal', (person, post) => refusalFault(person, post) !== undefined],
  ['role', (person, post) => roleFault(facts, person, post) !== undefined],
  ['offer', (person, post) => offerFault(person, post) !== undefined],
  ['vetting', (person, post) => vettingFault(person, post) !== undefined],
]

/** What the other seats say. */
function timetableChecks(view: View): Checks {
  const { facts, posts } = view
  const budget = facts.plan.budget?.yuanPerWeek
  const weeks = Map.groupBy(view.days, ({ person, season }) => JSON.stringify([person.id, season.index]))
  const weekOf = (person: Staff, post: PostView) => weeks.get(JSON.stringify([person.id, post.season.index])) ?? []
  const ownDay = (person: Staff, post: PostView) => weekOf(person, post).find((day) => day.weekday === post.weekday)
  const fuller = (person: Staff, post: PostView) => personDay(facts, person, [...(ownDay(person, post)?.seats ?? []), post])
  const payIn = facts.seasons.map((season) =>
    posts
      .filter((post) => post.season === season)
      .reduce((sum, post) => sum + post.weight * post.people.reduce((yuan, person) => yuan + person.payPerSession, 0), 0),
  )
  return [
    ['alone', loneliness(view)],
    [
      'budget',
      (person, post) => {
        const yuan = person.payPerSession * post.weight
        return budget !== undefined && yuan > 0 && payIn[post.season.index] + yuan > budget
      },
    ],
    [
      'busy',
      (person, post) => {
        const own = ownDay(person, post)
        return post.people.includes(person) || amountOf(dayClashes(facts, fuller(person, post))) > (own ? amountOf(dayClashes(facts, own)) : 0)
      },
    ],
    [
      'limit',
      (person, post) => {
        const week = weekOf(person, post)
        const others = week.filter((day) => day.weekday !== post.weekday)
        return overLimits([...others, fuller(person, post)]) > overLimits(week)
      },
    ],
  ]
}

const amountOf = (findings: readonly { readonly amount: number }[]): number => findings.reduce((sum, finding) => sum + finding.amount, 0)

const overLimits = (week: readonly PersonDay[]): number => (week.length === 0 ? 0 : amountOf(weekFindings(week)))

/** Whether somebody is an external whom nobody in service would accompany, as the policy asks for it. */
function loneliness({ facts, posts }: View): (person: Staff, post: PostView) => boolean {
  const accompanied = new Set(posts.filter((post) => post.people.some(inService)).flatMap((post) => [groupKey(post), ...placeKeys(post)]))
  return (person, post) => {
    if (inService(person) || (post.of.kind !== 'section' && post.of.kind !== 'care')) return false
    switch (facts.policy.externalsAccompanied) {
      case 'group':
        return !accompanied.has(groupKey(post))
      case 'site':
        return !placeKeys(post).every((place) => accompanied.has(place))
      case 'no':
        return false
    }
  }
}

/** All roles of a session are one group. */
const groupKey = ({ where, of, key, season }: PostView): string =>
  of.kind === 'section' ? JSON.stringify(['group', where.activity, where.section, where.slot, season.index]) : JSON.stringify(['group', key, season.index])

const placeKeys = ({ site, slots, season }: PostView): string[] => slots.map((slot) => JSON.stringify(['place', site, slot.id, season.index]))
