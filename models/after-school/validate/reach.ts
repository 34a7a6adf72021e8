import type { Activity, Plan, Student } from '../plan.ts'

/** Which sections a student could ever be in, by attendance, grade and site alone. A superset: what is not in it no timetable can do. */
export interface Reach {
  /** the student's activities that are within reach: clubs chosen, tutoring needed, everyone's of the grade */
  readonly activities: readonly Activity[]
  /** slots (by id) that their sessions may occupy */
  readonly slots: ReadonlySet<string>
}

/** @returns what each student of a plan without faults can reach, in the plan's order */
export function reachOf(plan: Plan): Reach[] {
  const activities = new Map(plan.activities.map((activity) => [activity.id, activity]))
  const special = plan.activities.filter((activity) => activity.tutoring || activity.everyone)
  const classes = new Map(plan.classes.map((schoolClass) => [schoolClass.id, schoolClass]))
  const sites = new Map(plan.rooms.map((room) => [room.id, room.site]))
  const occupied = occupiedSlots(plan)

  const firstSlots = (student: Student, activity: Activity): readonly (readonly string[])[] => {
    const { grade, homeRoom } = classes.get(student.class)!
    if (!activity.grades.includes(grade)) return []
    if (activity.site !== undefined && !activity.crossSite && activity.site !== sites.get(homeRoom)) return []
    const sessions = occupied.get(activity)!.filter((slots) => slots.every((slot) => student.attends.includes(slot)))
    return sessions.length >= activity.sessionsPerWeek ? sessions : []
  }

  return plan.students.map((student) => {
    const clubs = student.clubsWanted > 0 ? student.choices.map((id) => activities.get(id)!) : []
    const others = special.filter((activity) => activity.everyone || student.tutoring)
    const reached: Activity[] = []
    const slots = new Set<string>()
    for (const activity of [...clubs, ...others]) {
      const sessions = firstSlots(student, activity)
      if (sessions.length === 0) continue
      reached.push(activity)
      for (const session of sessions) for (const slot of session) slots.add(slot)
    }
    return { activities: reached, slots }
  })
}

/** @returns by activity, the slots that a session occupies, one list for each slot where it may start */
function occupiedSlots(plan: Plan): ReadonlyMap<Activity, readonly (readonly string[])[]> {
  const slots = new Map(plan.slots.map((slot) => [slot.id, slot]))
  const at = new Map(plan.slots.map((slot) => [JSON.stringify([slot.weekday, slot.band, slot.period]), slot.id]))
  const sessionAt = (id: string, length: number) => {
    const { weekday, band, period } = slots.get(id)!
    return length === 1 ? [id] : [id, at.get(JSON.stringify([weekday, band, period + 1]))!]
  }
  return new Map(plan.activities.map((activity) => [activity, activity.slots.map((id) => sessionAt(id, activity.length))]))
}
