import { rows } from '../../models/after-school/catalogue.ts'

/** Parts of the README that follow from the code: each stands between `<!-- NAME -->` and `<!-- /NAME -->`. */
const sections: Readonly<Record<string, () => string>> = {
  rows: () => {
    const lines = rows.map(
      ({ id, level, weight, clause, title }) => `| \`${id}\` | ${level} | ${weight} | ${title.en} | ${title.zh} | ${clause || 'good practice'} |`,
    )
    return ['| id | level | weight | rule | 规则 | clause |', '| --- | --- | --- | --- | --- | --- |', ...lines].join('\n')
  },
}

/** @returns the text with every such part written anew */
export function withSections(text: string): string {
  return Object.entries(sections).reduce((before, [name, render]) => {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    const [from, to] = [before.indexOf(open), before.indexOf(close)]
    if (from < 0 || to < from) throw new Error(`README.md has no part between ${open} and ${close}`)
    return `${before.slice(0, from + open.length)}\n${render()}\n${before.slice(to)}`
  }, text)
}
