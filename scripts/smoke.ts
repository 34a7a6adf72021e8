/** `npm run smoke`: a newcomer's first minutes, from a clean clone: install, start, see the example solved, stop. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const waits = { start: 60_000, example: 180_000, stop: 20_000 }

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'afterbell-smoke-'))
const clone = join(folder, 'afterbell')
let running: ChildProcess | undefined
try {
  step('a clean clone')
  execFileSync('git', ['clone', '--quiet', '--no-local', '--depth', '1', `file://${root}`, clone], { stdio: 'inherit' })
  step('npm ci')
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: clone, stdio: 'inherit' })
  const port = await freePort()
  step(`npm start, on port ${port}`)
  // a group of its own, so that nothing of it can outlive a failure here
  const child = spawn('npm', ['start'], {
    cwd: clone,
    stdio: 'inherit',
    detached: true,
    env: { ...process.env, PORT: String(port), AFTERBELL_DATA: join(folder, 'data') },
  })
  running = child
  const url = `http://127.0.0.1:${port}`
  await until('/healthz answers', waits.start, async () => (await fetch(`${url}/healthz`)).status === 200, child)
  await until('the example is solved', waits.example, async () => (await fetch(`${url}/example/timetable`)).status === 200, child)
  const timetable = (await (await fetch(`${url}/example/timetable`)).json()) as { sections: unknown[]; posts: unknown[]; report: { hard: number } }
  if (timetable.report.hard !== 0) throw new Error(`the example breaks ${timetable.report.hard} hard rules`)
  if (timetable.sections.length === 0 || timetable.posts.length === 0) throw new Error('the example’s timetable is empty')
  const page = await (await fetch(url)).text()
  if (!page.includes('hard 0')) throw new Error('the page does not show the score')
  step(`solved: ${timetable.sections.length} sections, ${timetable.posts.length} posts`)
  child.kill('SIGTERM')
  const stopped = once(child, 'exit', { signal: AbortSignal.timeout(waits.stop) })
  const [code, signal] = await stopped
  if (code !== 0) throw new Error(`it stopped with ${code === null ? signal : `code ${code}`}`)
  running = undefined
  step('stopped, as asked')
} finally {
  if (running?.pid && running.exitCode === null) process.kill(-running.pid, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}

function step(what: string): void {
  console.log(`smoke: ${what}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** asks twice a second; a refused connection only means that it is too early */
async function until(what: string, milliseconds: number, holds: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  const end = performance.now() + milliseconds
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode} before ${what}`)
    if (await holds().catch(() => false)) return step(what)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error(`not within ${milliseconds / 1000} s: ${what}`)
}
