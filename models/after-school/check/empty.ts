import type { Timetable } from '../timetable.ts'

/** No sections, nobody seated, every class in its own room: hard 0 for every valid plan without pins. */
export const emptyTimetable = (): Timetable => ({ sections: [], care: [], posts: [] })
