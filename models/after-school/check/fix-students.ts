import type { Activity, Student } from '../plan.ts'
import { occupied } from './facts.ts'
import type { Text } from './finding.ts'
import { overlaps } from './interval.ts'
import { countText, listText, nameOf, sectionText, slotText } from './text.ts'
import type { SectionView, View } from './view.ts'

/** The simplest thing that would get a student into one of these activities. */
export function placeFix(view: View, student: Student, activities: readonly Activity[]): Text {
  const running = view.sections.filter((section) => activities.includes(section.activity) && mayJoin(view, section, student))
  const attended = running.filter((section) => attends(student, section))
  const free = attended.filter((section) => !clashes(view, section, student))
  const open = free.filter((section) => placesLeft(section) > 0)
  if (open.length > 0) return say(open, (who) => ({ en: `there is a place in ${who.en}`, zh: `${who.zh}还有名额` }))
  if (free.length > 0) return say(free, (who) => ({ en: `one more place: full are ${who.en}`, zh: `${who.zh}已满，需增加一个名额` }))
  if (attended.length > 0)
    return say(attended, (who) => ({ en: `${who.en} is at the same time as another group of the student`, zh: `${who.zh}与该生其他班组时间冲突` }))
  if (running.length > 0) {
    const { activity, number, sessions } = running[0]
    const missing = sessions.flatMap((session) => session.slots).filter((slot) => !student.attends.includes(slot.id))
    const group = sectionText(activity, number)
    return {
      en: `an application for ${listText(missing.map((slot) => slotText(slot).en)).en} would open ${group.en}`,
      zh: `补申请${listText(missing.map((slot) => slotText(slot).zh)).zh}后可参加${group.zh}`,
    }
  }
  const grade = view.facts.classes.get(student.class)!.grade
  const possible = activities.filter(
    (activity) => activity.grades.includes(grade) && view.sections.filter((s) => s.activity === activity).length < activity.sections.max,
  )
  if (possible.length > 0) return { en: `one more section of ${listText(possible.map(nameOf)).en}`, zh: `增开${listText(possible.map(nameOf)).zh}` }
  return { en: `an activity for grade ${grade} that the student can join`, zh: `增设${grade}年级学生可参加的活动` }
}

const say = (sections: readonly SectionView[], text: (who: Text) => Text): Text => {
  const names = sections.map(({ activity, number }) => sectionText(activity, number))
  return text({ en: listText(names.map((name) => name.en)).en, zh: listText(names.map((name) => name.zh)).zh })
}

/** Of the grade, with the needed features, and on the student's site. */
function mayJoin({ facts }: View, { activity, sessions }: SectionView, student: Student): boolean {
  const schoolClass = facts.classes.get(student.class)!
  const site = facts.rooms.get(schoolClass.homeRoom)!.site
  const rooms = sessions.map((session) => session.room)
  return (
    activity.grades.includes(schoolClass.grade) &&
    rooms.every((room) => (activity.crossSite || room.site === site) && student.needs.every((need) => room.features.includes(need)))
  )
}

const attends = (student: Student, section: SectionView): boolean =>
  section.sessions.every((session) => session.slots.every((slot) => student.attends.includes(slot.id)))

function clashes({ facts, sectionsOf }: View, section: SectionView, student: Student): boolean {
  const others = (sectionsOf.get(student.id) ?? []).flatMap((other) => other.sessions)
  return section.sessions.some((session) =>
    others.some(
      (other) =>
        other.slot.weekday === session.slot.weekday &&
        facts.seasons.some(({ index }) => {
          const [own, theirs] = [session.runs[index], other.runs[index]]
          return own && theirs && overlaps(own.interval, theirs.interval)
        }),
    ),
  )
}

const placesLeft = ({ activity, sessions, students }: SectionView): number =>
  Math.min(activity.size.max, ...sessions.map((session) => session.room.capacity)) - students.length

/** The simplest thing that would let one more section of an activity run. */
export function sectionFix({ facts, sections }: View, activity: Activity): Text {
  const ofGrade = facts.plan.students.filter((student) => activity.grades.includes(facts.classes.get(student.class)!.grade))
  const asking = ofGrade.filter((student) => activity.everyone || (activity.tutoring ? student.tutoring : student.choices.includes(activity.id)))
  const attending = asking.filter((student) =>
    activity.slots.some((id) => occupied(facts, activity, facts.slots.get(id)!)?.every((slot) => student.attends.includes(slot.id))),
  )
  const running = sections.filter((section) => section.activity === activity)
  const placed = running.reduce((sum, section) => sum + section.students.length, 0)
  const needed = (running.length + 1) * activity.size.min
  if (asking.length < needed) {
    return {
      en: `${countText(asking.length, 'student')} chose it, ${needed} are needed for one section more`,
      zh: `${asking.length}名学生选择，再开一班共需${needed}名`,
    }
  }
  if (attending.length < needed) {
    return {
      en: `${countText(attending.length, 'student')} of ${asking.length} who chose it attend one of its slots, ${needed} are needed: one more slot for it`,
      zh: `选择该活动的${asking.length}名学生中${attending.length}名参加其时段，共需${needed}名：可增加一个时段`,
    }
  }
  return {
    en: `${countText(attending.length, 'student')} could come and ${placed} have a place: a leader who offers one of its slots, with a fitting room free then`,
    zh: `可参加学生${attending.length}名，已安排${placed}名：需有负责人在其时段志愿，并有合适场地空闲`,
  }
}
