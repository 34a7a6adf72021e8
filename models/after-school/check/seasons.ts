import type { CheckFinding, Pricer } from './finding.ts'
import { nameOf, peopleText, seasonText, slotText } from './text.ts'

/** Posts filled by different people in two consecutive seasons: the smaller number of people, less those who stay. */
export const seasonChange: Pricer = ({ facts, posts }) => {
  const byKey = Map.groupBy(posts, (post) => post.key)
  return [...byKey.values()].flatMap((own) =>
    own.flatMap((before): CheckFinding[] => {
      const after = own.find((post) => post.season.index === before.season.index + 1)
      if (!after) return []
      const stay = before.people.filter((person) => after.people.includes(person)).length
      const amount = Math.min(before.people.length, after.people.length) - stay
      if (amount === 0) return []
      const next = facts.seasons[after.season.index].season
      const was = peopleText(before.people)
      const is = peopleText(after.people)
      return [
        {
          amount,
          where: after.where,
          text: {
            en: `from ${seasonText(before.season.season)} to ${seasonText(next)} ${was.en} gives way to ${is.en}: ${before.text.en}`,
            zh: `${seasonText(before.season.season)}到${seasonText(next)}，${before.text.zh}由${was.zh}换为${is.zh}`,
          },
        },
      ]
    }),
  )
}

/** (class, slot, season) with students in care whom another class or a care room hosts. */
export const mergedCare: Pricer = ({ care }) =>
  care.flatMap((group) =>
    [...group.classes]
      .filter(([schoolClass]) => schoolClass !== group.hostClass)
      .map(([schoolClass, n]) => {
        const host = nameOf(group.hostClass ?? group.room)
        const at = slotText(group.slot)
        const season = seasonText(group.season.season)
        return {
          amount: 1,
          where: { class: schoolClass.id, slot: group.slot.id, season: group.season.season.id, host: group.host },
          text: {
            en: `${nameOf(schoolClass)} (${n} in care) is with ${host} on ${at.en} in ${season}`,
            zh: `${season}${at.zh}${nameOf(schoolClass)}（${n}人）并入${host}托管`,
          },
        }
      }),
  )
