import { nameOf } from '../check/text.ts'
import type { Plan } from '../plan.ts'
import type { Timetable } from '../timetable.ts'
import { viewBy } from './week.ts'

/** Everything that the documents hold about a student; undefined when the plan does not know the id. */
export function exportStudent(plan: Plan, timetable: Timetable | undefined, id: string): object | undefined {
  const student = plan.students.find((s) => s.id === id)
  if (!student) return undefined
  const pinned = [...(plan.pins.sections ?? []), ...(plan.baseline?.sections ?? [])].filter((s) => s.students.includes(id))
  return {
    student,
    class: nameOf(plan.classes.find((c) => c.id === student.class) ?? { id: student.class }),
    pinned: pinned.map(({ activity, number }) => ({ activity, number })),
    ...(timetable && {
      sections: timetable.sections.filter((s) => s.students.includes(id)).map(({ activity, number, sessions }) => ({ activity, number, sessions })),
      week: viewBy(plan, timetable, 'student', id),
    }),
  }
}

/** The plan without the student’s name, and with a pseudonym for their id: what it costs stays as it was. */
export function erasePlanStudent(plan: Plan, id: string, pseudonym: string): Plan {
  const parts = <T extends { sections?: Timetable['sections'] | undefined }>(p: T): T =>
    p.sections ? { ...p, sections: renamed(p.sections, id, pseudonym) } : p
  return {
    ...plan,
    students: plan.students.map((student) => {
      if (student.id !== id) return student
      const { name: _, ...rest } = student
      return { ...rest, id: pseudonym }
    }),
    pins: parts(plan.pins),
    ...(plan.baseline && { baseline: parts(plan.baseline) }),
  }
}

export const eraseTimetableStudent = (timetable: Timetable, id: string, pseudonym: string): Timetable => {
  // the report in the document speaks of people, and the fingerprint is of the plan as it was; neither is ever read back
  const { report: _, plan: __, ...rest } = timetable
  return { ...rest, sections: renamed(timetable.sections, id, pseudonym) }
}

const renamed = (sections: Timetable['sections'], id: string, pseudonym: string): Timetable['sections'] =>
  sections.map((section) => (section.students.includes(id) ? { ...section, students: section.students.map((s) => (s === id ? pseudonym : s)) } : section))
