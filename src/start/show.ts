import type { Cost, SolveProgress } from '../solve/model.ts'

export type Language = 'en' | 'zh'
export type Text = Readonly<Record<Language, string>>

/** What the start page shows: the example school, how far the search is, and what it found. */
export interface Show {
  readonly school: string
  /** what it is made of, for people */
  readonly size: Text
  readonly state: 'solving' | 'solved' | 'failed'
  readonly progress?: SolveProgress
  readonly found?: Found
  /** why there is no timetable, where it failed */
  readonly error?: string
}

export interface Found {
  readonly cost: Cost
  readonly seconds: number
  /** what the cost means, in a sentence */
  readonly meaning: Text
  /** whose weeks can be looked at, the first of them at first */
  readonly subjects: readonly Subject[]
  /** the week of one of them */
  week(by: string, id: string, language: Language): Week
  /** path of what says the same row by row, and of the spreadsheet-like documents */
  readonly links: readonly { readonly path: string; readonly text: Text }[]
  readonly timetable: object
}

/** A kind of subject with its members. */
export interface Subject {
  readonly by: string
  readonly text: Text
  readonly members: readonly { readonly id: string; readonly name: string }[]
}

/** A week as tables, one for each season: lines of text in cells. */
export interface Week {
  readonly title: string
  readonly seasons: readonly {
    readonly title: string
    readonly columns: readonly string[]
    readonly rows: readonly { readonly head: string; readonly cells: readonly (readonly string[])[] }[]
  }[]
}
