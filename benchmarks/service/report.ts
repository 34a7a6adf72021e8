/** One figure: what was measured, what came out, what was asked for. */
export interface Line {
  readonly what: string
  readonly value: string
  readonly wanted: string
}

export const markdown = (lines: readonly Line[]): string =>
  ['| what | measured | wanted |', '| --- | --- | --- |', ...lines.map((l) => `| ${l.what} | ${l.value} | ${l.wanted} |`)].join('\n')
