import { nearest } from '../../models/after-school/validate/nearest.ts'
import { type Text, text } from './text.ts'

/** @returns ' Maybe X?' for the name that was begun, or is a slip of the pen away from what was written; '' when none is */
export function maybe(written: string, names: readonly string[], prefix = ''): Text {
  const begun = written.length > 1 ? names.filter((name) => name.startsWith(written)) : []
  const meant = begun.length === 1 ? begun[0] : nearest(written, names)
  return meant === undefined ? text('', '') : text(` Maybe ${prefix}${meant}?`, `是否为 ${prefix}${meant}？`)
}
