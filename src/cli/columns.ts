/** Lays out rows in columns two spaces apart; a Chinese character takes two places of a terminal. */
export function columns(table: readonly (readonly string[])[], sides: readonly ('left' | 'right')[]): string {
  const widths = sides.map((_, at) => Math.max(...table.map((row) => widthOf(row[at]!))))
  const lines = table.map((row) =>
    row
      .map((cell, at) => {
        const space = ' '.repeat(widths[at]! - widthOf(cell))
        return sides[at] === 'left' ? cell + space : space + cell
      })
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}

/** @returns places on a terminal: two for the wide and full-width characters of East Asia, one for others */
function widthOf(text: string): number {
  let width = 0
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(character)
      ? 2
      : 1
  return width
}
