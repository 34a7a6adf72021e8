import type { Instance } from '../../../models/course-timetabling/instance.ts'
import { Draw } from '../../support/draw.ts'

/** A small instance drawn from a seed; not always one that can be solved. */
export function randomInstance(seed: number): Instance {
  const draw = new Draw(seed)
  const days = draw.between(2, 4)
  const periodsPerDay = draw.between(2, 5)
  const periods = days * periodsPerDay
  const rooms = Array.from({ length: draw.between(2, 4) }, (_, r) => ({ id: `R${r}`, capacity: draw.between(5, 40) }))
  const courses = Array.from({ length: draw.between(3, 7) }, (_, c) => ({
    id: `C${c}`,
    teacher: `t${draw.between(0, 4)}`,
    lectures: draw.between(1, 3),
    minimumDays: draw.between(1, 3),
    students: draw.between(1, 50),
    unavailable: draw.some(
      Array.from({ length: periods }, (_, p) => p),
      0.2,
    ),
  }))
  const curricula = Array.from({ length: draw.between(1, 5) }, (_, k) => ({
    id: `K${k}`,
    courses: draw.someOf(
      courses.map((_, c) => c),
      0.5,
    ),
  }))
  return { name: `random ${seed}`, days, periodsPerDay, courses, rooms, curricula }
}
