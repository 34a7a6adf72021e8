import { parseArgs } from 'node:util'
import { type Option, type Options, UsageError } from './command.ts'
import { maybe } from './maybe.ts'

export type Values<Table extends Options> = { readonly [Name in keyof Table]?: Table[Name] extends Option<infer Value> ? Value : never }

export interface Arguments<Table extends Options> {
  readonly values: Values<Table>
  readonly positionals: readonly string[]
}

/**
 * Reads what stands after the verb.
 *
 * @param names the positional arguments, all of them wanted
 * @throws UsageError on the first thing that does not fit: an unknown option, one without its value or with one too many, one given twice, a wrong number of arguments
 */
export function readArguments<Table extends Options>(argv: readonly string[], names: readonly string[], options: Table): Arguments<Table> {
  const table = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { type: option.placeholder === '' ? 'boolean' : 'string' } as const]))
  // not strict: Node's own errors know no suggestions, so the tokens are judged here
  const { tokens } = parseArgs({ args: [...argv], options: table, strict: false, allowPositionals: true, tokens: true })
  const values: Record<string, unknown> = {}
  const positionals: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined
    if (!option) throw new UsageError(`unknown option ${token.rawName}.${maybe(token.name, Object.keys(options), '--')}`)
    if (Object.hasOwn(values, token.name)) throw new UsageError(`${token.rawName} is given twice.`)
    if (option.placeholder === '') {
      if (token.value !== undefined) throw new UsageError(`${token.rawName} is a flag; it takes no value.`)
      values[token.name] = true
      continue
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
      throw new UsageError(`${token.rawName} wants a value: ${token.rawName} ${option.placeholder}.`)
    }
    try {
      values[token.name] = option.read(token.value)
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(`${token.rawName}: ${error.message}`) : error
    }
  }
  if (positionals.length < names.length) throw new UsageError(`missing ${names.slice(positionals.length).join(' and ')}.`)
  if (positionals.length > names.length) throw new UsageError(`${JSON.stringify(positionals[names.length])} is one argument too many.`)
  return { values: values as Values<Table>, positionals }
}
