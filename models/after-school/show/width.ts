/** Columns that a text takes in a terminal: Chinese signs take two, marks that sit on a letter none. */

/** First and last code points of what is drawn two columns wide (Unicode's East Asian wide and full-width). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
]

/** signs that are drawn as pictures, wherever they stand */
const picture = /^\p{Emoji_Presentation}$/u
const nothing = /^[\p{Mn}\p{Me}\p{Cf}]$/u

export function displayWidth(text: string): number {
  let width = 0
  for (const sign of text) {
    const code = sign.codePointAt(0)!
    if (code < 0x300) width++
    else if (!nothing.test(sign)) width += picture.test(sign) || wide.some(([first, last]) => first <= code && code <= last) ? 2 : 1
  }
  return width
}

/** Fills up with spaces to so many columns; longer text stays as it is. */
export const padded = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - displayWidth(text)))
