import { clockOf } from '../../../src/calendar/index.ts'
import type { Staff } from '../plan.ts'
import { applies, clockInterval, datesServed, type Facts, travelMinutes } from './facts.ts'
import type { CheckFinding, Pricer, Text } from './finding.ts'
import { crowding, inside, overlaps } from './interval.ts'
import type { PostView } from './posts.ts'
import { clockText, countText, listText, nameOf, seasonText, weekdayText } from './text.ts'
import type { PersonDay, View } from './view.ts'

/** Rows about who may sit in a seat; 1 per seat, but for clashes. */

/** One seat at a time, and time for the way between two sites. */
export const staffClash: Pricer = ({ facts, days }) => days.flatMap((day) => dayClashes(facts, day))

export function dayClashes(facts: Facts, { person, season, weekday, seats }: PersonDay): CheckFinding[] {
  const where = { staff: person.id, season: season.season.id, weekday }
  const day = { en: `on ${weekdayText(weekday).en} in ${seasonText(season.season)}`, zh: `${seasonText(season.season)}${weekdayText(weekday).zh}` }
  const crowds = crowding(seats, 1).map(({ at, over, items }) => ({
    amount: over,
    where: { ...where, at: clockOf(at) },
    text: {
      en: `${nameOf(person)} has ${countText(items.length, 'seat')} at once at ${clockOf(at)} ${day.en}: ${listText(items.map((p) => p.text.en)).en}`,
      zh: `${nameOf(person)}${day.zh}${clockOf(at)}同时有${items.length}个岗位：${listText(items.map((p) => p.text.zh)).zh}`,
    },
  }))
  const late = seats.slice(1).flatMap((next, i): CheckFinding[] => {
    const previous = seats[i]
    const gap = next.interval.start - previous.interval.end
    const way = travelMinutes(facts, previous.site, next.site)
    if (previous.site === next.site || gap >= way) return []
    return [
      {
        amount: 1,
        where: { ...where, at: clockOf(next.interval.start) },
        text: {
          en: `${nameOf(person)} needs ${countText(way, 'minute')} from ${previous.text.en} to ${next.text.en} ${day.en}, and has ${Math.max(0, gap)}`,
          zh: `${nameOf(person)}${day.zh}从${previous.text.zh}到${next.text.zh}需${way}分钟路程，只有${Math.max(0, gap)}分钟`,
        },
      },
    ]
  })
  return [...crowds, ...late]
}

/** One finding for every seat that a rule refuses; `refuse` says why. */
const perSeat =
  (refuse: (facts: Facts, person: Staff, post: PostView) => Text | undefined): Pricer =>
  ({ facts, posts }: View) =>
    posts.flatMap((post) =>
      post.people.flatMap((person) => {
        const reason = refuse(facts, person, post)
        if (!reason) return []
        const season = seasonText(post.season.season)
        return [
          {
            amount: 1,
            where: { ...post.where, staff: person.id },
            text: {
              en: `${nameOf(person)} is ${post.text.en} in ${season}, but ${reason.en}`,
              zh: `${nameOf(person)}在${season}担任“${post.text.zh}”，但${reason.zh}`,
            },
          },
        ]
      }),
    )

/** Why the seat lies outside what the person has volunteered for: in no offer, or during a lesson. */
export function offerFault(person: Staff, { season, weekday, interval }: Pick<PostView, 'season' | 'weekday' | 'interval'>): Text | undefined {
  const at = clockText(interval)
  if (!person.offers.some((offer) => applies(offer, season, weekday) && inside(interval, clockInterval(offer))))
    return { en: `did not offer ${at}`, zh: `未志愿${at}` }
  if (person.teaching.some((lesson) => applies(lesson, season, weekday) && overlaps(interval, clockInterval(lesson)))) {
    return { en: `has regular lessons during ${at}`, zh: `${at}另有课程` }
  }
  return undefined
}

export function refusalFault(person: Staff, { of }: PostView): Text | undefined {
  if (of.kind !== 'section' || !person.refuses.includes(of.session.activity.id)) return undefined
  return { en: `refused ${nameOf(of.session.activity)}`, zh: `已拒绝${nameOf(of.session.activity)}` }
}

/** Why kind or skills do not fit the role. */
export function roleFault(facts: Facts, person: Staff, { of }: PostView): Text | undefined {
  if (of.kind === 'duty') return person.mayLeadDuty ? undefined : { en: 'may not lead duty', zh: '不具备值班负责资格' }
  const role = of.kind === 'section' ? of.role : of.kind === 'care' ? facts.plan.careRole : of.duty
  if (role.kinds && !role.kinds.includes(person.kind))
    return { en: `the role is not open to the kind “${person.kind}”`, zh: `该岗位不接受“${person.kind}”类人员` }
  const missing = role.skills.filter((skill) => !person.skills.includes(skill))
  return missing.length > 0 ? { en: `lacks the skill ${listText(missing).en}`, zh: `缺少技能：${listText(missing).zh}` } : undefined
}

/** Why the person is not vetted on every date on which the seat is served. */
export function vettingFault(person: Staff, { season, weekday, of }: Pick<PostView, 'season' | 'weekday' | 'of'>): Text | undefined {
  const { character, health, qualification } = person.certificates
  if (character?.status !== 'cleared') return { en: 'the character check is not cleared', zh: '品德审查未通过' }
  const dates = datesServed(season, weekday, of.kind === 'section' ? of.session.activity : undefined)
  const certificates = [
    { certificate: character, text: { en: 'character check', zh: '品德审查' } },
    { certificate: health, text: { en: 'health certificate', zh: '健康证明' } },
    { certificate: qualification, text: { en: 'qualification', zh: '资质证明' } },
  ]
  for (const { certificate, text } of certificates) {
    if (!certificate) return { en: `has no ${text.en}`, zh: `缺少${text.zh}` }
    const { from, until } = certificate
    const invalid = dates.find((date) => (from !== undefined && date < from) || (until !== undefined && date > until))
    if (invalid !== undefined) return { en: `the ${text.en} is not valid on ${invalid}`, zh: `${text.zh}在${invalid}无效` }
  }
  return undefined
}

export const staffOffer: Pricer = perSeat((_, person, post) => offerFault(person, post))
export const staffRefusal: Pricer = perSeat((_, person, post) => refusalFault(person, post))
export const staffRole: Pricer = perSeat(roleFault)
export const staffVetting: Pricer = perSeat((_, person, post) => vettingFault(person, post))
