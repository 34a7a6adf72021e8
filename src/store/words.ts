/** What is told to people, in both languages; columns keep it as JSON. */
export interface Words {
  readonly en: string
  readonly zh: string
}

export const writeWords = (words: Words | null | undefined): string | null => (words ? JSON.stringify(words) : null)

/** @returns the words of a column; what was written before there were two languages says the same in both */
export function readWords(column: string | null): Words | null {
  if (column === null) return null
  if (!column.startsWith('{"en":')) return { en: column, zh: column }
  return JSON.parse(column) as Words
}
