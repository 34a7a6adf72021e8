import type { Staff } from '../plan.ts'
import { inService } from './facts.ts'
import type { CheckFinding, Pricer } from './finding.ts'
import type { PostView } from './posts.ts'
import { nameOf, peopleText, seasonText, slotText } from './text.ts'
import type { View } from './view.ts'

/** Externals are not alone with children: within the group, on the site at that slot, or as the policy says. */
export const noLoneExternal: Pricer = (view) => {
  switch (view.facts.policy.externalsAccompanied) {
    case 'group':
      return loneInGroup(view)
    case 'site':
      return loneOnSite(view)
    case 'no':
      return []
  }
}

const withChildren = ({ of }: PostView): boolean => of.kind === 'section' || of.kind === 'care'

/** Per season: running sessions and open care groups with an external seated and nobody in service. */
function loneInGroup({ posts }: View): CheckFinding[] {
  const groups = Map.groupBy(posts.filter(withChildren), ({ where, season }) =>
    JSON.stringify([season.index, where.activity ?? '', where.section ?? '', where.host ?? '', where.slot]),
  )
  return [...groups.values()].flatMap((group): CheckFinding[] => {
    const people = group.flatMap((post) => post.people)
    if (people.length === 0 || people.some(inService)) return []
    const { text, where, season } = group[0]
    const { role: _, ...place } = where
    return [
      {
        amount: 1,
        where: place,
        text: {
          en: `nobody in service is with ${names(people).en} (${text.en}) in ${seasonText(season.season)}`,
          zh: `${seasonText(season.season)}${names(people).zh}（${text.zh}）没有在职教职工陪同`,
        },
      },
    ]
  })
}

/** (site, slot, season) where an external sits with children and nobody in service sits in any post of that slot. */
function loneOnSite({ facts, posts }: View): CheckFinding[] {
  const seats = posts.flatMap((post) => post.slots.map((slot) => ({ post, slot })))
  const places = Map.groupBy(seats, ({ post, slot }) => JSON.stringify([post.site, slot.id, post.season.index]))
  return [...places.values()].flatMap((place): CheckFinding[] => {
    const externals = place.flatMap(({ post }) => (withChildren(post) ? post.people.filter((person) => !inService(person)) : []))
    if (externals.length === 0 || place.some(({ post }) => post.people.some(inService))) return []
    const { post, slot } = place[0]
    const site = nameOf(facts.plan.sites.find(({ id }) => id === post.site)!)
    return [
      {
        amount: 1,
        where: { site: post.site, slot: slot.id, season: post.season.season.id },
        text: {
          en: `nobody in service is at ${site} on ${slotText(slot).en} in ${seasonText(post.season.season)}, where ${names(externals).en} serve`,
          zh: `${seasonText(post.season.season)}${slotText(slot).zh}${site}只有校外人员${names(externals).zh}，没有在职教职工在岗`,
        },
      },
    ]
  })
}

const names = (people: readonly Staff[]) => peopleText([...new Set(people)])

/** Per season: in-service seats short of the share of the filled ones. */
export const inServiceShare: Pricer = ({ facts, posts }) =>
  facts.seasons.flatMap((season) => {
    const people = posts.filter((post) => post.season === season).flatMap((post) => post.people)
    const wanted = Math.ceil((facts.policy.inServiceSharePercent * people.length) / 100)
    const held = people.filter(inService).length
    if (held >= wanted) return []
    return [
      {
        amount: wanted - held,
        where: { season: season.season.id },
        text: {
          en: `staff in service hold ${held} of ${people.length} filled seats in ${seasonText(season.season)}, ${wanted} would be ${facts.policy.inServiceSharePercent} percent`,
          zh: `${seasonText(season.season)}在职教职工占${people.length}个在岗岗位中的${held}个，按${facts.policy.inServiceSharePercent}%应为${wanted}个`,
        },
      },
    ]
  })
