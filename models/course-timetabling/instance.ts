/** Curriculum-based course timetabling, formulation UD2 of ITC-2007 track 3. Days and periods count from 0; a period index is day × periodsPerDay + period. */
export interface Instance {
  readonly name: string
  readonly days: number
  readonly periodsPerDay: number
  readonly courses: readonly Course[]
  readonly rooms: readonly Room[]
  readonly curricula: readonly Curriculum[]
}

export interface Course {
  readonly id: string
  readonly teacher: string
  /** lectures a week, each of one period */
  readonly lectures: number
  /** days over which they should spread, at least */
  readonly minimumDays: number
  readonly students: number
  /** period indices in which no lecture may be */
  readonly unavailable: readonly number[]
}

export interface Room {
  readonly id: string
  /** seats */
  readonly capacity: number
}

export interface Curriculum {
  readonly id: string
  /** indices of its courses */
  readonly courses: readonly number[]
}

/** One lecture of a course in a room at a time. */
export interface Placement {
  readonly course: string
  readonly room: string
  readonly day: number
  readonly period: number
}

export type Solution = readonly Placement[]
