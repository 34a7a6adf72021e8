import type { SchoolClass, Staff } from '../plan.ts'
import type { CareGroup } from './care-groups.ts'
import type { Pricer } from './finding.ts'
import type { PostView } from './posts.ts'
import { countText, listText, nameOf, peopleText, seasonText, sectionText, weekdayText } from './text.ts'
import type { View } from './view.ts'

/** Rows about meeting few different people. */

const peopleOf = (posts: readonly PostView[]): Staff[] => [...new Set(posts.flatMap((post) => post.people))]

const largestNeed = (posts: readonly PostView[]): number => Math.max(0, ...posts.map((post) => post.need))

/** Per section: people in its lead posts over the term, beyond the largest need of one. */
export const leadContinuity: Pricer = ({ posts }) => {
  const leads = posts.flatMap((post) => (post.of.kind === 'section' && post.of.role.role === 'lead' ? [{ post, session: post.of.session }] : []))
  return [...Map.groupBy(leads, ({ session }) => JSON.stringify([session.activity.id, session.number])).values()].flatMap((own) => {
    const people = peopleOf(own.map(({ post }) => post))
    const amount = people.length - largestNeed(own.map(({ post }) => post))
    if (amount <= 0) return []
    const { activity, number } = own[0].session
    const group = sectionText(activity, number)
    const names = peopleText(people)
    return [
      {
        amount,
        where: { activity: activity.id, section: String(number) },
        text: {
          en: `${group.en} has ${countText(people.length, 'leader')} over the term: ${names.en}`,
          zh: `${group.zh}一学期有${people.length}名负责人：${names.zh}`,
        },
      },
    ]
  })
}

/** The care posts of the groups that hold students of each class. */
function carePostsByClass({ posts }: View): Map<SchoolClass, PostView[]> {
  const byClass = new Map<SchoolClass, PostView[]>()
  for (const post of posts) {
    if (post.of.kind !== 'care') continue
    for (const schoolClass of post.of.group.classes.keys()) {
      const own = byClass.get(schoolClass)
      if (own) own.push(post)
      else byClass.set(schoolClass, [post])
    }
  }
  return byClass
}

/** Per class: care supervisors over the term, beyond the largest need of one group. */
export const careContinuity: Pricer = (view) =>
  [...carePostsByClass(view)].flatMap(([schoolClass, posts]) => {
    const people = peopleOf(posts)
    const amount = people.length - largestNeed(posts)
    if (amount <= 0) return []
    const names = peopleText(people)
    return [
      {
        amount,
        where: { class: schoolClass.id },
        text: {
          en: `${nameOf(schoolClass)} meets ${countText(people.length, 'care supervisor')} over the term: ${names.en}`,
          zh: `${nameOf(schoolClass)}一学期有${people.length}名托管教师：${names.zh}`,
        },
      },
    ]
  })

/** Per class, weekday and season: care supervisors beyond the largest need of one group. */
export const handover: Pricer = (view) =>
  [...carePostsByClass(view)].flatMap(([schoolClass, posts]) =>
    [...Map.groupBy(posts, ({ season, weekday }) => JSON.stringify([season.index, weekday])).values()].flatMap((day) => {
      const people = peopleOf(day)
      const amount = people.length - largestNeed(day)
      if (amount <= 0) return []
      const { season, weekday } = day[0]
      const names = peopleText(people)
      return [
        {
          amount,
          where: { class: schoolClass.id, weekday, season: season.season.id },
          text: {
            en: `${nameOf(schoolClass)} is handed over on ${weekdayText(weekday).en} in ${seasonText(season.season)} among ${names.en}`,
            zh: `${seasonText(season.season)}${weekdayText(weekday).zh}${nameOf(schoolClass)}由${names.zh}交接`,
          },
        },
      ]
    }),
  )

/** Care seats held by somebody who teaches no class with students in the group. */
export const ownClassCare: Pricer = ({ posts }) =>
  posts.flatMap((post) => {
    if (post.of.kind !== 'care') return []
    const classes = [...post.of.group.classes.keys()]
    return strangers(post.people, post.of.group).map((person) => ({
      amount: 1,
      where: { ...post.where, staff: person.id },
      text: {
        en: `${nameOf(person)} teaches none of ${listText(classes.map(nameOf)).en}: ${post.text.en} in ${seasonText(post.season.season)}`,
        zh: `${seasonText(post.season.season)}${post.text.zh}：${nameOf(person)}不任教${listText(classes.map(nameOf)).zh}`,
      },
    }))
  })

const strangers = (people: readonly Staff[], group: CareGroup): Staff[] =>
  people.filter((person) => ![...group.classes.keys()].some((schoolClass) => person.teaches.includes(schoolClass.id)))
