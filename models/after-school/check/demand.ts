import { hasPriority, wished } from './facts.ts'
import type { Pricer } from './finding.ts'
import type { PostView } from './posts.ts'
import { countText, nameOf, seasonText, slotText } from './text.ts'

/** Rows about what the plan asks for and the timetable does not give. */

const empty = (post: PostView): number => post.need - post.people.length

/** Seats that are needed and empty, over all posts. */
export const unfilledSeat: Pricer = ({ posts }) =>
  posts
    .filter((post) => empty(post) > 0)
    .map((post) => ({
      amount: empty(post),
      where: post.where,
      text: {
        en: `${empty(post)} of ${countText(post.need, 'seat')} empty: ${post.text.en} in ${seasonText(post.season.season)}`,
        zh: `${seasonText(post.season.season)}“${post.text.zh}”需${post.need}人，缺${empty(post)}人`,
      },
    }))

/** Lead seats of running sections that are empty: no club without its leader. */
export const led: Pricer = ({ posts }) =>
  posts
    .filter((post) => post.of.kind === 'section' && post.of.role.role === 'lead' && empty(post) > 0)
    .map((post) => ({
      amount: empty(post),
      where: post.where,
      text: {
        en: `runs without its leader: ${post.text.en} in ${seasonText(post.season.season)}`,
        zh: `${seasonText(post.season.season)}无人负责：${post.text.zh}`,
      },
    }))

/** Students of a care group above its room's capacity. */
export const unplacedStudent: Pricer = ({ care }) =>
  care
    .filter((group) => group.size > group.room.capacity)
    .map((group) => {
      const host = nameOf(group.hostClass ?? group.room)
      const over = group.size - group.room.capacity
      const at = slotText(group.slot)
      const season = seasonText(group.season.season)
      return {
        amount: over,
        where: { host: group.host, slot: group.slot.id, season: group.season.season.id, room: group.room.id },
        text: {
          en: `care of ${host} on ${at.en} in ${season} has ${countText(group.size, 'student')}, ${over} more than ${nameOf(group.room)} holds`,
          zh: `${season}${at.zh}${host}托管有${group.size}名学生，超出${nameOf(group.room)}容量${over}人`,
        },
      }
    })

/** Priority students with wishes who are in none of their choices. */
export const priorityUnserved: Pricer = ({ facts, sectionsOf }) =>
  facts.plan.students
    .filter((student) => hasPriority(facts, student) && wished(student) > 0)
    .filter((student) => !(sectionsOf.get(student.id) ?? []).some(({ activity }) => student.choices.includes(activity.id)))
    .map((student) => ({
      amount: 1,
      where: { student: student.id, class: student.class },
      text: { en: `${nameOf(student)}, of a priority group, is in none of the chosen clubs`, zh: `优先群体学生${nameOf(student)}所选社团均未安排` },
    }))

/** Students with an approved need who are in no tutoring group. */
export const tutoringUnserved: Pricer = ({ facts, sectionsOf }) =>
  facts.plan.students
    .filter((student) => student.tutoring && !(sectionsOf.get(student.id) ?? []).some(({ activity }) => activity.tutoring))
    .map((student) => ({
      amount: 1,
      where: { student: student.id, class: student.class },
      text: { en: `${nameOf(student)} has an approved need for tutoring and is in no group`, zh: `${nameOf(student)}的辅导需求已核准，但未安排辅导` },
    }))
