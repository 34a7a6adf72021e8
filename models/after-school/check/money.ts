import type { Staff } from '../plan.ts'
import type { Pricer } from './finding.ts'
import type { PostView } from './posts.ts'
import { nameOf, seasonText } from './text.ts'

/** Yuan a week for a seat: the pay per session, once per period. */
const payOf = (person: Staff, post: PostView): number => person.payPerSession * post.weight

/** Per season: started tens of yuan by which the weekly pay exceeds the budget. */
export const budget: Pricer = ({ facts, posts }) => {
  const limit = facts.plan.budget?.yuanPerWeek
  if (limit === undefined) return []
  return facts.seasons.flatMap((season) => {
    const inSeason = posts.filter((post) => post.season === season)
    const pay = inSeason.flatMap((post) => post.people.map((person) => payOf(person, post))).reduce((sum, yuan) => sum + yuan, 0)
    if (pay <= limit) return []
    return [
      {
        amount: Math.ceil((pay - limit) / 10),
        where: { season: season.season.id },
        text: {
          en: `pay in ${seasonText(season.season)} is ${pay} yuan a week, ${pay - limit} above the budget of ${limit}`,
          zh: `${seasonText(season.season)}每周报酬${pay}元，超出预算${limit}元${pay - limit}元`,
        },
      },
    ]
  })
}

/** Started tens of yuan per seat, by person and season. */
export const pay: Pricer = ({ posts }) => {
  const seats = posts.flatMap((post) => post.people.map((person) => ({ person, post })))
  const byPerson = Map.groupBy(seats, ({ person, post }) => JSON.stringify([person.id, post.season.index]))
  return [...byPerson.values()].flatMap((own) => {
    const { person, post } = own[0]
    const amount = own.reduce((sum, seat) => sum + Math.ceil(payOf(person, seat.post) / 10), 0)
    const yuan = own.reduce((sum, seat) => sum + payOf(person, seat.post), 0)
    if (amount === 0) return []
    const season = seasonText(post.season.season)
    return [
      {
        amount,
        where: { staff: person.id, season: post.season.season.id },
        text: { en: `${nameOf(person)} is paid ${yuan} yuan a week in ${season}`, zh: `${nameOf(person)}在${season}每周报酬${yuan}元` },
      },
    ]
  })
}
