import { changesJsonSchema, rebalancedJsonSchema } from '../../models/after-school/rebalance/index.ts'
import { planJsonSchema, timetableJsonSchema } from '../../models/after-school/schema.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { oneOf } from './options.ts'
import { text } from './text.ts'

const documents = { plan: planJsonSchema, timetable: timetableJsonSchema, changes: changesJsonSchema, rebalanced: rebalancedJsonSchema }
const names = ['plan', 'timetable', 'changes', 'rebalanced'] as const

export const schema: Command = {
  takes: names.join('|'),
  about: text(
    'Prints the JSON Schema (2020-12) of a document as it is written: what has a default may be left out.',
    '打印文档书写格式的 JSON Schema（2020-12）：有默认值的可以省略。',
  ),
  options: {},
  run(argv, io) {
    const { positionals } = readArguments(argv, [names.join('|')], schema.options)
    const name = oneOf(names, text('', '')).read(positionals[0]!)
    io.out(`${JSON.stringify(documents[name](), null, 2)}\n`)
    return exit.fine
  },
}
