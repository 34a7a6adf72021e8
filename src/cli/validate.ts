import { validatePlan } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { readAs } from './documents.ts'
import { countOf, faultLines } from './faults.ts'
import { flag } from './options.ts'
import { text } from './text.ts'

const options = { json: flag(text('print {"valid", "errors", "findings"}', '输出 {"valid", "errors", "findings"}')) }

export const validate: Command = {
  takes: 'PLAN',
  about: text(
    'Says everything that is wrong with a plan, each with its place, its value, the clause that forbids it and a way out; then what follows from it all the same.',
    '列出方案的全部问题：位置、取值、所依条款与改法；然后说明方案本身的其他后果。',
  ),
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN'], options)
    const { valid, errors, findings } = readAs(positionals[0]!, validatePlan)
    if (values.json) io.out(`${JSON.stringify({ valid, errors, findings })}\n`)
    else {
      const count = countOf(errors.length)
      io.out(`${(valid ? text('valid', '有效') : text(`invalid: ${count.en}`, `无效：${count.zh}`))[io.language]}\n`)
      if (errors.length > 0) io.out(`\n${faultLines(errors, io.language)}`)
      if (findings.length > 0)
        io.out(`\n${text(`${findings.length} to know:`, `${findings.length}条须知：`)[io.language]}\n${faultLines(findings, io.language)}`)
    }
    return valid ? exit.fine : exit.invalid
  },
}
