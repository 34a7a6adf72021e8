import { FaultError } from '../../models/after-school/validate/fault.ts'
import { exit, type Io, UsageError } from './command.ts'
import { DocumentError, WriteError } from './documents.ts'
import { countOf, faultLines } from './faults.ts'
import { overview, usageOf } from './help.ts'
import { maybe } from './maybe.ts'
import { text } from './text.ts'
import { verbs } from './verbs.ts'

/** Runs one command. @returns its exit code */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const [verb, ...rest] = argv
  if (verb === undefined) {
    io.err(overview(io.language))
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
      io.err(`afterbell ${verb}: ${error.text[io.language]}\n\n${usageOf(verb, command, io.language)}`)
      return exit.usage
    }
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`afterbell: ${error.text[io.language]}\n\n${overview(io.language)}`)
      return exit.usage
    }
    if (error instanceof WriteError) {
      io.err(`afterbell ${verb}: ${error.text[io.language]}\n`)
      return exit.usage
    }
    if (error instanceof DocumentError) {
      if (rest.includes('--json')) io.out(`${JSON.stringify({ valid: false, document: error.path, errors: error.faults, findings: [] })}\n`)
      io.err(`${error.path}: ${countOf(error.faults.length)[io.language]}\n${faultLines(error.faults, io.language)}`)
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
  io.out(verb === undefined ? overview(io.language) : usageOf(verb, await commandOf(verb), io.language, 'whole'))
  return exit.fine
}

function commandOf(verb: string) {
  const found = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!found) {
    const near = maybe(verb, Object.keys(verbs))
    throw new UsageError(text(`unknown command ${verb}.${near.en}`, `未知命令 ${verb}。${near.zh}`))
  }
  return found.load()
}
