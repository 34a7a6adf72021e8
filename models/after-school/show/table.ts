import { displayWidth, padded } from './width.ts'

export interface TableRow {
  readonly head: string
  /** by column, the lines of its cell */
  readonly cells: readonly (readonly string[])[]
}

/** A table of plain text: only letters and signs whose width every terminal agrees on draw its lines. Ends without a newline. */
export function tableText(heads: readonly string[], given: readonly TableRow[]): string {
  // a name may hold a line break, or a tab
  const plain = (text: string) => text.replace(/\p{Cc}+/gu, ' ')
  const columns = heads.map(plain)
  const rows = given.map(({ head, cells }) => ({ head: plain(head), cells: cells.map((lines) => lines.map(plain)) }))
  const widths = [
    Math.max(...rows.map(({ head }) => displayWidth(head)), 0),
    ...columns.map((column, i) => Math.max(displayWidth(column), ...rows.flatMap(({ cells }) => cells[i].map(displayWidth)))),
  ]
  const line = (parts: readonly string[]) =>
    parts
      .map((part, i) => padded(part, widths[i]))
      .join(' | ')
      .trimEnd()
  const rule = widths.map((width, i) => '-'.repeat(width + (i === 0 || i === widths.length - 1 ? 1 : 2))).join('+')
  const body = rows.map(({ head, cells }) => {
    const height = Math.max(1, ...cells.map((lines) => lines.length))
    return Array.from({ length: height }, (_, k) => line([k === 0 ? head : '', ...cells.map((lines) => lines[k] ?? '')])).join('\n')
  })
  return [line(['', ...columns]), ...body].join(`\n${rule}\n`)
}
