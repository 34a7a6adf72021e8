import { FaultError } from '../../models/after-school/validate/fault.ts'
import { exit, type Io, UsageError } from './command.ts'
import { DocumentError } from './documents.ts'
import { faultLines } from './faults.ts'
import { overview, usageOf } from './help.ts'
import { maybe } from './maybe.ts'
import { verbs } from './verbs.ts'

/** Runs one command. @returns its exit code */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [verb, ...rest] = argv
  if (verb === undefined) {
    io.err(overview())
    return exit.usage
  }
  try {
    if (verb === 'help' || verb === '--help' || verb === '-h') return await help(rest, io)
    const command = await commandOf(verb)
    if (rest.includes('--help') || rest.includes('-h')) return await help([verb], io)
    try {
      return await command.run(rest, io)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      io.err(`afterbell ${verb}: ${error.message}\n\n${usageOf(verb, command)}`)
      return exit.usage
    }
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`afterbell: ${error.message}\n\n${overview()}`)
      return exit.usage
    }
    if (error instanceof DocumentError) {
      if (rest.includes('--json')) io.out(`${JSON.stringify({ valid: false, document: error.path, errors: error.faults })}\n`)
      io.err(`${error.message}\n${faultLines(error.faults, io.language)}`)
      return exit.invalid
    }
    // what was read is sound by itself, but cannot be worked with
    if (error instanceof FaultError) {
      if (rest.includes('--json')) io.out(`${JSON.stringify({ valid: false, errors: error.faults })}\n`)
      io.err(`afterbell ${verb}:\n${faultLines(error.faults, io.language)}`)
      return exit.invalid
    }
    io.err(`${error instanceof Error ? error.stack : String(error)}\n`)
    return exit.internal
  }
}

async function help([verb]: readonly string[], io: Io): Promise<number> {
  io.out(verb === undefined ? overview() : usageOf(verb, await commandOf(verb), 'whole'))
  return exit.fine
}

function commandOf(verb: string) {
  const found = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!found) throw new UsageError(`unknown command ${verb}.${maybe(verb, Object.keys(verbs))}`)
  return found.load()
}
