import type { CheckFinding, Pricer, Text } from './finding.ts'
import { postKey, postText, postWhere } from './post-names.ts'
import { nameOf, sectionText, slotText } from './text.ts'
import type { View } from './view.ts'

/** Pinned sessions (slot and room), students, hosts and people that are not there; a pin forbids nothing beside it. */
export const pin: Pricer = (view) => [...pinnedSections(view), ...pinnedHosts(view), ...pinnedPeople(view)]

function pinnedSections({ facts, timetable }: View): CheckFinding[] {
  return (facts.plan.pins.sections ?? []).flatMap((pinned) => {
    const activity = facts.activities.get(pinned.activity)!
    const where = { activity: pinned.activity, section: String(pinned.number) }
    const group = sectionText(activity, pinned.number)
    const section = timetable.sections.find((s) => s.activity === pinned.activity && s.number === pinned.number)
    const sessions = distinct(pinned.sessions, ({ slot, room }) => JSON.stringify([slot, room]))
      .filter(({ slot, room }) => !section?.sessions.some((s) => s.slot === slot && s.room === room))
      .map(({ slot, room }): CheckFinding => {
        const at = slotText(facts.slots.get(slot)!)
        const place = nameOf(facts.rooms.get(room)!)
        return missing({ ...where, slot, room }, { en: `${group.en} on ${at.en} in ${place}`, zh: `${at.zh}${place}的${group.zh}` })
      })
    const students = distinct(pinned.students, (id) => id)
      .filter((id) => !section?.students.includes(id))
      .map((id): CheckFinding => {
        const name = nameOf(facts.students.get(id)!)
        return missing({ ...where, student: id }, { en: `${name} in ${group.en}`, zh: `${name}在${group.zh}` })
      })
    return [...sessions, ...students]
  })
}

function pinnedHosts({ facts, hosts }: View): CheckFinding[] {
  return (facts.plan.pins.care ?? [])
    .filter((entry) => (hosts.get(entry.class)?.get(entry.slot) ?? entry.class) !== entry.host)
    .map((entry) => {
      const guest = nameOf(facts.classes.get(entry.class)!)
      const host = nameOf(facts.classes.get(entry.host) ?? facts.rooms.get(entry.host)!)
      const at = slotText(facts.slots.get(entry.slot)!)
      return missing(
        { class: entry.class, slot: entry.slot, host: entry.host },
        { en: `care of ${guest} with ${host} on ${at.en}`, zh: `${at.zh}${guest}在${host}托管` },
      )
    })
}

function pinnedPeople({ facts, timetable }: View): CheckFinding[] {
  const seated = new Set(timetable.posts.flatMap((post) => post.staff.map((id) => JSON.stringify([post.season, postKey(post), id]))))
  return (facts.plan.pins.posts ?? []).flatMap((post) =>
    distinct(post.staff, (id) => id)
      .filter((id) => !seated.has(JSON.stringify([post.season, postKey(post), id])))
      .map((id) => {
        const name = nameOf(facts.staff.get(id)!)
        const season = nameOf(facts.plan.seasons.find((s) => s.id === post.season)!)
        const text = postText(facts, post)
        return missing(
          { ...postWhere(post), season: post.season, staff: id },
          { en: `${name} as ${text.en} in ${season}`, zh: `${season}${name}担任“${text.zh}”` },
        )
      }),
  )
}

const missing = (where: CheckFinding['where'], what: Text): CheckFinding => ({
  amount: 1,
  where,
  text: { en: `pinned but not there: ${what.en}`, zh: `固定安排未保留：${what.zh}` },
})

const distinct = <T>(list: readonly T[], key: (item: T) => string): T[] => [...new Map(list.map((item) => [key(item), item])).values()]
