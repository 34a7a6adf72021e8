import type { Staff } from '../plan.ts'
import { applies, clockInterval, type Facts, homeRoom, inService, occupied, type SeasonFacts, sessionRun } from './facts.ts'
import type { Pricer } from './finding.ts'
import { inside, overlaps } from './interval.ts'
import { countText, nameOf, seasonText } from './text.ts'

/** Squares of the load above a fair share of the season's demand, over in-service people with offers. */
export const fairLoad: Pricer = ({ facts, posts }) => {
  const people = facts.plan.staff.filter((person) => inService(person) && person.offers.length > 0)
  return facts.seasons.flatMap((season) => {
    const caps = new Map(people.map((person) => [person, capOf(facts, season, person)]))
    const totalCap = [...caps.values()].reduce((sum, cap) => sum + cap, 0)
    const demand = demandOf(facts, season)
    const load = new Map<Staff, number>()
    for (const post of posts) {
      if (post.season === season) for (const person of post.people) load.set(person, (load.get(person) ?? 0) + post.weight)
    }
    return people.flatMap((person) => {
      const share = totalCap === 0 ? 0 : Math.floor((caps.get(person)! * demand) / totalCap)
      const target = Math.max(0, share - person.carried)
      const own = load.get(person) ?? 0
      if (own <= target) return []
      return [
        {
          amount: (own - target) ** 2,
          where: { staff: person.id, season: season.season.id },
          text: {
            en: `${nameOf(person)} serves ${countText(own, 'session')} a week in ${seasonText(season.season)}, a fair share is ${target}`,
            zh: `${nameOf(person)}在${seasonText(season.season)}每周服务${own}次，公平份额为${target}次`,
          },
        },
      ]
    })
  })
}

/** Sessions a week that the person could serve: the limit, or the running slots within an offer and outside lessons. */
function capOf(facts: Facts, season: SeasonFacts, person: Staff): number {
  const coverable = facts.plan.slots.filter((slot) => {
    const bell = season.bells.get(slot.id)
    return (
      bell &&
      person.offers.some((offer) => applies(offer, season, slot.weekday) && inside(bell, clockInterval(offer))) &&
      !person.teaching.some((lesson) => applies(lesson, season, slot.weekday) && overlaps(bell, clockInterval(lesson)))
    )
  })
  return Math.min(person.limits.sessionsPerWeek, coverable.length)
}

/** D: the season's demand in sessions a week, a constant of the plan: duty wherever anyone attends, unmerged care, general duties, half of the clubs. */
function demandOf(facts: Facts, season: SeasonFacts): number {
  const running = facts.plan.slots.filter((slot) => season.bells.has(slot.id))
  const attending = (classId: string, slotId: string) => (facts.pupils.get(classId) ?? []).filter((student) => student.attends.includes(slotId)).length
  let demand = 0
  for (const slots of facts.blocks.values()) {
    for (const site of facts.plan.sites) {
      const own = facts.plan.classes.filter((schoolClass) => homeRoom(facts, schoolClass).site === site.id)
      if (slots.some((slot) => running.includes(slot) && own.some((schoolClass) => attending(schoolClass.id, slot.id) > 0))) demand += 1
    }
  }
  for (const slot of running) {
    for (const schoolClass of facts.plan.classes) demand += Math.ceil(attending(schoolClass.id, slot.id) / facts.policy.studentsPerSupervisor)
  }
  for (const duty of facts.plan.generalDuties) demand += duty.count * duty.slots.filter((id) => season.bells.has(id)).length
  for (const activity of facts.plan.activities) {
    const runs = activity.slots.some((id) => {
      const slots = occupied(facts, activity, facts.slots.get(id)!)
      return slots && sessionRun(season, activity, slots)
    })
    const fixed = activity.roles.reduce((sum, role) => sum + role.count, 0)
    if (runs) demand += Math.ceil(activity.sections.max / 2) * activity.sessionsPerWeek * activity.length * fixed
  }
  return demand
}

const keennessCost = { keen: 0, willing: 1, reluctant: 4 } as const
const keennessWords = { keen: '乐意', willing: '愿意', reluctant: '勉强' } as const

/** Per seat, by the keenest offer that contains it; outside any offer nothing (`staff-offer` prices it). */
export const staffPreference: Pricer = ({ posts }) =>
  posts.flatMap((post) =>
    post.people.flatMap((person) => {
      const offers = person.offers.filter((offer) => applies(offer, post.season, post.weekday) && inside(post.interval, clockInterval(offer)))
      const keenest = offers.toSorted((a, b) => keennessCost[a.keenness] - keennessCost[b.keenness])[0]
      if (!keenest || keenest.keenness === 'keen') return []
      const season = seasonText(post.season.season)
      return [
        {
          amount: keennessCost[keenest.keenness],
          where: { ...post.where, staff: person.id },
          text: {
            en: `${nameOf(person)} is ${keenest.keenness}: ${post.text.en} in ${season}`,
            zh: `${season}${nameOf(person)}（${keennessWords[keenest.keenness]}）：${post.text.zh}`,
          },
        },
      ]
    }),
  )
