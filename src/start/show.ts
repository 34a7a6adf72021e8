import type { Cost, SolveProgress } from '../solve/model.ts'

/** What the start page shows: the example school, how far the search is, and what it found. */
export interface Show {
  readonly school: string
  /** what it is made of, for people */
  readonly size: string
  readonly state: 'solving' | 'solved' | 'failed'
  readonly progress?: SolveProgress
  readonly found?: Found
}

export interface Found {
  readonly cost: Cost
  readonly seconds: number
  /** the week of one class, as a table of plain text */
  readonly week: string
  readonly timetable: object
}
