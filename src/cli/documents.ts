import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Fault, FaultError } from '../../models/after-school/validate/fault.ts'
import { type Io, UsageError } from './command.ts'
import { countOf } from './faults.ts'
import { text as both, type Text } from './text.ts'

/**
 * Reads a JSON document; `-` is standard input.
 *
 * @throws UsageError when the file cannot be read, FaultError when it is not UTF-8 or no JSON
 */
export function readDocument(path: string): unknown {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path === '-' ? 0 : path)
  } catch (error) {
    const reason = reasonOf(error)
    throw new UsageError(both(`cannot read ${path}: ${reason.en}.`, `无法读取 ${path}：${reason.zh}。`))
  }
  try {
    return JSON.parse(decoded(path, bytes))
  } catch (error) {
    throw error instanceof FaultError ? error : new FaultError([notJson(path, error)])
  }
}

/** A document with faults, by the path under which it was given. */
export class DocumentError extends Error {
  readonly path: string
  readonly faults: readonly Fault[]

  constructor(path: string, faults: readonly Fault[]) {
    super(`${path}: ${countOf(faults.length).en}`)
    this.path = path
    this.faults = faults
  }
}

/** @throws DocumentError with every fault that the parser finds */
export function readAs<Document>(path: string, parse: (input: unknown) => Document): Document {
  try {
    return parse(readDocument(path))
  } catch (error) {
    throw error instanceof FaultError ? new DocumentError(path, error.faults) : error
  }
}

/** A result that could not be written where it was to go, and stands on standard output instead. */
export class WriteError extends Error {
  readonly text: Text

  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

/**
 * Writes the result to a file, or to standard output when none is named.
 * @throws WriteError when the file cannot be written: the result is not lost, it goes to standard output
 */
export function writeDocument(path: string | undefined, document: unknown, io: Io): void {
  const text = `${layOut(document)}\n`
  if (path === undefined) {
    io.out(text)
    return
  }
  try {
    writeFileSync(path, text)
  } catch (error) {
    io.out(text)
    const { en, zh } = cannotWrite(path, error)
    throw new WriteError(both(`${en} It is on standard output instead.`, `${zh}结果已改为输出到标准输出。`))
  }
}

/**
 * For commands that work long: what they find must not be lost because it cannot be written.
 * @throws UsageError when nothing can be written there
 */
export function demandWritable(path: string | undefined): void {
  if (path === undefined) return
  try {
    const there = existsSync(path)
    if (there && statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    if (!there && !statSync(dirname(path)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    accessSync(there ? path : dirname(path), constants.W_OK)
  } catch (error) {
    throw new UsageError(cannotWrite(path, error))
  }
}

/** @returns JSON with one line for each entry of a top-level list, so that a difference of two documents is readable and a city's plan stays small */
export function layOut(document: unknown): string {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return JSON.stringify(document)
  const parts = Object.entries(document)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      if (!Array.isArray(value) || value.length === 0) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`
      return `${JSON.stringify(key)}: [\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`
    })
  return `{\n${parts.map((part) => `  ${part}`).join(',\n')}\n}`
}

/** Other encodings are refused: letters that cannot be read would be replaced without a word. A byte order mark is left out. */
function decoded(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FaultError([
      {
        pointer: '',
        value: path,
        code: 'not-utf8',
        message: both(`${path} is not encoded in UTF-8.`, `${path} 不是 UTF-8 编码。`),
        suggestion: both('Save it as UTF-8; it may be GBK or UTF-16 now.', '请另存为 UTF-8 编码；它现在可能是 GBK 或 UTF-16。'),
      },
    ])
  }
}

function notJson(path: string, error: unknown): Fault {
  const reason = error instanceof Error ? error.message : String(error)
  // the engine speaks English alone; what it says of the place can be said in any language
  const [, line, column] = /line (\d+) column (\d+)/.exec(reason) ?? []
  const zh = line === undefined ? '内容不完整或不是 JSON 格式' : `第${line}行第${column}列有误`
  return { pointer: '', value: path, code: 'not-json', message: { en: `${path} is no JSON: ${reason}`, zh: `${path} 不是 JSON：${zh}。` } }
}

function cannotWrite(path: string, error: unknown): Text {
  const reason = reasonOf(error)
  return both(`cannot write ${path}: ${reason.en}.`, `无法写入 ${path}：${reason.zh}。`)
}

const reasons: Readonly<Record<string, Text>> = {
  ENOENT: both('no such file or folder', '文件或文件夹不存在'),
  EISDIR: both('it is a folder', '这是一个文件夹'),
  ENOTDIR: both('what should be a folder on the way is none', '路径中有一段不是文件夹'),
  EACCES: both('no permission', '没有权限'),
  ENOSPC: both('there is no space left', '没有剩余空间'),
}

/** @returns why a file cannot be read or written, in words */
export function reasonOf(error: unknown): Text {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? both(error instanceof Error ? error.message : String(error), `系统错误 ${code}`)
}
