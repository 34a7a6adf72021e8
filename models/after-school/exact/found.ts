import type { School } from '../compile/school.ts'
import { wishFor } from '../constraints/parts.ts'
import type { TimetableParts } from '../timetable.ts'

/** A timetable in the integers of a school: what an exact neighbourhood keeps, and where its students are. */
export interface Found {
  /** [section] spans and rooms of its sessions; none where it does not run */
  readonly spans: readonly (readonly number[])[]
  readonly rooms: readonly (readonly number[])[]
  /** [section] students */
  readonly size: Int32Array
  /** [wish] section + 1, or 0 */
  readonly enrolled: Int32Array
  /** [class × L + slot] */
  readonly host: Int32Array
}

/** @throws RangeError on a student whom no wish explains: a breach of `student-consent` or `grade-fit` */
export function foundIn(school: School, timetable: TimetableParts): Found {
  const { L, X, C } = school
  const spans: number[][] = Array.from({ length: X }, () => [])
  const rooms: number[][] = Array.from({ length: X }, () => [])
  const size = new Int32Array(X)
  const enrolled = new Int32Array(school.W)
  for (const { activity, number, sessions, students } of timetable.sections) {
    const a = school.activityIndex.get(activity)!
    const x = school.sectionsFrom[a] + number - 1
    if (x >= school.sectionsFrom[a + 1]) throw new RangeError(`section ${number} of ${activity} is one too many`)
    spans[x] = sessions.map(({ slot }) => school.slotIndex.get(slot)! + (school.length[a] === 2 ? L : 0))
    rooms[x] = sessions.map(({ room }) => school.roomIndex.get(room)!)
    size[x] = students.length
    for (const id of students) {
      const w = wishFor(school, school.studentIndex.get(id)!, x)
      if (w < 0 || enrolled[w] !== 0) throw new RangeError(`nothing in the plan puts ${id} into section ${number} of ${activity}`)
      enrolled[w] = x + 1
    }
  }
  const host = Int32Array.from({ length: C * L }, (_, key) => Math.trunc(key / L))
  for (const care of timetable.care) host[school.classIndex.get(care.class)! * L + school.slotIndex.get(care.slot)!] = school.hostIndex.get(care.host)!
  return { spans, rooms, size, enrolled, host }
}

/** @returns whether the student may be in this section, were it alone: attended slots, needs, site */
export function mayJoin(school: School, found: Found, s: number, x: number): boolean {
  const ok = school.crossSite[school.sectionActivity[x]] ? 1 : 3
  return (
    found.spans[x].every((span) => school.attends[s * 2 * school.L + span] === 1) &&
    found.rooms[x].every((room) => (school.roomOk[s * school.R + room] & ok) === ok)
  )
}

/** @returns the timetable with its students placed anew, in the plan's order */
export function withStudents(school: School, timetable: TimetableParts, enrolled: Int32Array): TimetableParts {
  const students: string[][] = Array.from({ length: school.X }, () => [])
  for (let w = 0; w < school.W; w++) if (enrolled[w] !== 0) students[enrolled[w] - 1].push(school.plan.students[school.wishStudent[w]].id)
  return {
    sections: timetable.sections.map((section) => ({
      ...section,
      students: students[school.sectionsFrom[school.activityIndex.get(section.activity)!] + section.number - 1],
    })),
    care: timetable.care,
    posts: timetable.posts,
  }
}
