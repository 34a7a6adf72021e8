import { z } from 'zod'
import type { Text } from '../policy/index.ts'
import { type Fault, pointerOf } from './fault.ts'
import { nearest } from './nearest.ts'
import { type Path, some, text } from './report.ts'

type Issue = z.core.$ZodIssue
type Schema = z.core.$ZodType

/** faults of a document that are listed: whoever has more has made one mistake very often, and millions would be no answer */
const mostFaults = 10_000
/** unknown fields for which a near name is looked for */
const mostNear = 100

/** @returns the faults of form that zod found in `input`, in the form of all others; `base` is the path of `input` in the document */
export function shapeFaults(schema: Schema, issues: readonly Issue[], input: unknown, base: Path = []): Fault[] {
  const faults: Fault[] = []
  for (const issue of issues) {
    if (faults.length > mostFaults) break
    for (const fault of faultsOf(schema, issue, input, base)) faults.push(fault)
  }
  return faults
}

/** @returns the first of very many faults, and that there are more */
export function listed(faults: readonly Fault[]): Fault[] {
  if (faults.length <= mostFaults) return [...faults]
  const most = mostFaults.toLocaleString('en')
  return [
    ...faults.slice(0, mostFaults),
    {
      pointer: '',
      value: undefined,
      code: 'more-faults',
      message: text(`there are more than ${most} faults; these are the first.`, `错误超过${most}处，以上仅列出最先的部分。`),
      suggestion: text('Correct what they have in common, and look again.', '请先更正其共同原因，再重新检查。'),
    },
  ]
}

/** @returns lists of the document that are longer than anything real: what is in them is not looked at */
export function longLists(input: unknown, most: Readonly<Record<string, number>>): Fault[] {
  return Object.entries(most).flatMap(([key, limit]) => {
    const list = valueAt(input, [key])
    if (!Array.isArray(list) || list.length <= limit) return []
    return [
      {
        pointer: pointerOf([key]),
        value: list.length,
        code: 'too-big',
        message: text(`a list of ${list.length}.`, `列表有${list.length}项。`),
        suggestion: text(`List at most ${limit}.`, `最多列出${limit}项。`),
      },
    ]
  })
}

function faultsOf(schema: Schema, issue: Issue, input: unknown, base: Path): Fault[] {
  const path = [...base, ...issue.path]
  const value = valueAt(input, issue.path)
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(shapeOf(schemaAt(schema, issue.path), value) ?? {})
    return issue.keys.slice(0, mostFaults + 1).map((key, i) => ({
      pointer: pointerOf([...path, key]),
      value: valueAt(value, [key]),
      code: 'unknown-field',
      message: text(`unknown field \`${key}\`.`, `未知字段“${key}”。`),
      suggestion: (i < mostNear ? maybe(nearest(key, known)) : undefined) ?? text(`Fields here: ${known.join(', ')}.`, `可用字段：${known.join('、')}。`),
    }))
  }
  return [{ pointer: pointerOf(path), value, ...said(issue, value) }]
}

type Said = Pick<Fault, 'code' | 'message' | 'suggestion'>

const kinds: Record<string, Text> = {
  string: text('a text', '文本'),
  number: text('a number', '数字'),
  int: text('a whole number', '整数'),
  boolean: text('true or false', '布尔值'),
  array: text('a list', '列表'),
  object: text('an object', '对象'),
  record: text('an object', '对象'),
  null: text('null', '空值'),
  undefined: text('nothing', '空'),
}

const kindOf = (value: unknown): Text =>
  typeof value === 'number' && !Number.isInteger(value)
    ? text(`the number ${value}`, `数字${value}`)
    : (kinds[value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value] ?? text('something else', '其他类型'))

function said(issue: Issue, value: unknown): Said {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = kinds[issue.expected] ?? text(issue.expected, issue.expected)
      return value === undefined
        ? missing(expected)
        : wrongType(text(`expected ${expected.en}, found ${kindOf(value).en}.`, `应为${expected.zh}，实际为${kindOf(value).zh}。`), expected)
    }
    case 'invalid_value':
      return oneOf(issue.values.map(String), value)
    case 'invalid_union': {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options : issue.errors.flatMap((errors) => errors.flatMap(optionsOf))
      if (options.length > 0) return oneOf(options.map(String), value)
      const expected = typesOf(issue.errors.flat())
      return value === undefined ? missing(expected) : wrongType(text(`${kindOf(value).en} cannot stand here.`, `此处不能为${kindOf(value).zh}。`), expected)
    }
    case 'too_small':
    case 'too_big':
      return bounded(issue, value)
    case 'invalid_format':
      return issue.format === 'date'
        ? {
            code: 'bad-format',
            message: text(`\`${value}\` is no date.`, `“${value}”不是有效日期。`),
            suggestion: text('Write YYYY-MM-DD, a day that exists.', '请写成YYYY-MM-DD格式的有效日期。'),
          }
        : {
            code: 'bad-format',
            message: text(`\`${value}\` is no clock time.`, `“${value}”不是有效时间。`),
            suggestion: text('Write HH:MM, 24 hours.', '请写成24小时制HH:MM。'),
          }
    case 'invalid_key':
      return { code: 'bad-format', message: text('this key is no id.', '该键不是有效编号。'), suggestion: text('Use 1 to 80 characters.', '请用1至80个字符。') }
    default:
      return issue.path.includes('roles')
        ? {
            code: 'role-without-need',
            message: text('this role asks for nobody.', '该岗位未设人数。'),
            suggestion: text('Give it `count` above 0, or `perStudents`.', '请设“count”（大于0）或“perStudents”。'),
          }
        : { code: 'wrong-value', message: text(`${issue.message}.`, '取值无效。'), suggestion: text('Correct the value.', '请更正取值。') }
  }
}

const missing = (expected: Text): Said => ({
  code: 'missing',
  message: text(`missing: ${expected.en} is required.`, `缺少必填项，应为${expected.zh}。`),
  suggestion: text('Add it.', '请补充。'),
})

const wrongType = (message: Text, expected: Text): Said => ({
  code: 'wrong-type',
  message,
  suggestion: text(`Write ${expected.en}.`, `请填写${expected.zh}。`),
})

function typesOf(issues: readonly Issue[]): Text {
  const types = issues.flatMap((issue) => (issue.code === 'invalid_type' && issue.path.length === 0 ? (kinds[issue.expected] ?? []) : []))
  return text(types.map((t) => t.en).join(' or '), types.map((t) => t.zh).join('或'))
}

const optionsOf = (issue: Issue): unknown[] => (issue.code === 'invalid_value' ? issue.values : [])

function oneOf(options: readonly string[], value: unknown): Said {
  const all = some(options, 12)
  if (value === undefined) return missing(text(`one of ${all.en}`, `以下之一：${all.zh}`))
  const near = typeof value === 'string' ? nearest(value, options) : undefined
  const shown = text(JSON.stringify(value) ?? kindOf(value).en, JSON.stringify(value) ?? kindOf(value).zh)
  const found = shown.en.length <= 100 ? shown : kindOf(value)
  return {
    code: 'not-an-option',
    message: text(`${found.en} is not one of ${all.en}.`, `${found.zh}无效，应为以下之一：${all.zh}。`),
    suggestion: maybe(near) ?? text('Choose one of them.', '请择其一。'),
  }
}

function bounded(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, value: unknown): Said {
  const most = issue.code === 'too_big'
  const bound = issue.code === 'too_big' ? issue.maximum : issue.minimum
  const limit = text(`${most ? 'at most' : 'at least'} ${bound}`, `${most ? '最多' : '至少'}${bound}`)
  const code = most ? 'too-big' : 'too-small'
  if (issue.origin === 'array') {
    const size = (value as unknown[]).length
    return { code, message: text(`a list of ${size}.`, `列表有${size}项。`), suggestion: text(`List ${limit.en}.`, `请列出${limit.zh}项。`) }
  }
  if (issue.origin === 'string') {
    const size = (value as string).length
    return {
      code,
      message: text(`a text of ${size} characters.`, `文本有${size}个字符。`),
      suggestion: text(`Write ${limit.en}.`, `请填写${limit.zh}个字符。`),
    }
  }
  return {
    code,
    message: text(`${value} is out of bounds.`, `${value}超出范围。`),
    suggestion: text(`Choose ${limit.en}.`, `${most ? '最大' : '最小'}为${bound}。`),
  }
}

/** @returns `Maybe …?` */
export const maybe = (word: string | undefined): Text | undefined => (word === undefined ? undefined : text(`Maybe \`${word}\`?`, `是否为“${word}”？`))

export function valueAt(value: unknown, path: Path): unknown {
  let at: unknown = value
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}

/** @returns the schema inside of defaults and the like */
export function bare(schema: Schema): Schema {
  let inner = schema
  while ('innerType' in inner._zod.def) inner = inner._zod.def.innerType as Schema
  return inner
}

function schemaAt(schema: Schema, path: Path): Schema | undefined {
  let at: Schema | undefined = bare(schema)
  for (const key of path) {
    if (at instanceof z.core.$ZodObject) at = at._zod.def.shape[String(key)]
    else if (at instanceof z.core.$ZodArray) at = at._zod.def.element
    else if (at instanceof z.core.$ZodRecord) at = at._zod.def.valueType
    else return at
    if (!at) return undefined
    at = bare(at)
  }
  return at
}

/** @returns the fields of an object's schema, of the fitting option of a union of objects */
function shapeOf(schema: Schema | undefined, value: unknown): Record<string, unknown> | undefined {
  if (schema instanceof z.core.$ZodObject) return schema._zod.def.shape
  if (!(schema instanceof z.core.$ZodDiscriminatedUnion)) return undefined
  const tag = schema._zod.def.discriminator
  const fitting = schema._zod.def.options.find((option) => {
    const literal = option instanceof z.core.$ZodObject ? option._zod.def.shape[tag] : undefined
    return literal instanceof z.core.$ZodLiteral && literal._zod.def.values.includes(valueAt(value, [tag]) as string)
  })
  return shapeOf(fitting, value)
}
