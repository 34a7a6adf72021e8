import { parseArgs } from 'node:util'
import { type Option, type Options, UsageError } from './command.ts'
import { maybe } from './maybe.ts'
import { text } from './text.ts'

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
    if (!option) {
      const near = maybe(token.name, Object.keys(options), '--')
      throw new UsageError(text(`unknown option ${token.rawName}.${near.en}`, `未知选项 ${token.rawName}。${near.zh}`))
    }
    if (Object.hasOwn(values, token.name)) throw new UsageError(text(`${token.rawName} is given twice.`, `${token.rawName} 给出了两次。`))
    if (option.placeholder === '') {
      if (token.value !== undefined) throw new UsageError(text(`${token.rawName} is a flag; it takes no value.`, `${token.rawName} 是开关，不带值。`))
      values[token.name] = true
      continue
    }
    if (token.value === undefined || (!token.inlineValue && token.value.startsWith('--'))) {
      const call = `${token.rawName} ${option.placeholder}`
      throw new UsageError(text(`${token.rawName} wants a value: ${call}.`, `${token.rawName} 缺少值：${call}。`))
    }
    try {
      values[token.name] = option.read(token.value)
    } catch (error) {
      throw error instanceof UsageError ? new UsageError(text(`${token.rawName}: ${error.text.en}`, `${token.rawName}：${error.text.zh}`)) : error
    }
  }
  if (positionals.length < names.length) {
    const missing = names.slice(positionals.length)
    throw new UsageError(text(`missing ${missing.join(' and ')}.`, `缺少 ${missing.join('、')}。`))
  }
  if (positionals.length > names.length) {
    const extra = JSON.stringify(positionals[names.length])
    throw new UsageError(text(`${extra} is one argument too many.`, `多出一个参数 ${extra}。`))
  }
  return { values: values as Values<Table>, positionals }
}
