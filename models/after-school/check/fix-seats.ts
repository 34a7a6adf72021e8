import type { Staff } from '../plan.ts'
import type { Text } from './finding.ts'
import type { PostView } from './posts.ts'
import type { Obstacle } from './seat-obstacles.ts'
import { clockText, peopleText, seasonText, weekdayText } from './text.ts'

type Obstacles = (person: Staff, post: PostView) => readonly Obstacle[]

const when = ({ weekday, interval, season }: PostView): Text => ({
  en: `${weekdayText(weekday).en} ${clockText(interval)} in ${seasonText(season.season)}`,
  zh: `${seasonText(season.season)}${weekdayText(weekday).zh}${clockText(interval)}`,
})

/** One thing that would fill a seat: the person who is in the way of nothing else, by what is most easily put right. */
const remedies: readonly { readonly obstacle: Obstacle; readonly say: (who: Text, post: PostView) => Text }[] = [
  {
    obstacle: 'offer',
    say: (who, post) => ({
      en: `nobody else who could take it offered ${when(post).en}; one more offer would fill a seat, for instance from ${who.en}`,
      zh: `${when(post).zh}没有其他合适人员志愿；增加一个志愿即可补上，例如${who.zh}`,
    }),
  },
  {
    obstacle: 'vetting',
    say: (who) => ({ en: `valid certificates for the whole season would let ${who.en} take it`, zh: `补齐全季有效的审查证明后，${who.zh}即可担任` }),
  },
  {
    obstacle: 'limit',
    say: (who) => ({ en: `${who.en} offered it and would be free, but is at a limit of work`, zh: `${who.zh}已志愿且有空，但已达工作量上限` }),
  },
  {
    obstacle: 'alone',
    say: (who) => ({ en: `${who.en} could take it with somebody in service beside them`, zh: `有在职教职工陪同时，${who.zh}可以担任` }),
  },
  { obstacle: 'budget', say: (who) => ({ en: `a larger budget would let ${who.en} take it`, zh: `增加经费后，${who.zh}可以担任` }) },
  {
    obstacle: 'busy',
    say: (who, post) => ({
      en: `everybody who offered ${when(post).en} already serves then: ${who.en}; one more offer, or one group less at that time`,
      zh: `${when(post).zh}志愿的人员均已在岗：${who.zh}；需增加一个志愿，或减少一个同时段班组`,
    }),
  },
  {
    obstacle: 'role',
    say: (who, post) =>
      post.of.kind === 'duty'
        ? { en: `permission to lead duty would let ${who.en} take it`, zh: `授予值班负责资格后，${who.zh}可以担任` }
        : { en: `${who.en} would be free, but kind or skills do not fit the role`, zh: `${who.zh}有空，但类别或技能不符合岗位要求` },
  },
]

/** so many names are enough to ask */
const namesWanted = 5

/** The simplest thing that would fill one of the post's empty seats. A refusal is never asked to be taken back. */
export function seatFix(post: PostView, staff: readonly Staff[], obstacles: Obstacles): Text {
  const ready: Staff[] = []
  const byPerson: { readonly person: Staff; readonly obstacles: readonly Obstacle[] }[] = []
  for (const person of staff) {
    const own = obstacles(person, post)
    if (own.length === 0) ready.push(person)
    else byPerson.push({ person, obstacles: own })
    if (ready.length === namesWanted) break
  }
  if (ready.length > 0) {
    const who = peopleText(ready)
    return { en: `free, permitted and within their offers, for instance: ${who.en}`, zh: `有空、符合要求且在志愿时段内，例如${who.zh}` }
  }
  for (const { obstacle, say } of remedies) {
    const people = byPerson.filter((entry) => entry.obstacles.length === 1 && entry.obstacles[0] === obstacle).map(({ person }) => person)
    if (people.length > 0) return say(peopleText(people), post)
  }
  return {
    en: `nobody on the list could take it even for one more offer; it needs another person at ${when(post).en}`,
    zh: `现有人员即使增加志愿也无法担任，${when(post).zh}需另增人员`,
  }
}
