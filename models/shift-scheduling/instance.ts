/** Employee shift scheduling of Curtois and Qu (2014). Days count from 0; day 0 is a Monday. */
export interface Instance {
  /** days */
  readonly horizon: number
  readonly shifts: readonly Shift[]
  readonly staff: readonly Employee[]
  /** wishes of one employee about one shift */
  readonly requests: readonly Request[]
  readonly cover: readonly Cover[]
}

export interface Shift {
  readonly id: string
  readonly minutes: number
  /** indices of the shifts that may not follow it on the next day */
  readonly cannotPrecede: readonly number[]
}

export interface Employee {
  readonly id: string
  /** by shift: how many of it at most; shifts that the text does not name are not limited */
  readonly maximumShifts: readonly number[]
  readonly maximumMinutes: number
  readonly minimumMinutes: number
  /** days of work on end, at most and at least */
  readonly maximumRun: number
  readonly minimumRun: number
  /** days off on end, at least */
  readonly minimumRest: number
  /** weekends with work on Saturday or Sunday, at most */
  readonly maximumWeekends: number
  /** days on which no shift may be */
  readonly daysOff: readonly number[]
}

export interface Request {
  readonly employee: number
  readonly day: number
  readonly shift: number
  readonly kind: 'on' | 'off'
  readonly weight: number
}

export interface Cover {
  readonly day: number
  readonly shift: number
  /** employees wanted */
  readonly wanted: number
  /** cost of each one too few, and of each one too many */
  readonly under: number
  readonly over: number
}

/** One shift of an employee. */
export interface Assignment {
  readonly employee: string
  readonly day: number
  readonly shift: string
}

export type Roster = readonly Assignment[]

/** A limit that is none. */
export const unlimited = 1_000_000
