import type { Command } from './command.ts'
import { type Language, text } from './text.ts'
import { verbs } from './verbs.ts'

const exitCodes = text(
  `Exit codes: 0 fine, 1 a hard rule is broken, 2 a document is malformed or a plan rejected, 3 the command cannot be understood or a file not read.
`,
  `退出码：0 正常，1 违反硬性规则，2 文档有误或方案被拒绝，3 命令无法理解或文件无法读取。
`,
)

const frame = {
  usage: text('Usage: afterbell', '用法：afterbell'),
  command: text('COMMAND …', '命令 …'),
  options: text('[options]', '[选项]'),
  help: text('say more about a command: afterbell help solve', '查看某个命令的说明：afterbell help solve'),
  streams: text(
    'Results go to standard output, everything else to standard error. `-` is standard input.\nAFTERBELL_LANG=en|zh sets the language of texts (by default that of the terminal).',
    '结果写到标准输出，其余写到标准错误；`-` 表示标准输入。\nAFTERBELL_LANG=en|zh 设定文字语言（默认随终端）。',
  ),
}

export function overview(language: Language): string {
  const lines = Object.entries(verbs).map(([verb, { summary }]) => `  ${verb.padEnd(13)}${summary[language]}`)
  return `${frame.usage[language]} ${frame.command[language]}

${lines.join('\n')}
  ${'help'.padEnd(13)}${frame.help[language]}

${frame.streams[language]}
${exitCodes[language]}`
}

/** @returns how to call a verb, and what its options mean; `whole` adds what it does */
export function usageOf(verb: string, command: Command, language: Language, extent: 'short' | 'whole' = 'short'): string {
  const options = Object.entries(command.options).map(
    ([name, option]) => [`--${name}${option.placeholder && ` ${option.placeholder}`}`, option.about[language]] as const,
  )
  const width = Math.max(0, ...options.map(([call]) => call.length)) + 2
  const lines = options.map(([call, about]) => `  ${call.padEnd(width)}${about}\n`).join('')
  const usage = `${frame.usage[language]} ${[verb, command.takes, options.length > 0 ? frame.options[language] : ''].filter(Boolean).join(' ')}\n`
  return extent === 'short' ? `${usage}${lines}` : `${usage}\n${command.about[language]}\n\n${lines}${lines && '\n'}${exitCodes[language]}`
}
