import { compileTables as compileCourses } from '../../models/course-timetabling/compile.ts'
import { placeAll } from '../../models/course-timetabling/construct.ts'
import { parseEctt } from '../../models/course-timetabling/ectt.ts'
import { Objective as CourseObjective } from '../../models/course-timetabling/objective.ts'
import { Walk as CourseWalk } from '../../models/course-timetabling/walk.ts'
import { compileTables as compileShifts } from '../../models/shift-scheduling/compile.ts'
import { Objective as ShiftObjective } from '../../models/shift-scheduling/objective.ts'
import { parseInstance } from '../../models/shift-scheduling/text.ts'
import { Walk as ShiftWalk } from '../../models/shift-scheduling/walk.ts'
import type { Constraint } from '../../src/kernel/constraint.ts'
import { Random } from '../../src/kernel/random.ts'

/** A state such as a search is in when it is cold, and the changes that its moves are made of. */
export interface Subject {
  readonly rules: readonly Constraint[]
  readonly values: Int32Array
  readonly draw: (random: Random) => readonly [variable: number, to: number]
}

/** moves that lead to that state */
const cooling = 300_000

export function courseSubject(text: string): Subject {
  const tables = compileCourses(parseEctt(text))
  if (tables.lectures === 0) throw new Error('too small to be measured: there is no lecture')
  const random = new Random(1)
  const start = new Int32Array(tables.lectures).fill(-1)
  placeAll(tables, start, random)
  const walk = new CourseWalk(tables, new CourseObjective(tables), start, random)
  for (const temperature of [10, 3, 1]) walk.run(cooling, temperature, 100)
  const { items, start: first } = tables.openPlaces
  return {
    rules: new CourseObjective(tables).rules,
    values: walk.best,
    draw: (r) => {
      const lecture = r.below(tables.lectures)
      const course = tables.courseOf[lecture]
      return [lecture, items[first[course] + r.below(first[course + 1] - first[course])]]
    },
  }
}

export function shiftSubject(text: string): Subject {
  const tables = compileShifts(parseInstance(text))
  const walk = new ShiftWalk(tables, new ShiftObjective(tables), new Int32Array(tables.variables), new Random(1))
  for (const temperature of [30, 10, 3]) walk.run(cooling, temperature, 1000)
  const { items, start } = tables.domain
  const open = Array.from({ length: tables.variables }, (_, variable) => variable).filter((variable) => start[variable + 1] - start[variable] > 1)
  if (open.length === 0) throw new Error('too small to be measured: no day can take another value')
  return {
    rules: new ShiftObjective(tables).rules,
    values: walk.best,
    draw: (r) => {
      const variable = open[r.below(open.length)]
      return [variable, items[start[variable] + r.below(start[variable + 1] - start[variable])]]
    },
  }
}
