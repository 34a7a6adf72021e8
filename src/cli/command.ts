import type { Language, Text } from './text.ts'

/** What a command ends with. */
export const exit = {
  fine: 0,
  /** the timetable breaks a hard rule */
  hard: 1,
  /** a document that is malformed, or a plan that is rejected */
  invalid: 2,
  /** a command that cannot be understood, or a file that cannot be read or written */
  usage: 3,
  /** a fault of Afterbell's own */
  internal: 70,
} as const

/** Where a command writes: the result to `out`, everything else to `err`. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** a terminal, whose last line can be rewritten, takes what `err` is given */
  readonly errIsTerminal: boolean
  readonly language: Language
  /** asks the command to come to an end: what it has is kept */
  readonly interrupt: AbortSignal
}

export interface Command {
  /** one line after the verb: positional arguments in capitals */
  readonly takes: string
  /** a paragraph for `afterbell help VERB` */
  readonly about: Text
  readonly options: Options
  run(argv: readonly string[], io: Io): Promise<number> | number
}

/** An option's reader: turns its text into a value, or says why it cannot. */
export interface Option<Value> {
  /** what stands after it in the help, '' for a flag */
  readonly placeholder: string
  readonly about: Text
  read(text: string): Value
}
export type Options = Readonly<Record<string, Option<unknown>>>

/** The command was understood, but not what it was told: exit code 3, with the verb's usage. */
export class UsageError extends Error {
  readonly text: Text

  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}
