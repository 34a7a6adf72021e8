import type { Command } from './command.ts'
import { verbs } from './verbs.ts'

const exitCodes = `Exit codes: 0 fine, 1 a hard rule is broken, 2 a document is malformed or a plan rejected, 3 the command cannot be understood or a file not read.
`

export function overview(): string {
  const lines = Object.entries(verbs).map(([verb, { summary }]) => `  ${verb.padEnd(13)}${summary}`)
  return `Usage: afterbell COMMAND …

${lines.join('\n')}
  ${'help'.padEnd(13)}say more about a command: afterbell help solve

Results go to standard output, everything else to standard error. \`-\` is standard input.
AFTERBELL_LANG=en|zh sets the language of texts (by default that of the terminal).
${exitCodes}`
}

/** @returns how to call a verb, and what its options mean; `whole` adds what it does */
export function usageOf(verb: string, command: Command, extent: 'short' | 'whole' = 'short'): string {
  const options = Object.entries(command.options).map(([name, option]) => [`--${name}${option.placeholder && ` ${option.placeholder}`}`, option.about] as const)
  const width = Math.max(0, ...options.map(([call]) => call.length)) + 2
  const lines = options.map(([call, about]) => `  ${call.padEnd(width)}${about}\n`).join('')
  const usage = `Usage: afterbell ${verb} ${[command.takes, options.length > 0 ? '[options]' : ''].filter(Boolean).join(' ')}\n`
  return extent === 'short' ? `${usage}${lines}` : `${usage}\n${command.about}\n\n${lines}${lines && '\n'}${exitCodes}`
}
