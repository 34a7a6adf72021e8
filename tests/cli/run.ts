import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { run } from '../../src/cli/run.ts'
import type { Language } from '../../src/cli/text.ts'

const root = join(import.meta.dirname, '../..')

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

interface RunOptions {
  readonly cwd?: string
  readonly input?: string
  readonly language?: string
  /** called with everything on standard error so far; may send a signal */
  readonly onErr?: (err: string, kill: (signal: NodeJS.Signals) => void) => void
}

/** Runs the real command in a process of its own. */
export async function afterbell(args: readonly string[], { cwd = root, input = '', language = 'en', onErr }: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [join(root, 'src/cli/main.ts'), ...args], { cwd, env: { ...process.env, AFTERBELL_LANG: language } })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    onErr?.(err, (signal) => child.kill(signal))
  })
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

/** Runs the command in this process: much faster, without signals and standard input. */
export async function inProcess(argv: readonly string[], language: Language = 'en', interrupt = new AbortController().signal): Promise<Ran> {
  let [out, err] = ['', '']
  const code = await run(argv, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    errIsTerminal: false,
    language,
    interrupt,
  })
  return { code, out, err }
}
