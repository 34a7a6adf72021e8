import { validatePlan } from '../../models/after-school/validate/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { readAs } from './documents.ts'
import { faultLines } from './faults.ts'
import { flag } from './options.ts'

const options = { json: flag('print {"valid", "errors", "findings"}') }

export const validate: Command = {
  takes: 'PLAN',
  about:
    'Says everything that is wrong with a plan, each with its place, its value, the clause that forbids it and a way out; then what follows from it all the same.',
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN'], options)
    const { valid, errors, findings } = readAs(positionals[0]!, validatePlan)
    if (values.json) io.out(`${JSON.stringify({ valid, errors, findings })}\n`)
    else {
      io.out(valid ? 'valid\n' : `invalid: ${errors.length} ${errors.length === 1 ? 'fault' : 'faults'}\n`)
      if (errors.length > 0) io.out(`\n${faultLines(errors, io.language)}`)
      if (findings.length > 0) io.out(`\n${findings.length} to know:\n${faultLines(findings, io.language)}`)
    }
    return valid ? exit.fine : exit.invalid
  },
}
