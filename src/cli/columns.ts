import { displayWidth, padded } from '../../models/after-school/show/index.ts'

/** Lays out rows in columns two spaces apart. */
export function columns(table: readonly (readonly string[])[], sides: readonly ('left' | 'right')[]): string {
  const widths = sides.map((_, at) => Math.max(...table.map((row) => displayWidth(row[at]!))))
  const cell = (text: string, at: number) => (sides[at] === 'left' ? padded(text, widths[at]!) : ' '.repeat(widths[at]! - displayWidth(text)) + text)
  return `${table.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')}\n`
}
