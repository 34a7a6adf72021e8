import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { benchSource } from '../benchmarks/service/bench-source.ts'
import { answers } from '../models/after-school/answers.ts'
import type { Plan } from '../models/after-school/plan.ts'
import { domain } from '../models/after-school/service.ts'
import { showWeek } from '../models/after-school/show/index.ts'
import { answersUrl, modelSource } from '../models/after-school/source.ts'
import type { Timetable } from '../models/after-school/timetable.ts'
import { progressPrinter } from './cli/progress.ts'
import type { Answers, Domain } from './service/domain.ts'
import { type ExampleState, placeExample } from './service/example.ts'
import { plainReason } from './service/reason.ts'
import { readSettings, SettingsError } from './service/settings.ts'
import { type RunningService, startService } from './service/start.ts'
import { addStartPage } from './start/app.ts'
import type { Show } from './start/show.ts'

/** `npm start`: the service, with the example school in place and solved as any other plan is. */

const scenariosUrl = new URL('../benchmarks/scenarios/index.ts', import.meta.url).href
const say = (text: string) => process.stdout.write(text)
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const plan = domain.validate(domain.examples[0].plan).plan as Plan
const name = plan.name ?? plan.id
const size = `${plan.classes.length} classes, ${plan.students.length.toLocaleString('en-US')} students, ${plan.staff.length} staff, ${plan.activities.length} activities`
let show: Show = { school: name, size, state: 'solving' }

let service: RunningService | undefined
try {
  const settings = readSettings()
  service = await startService(settings, {
    domain: domain as unknown as Domain,
    answers: answers as unknown as Answers,
    answersUrl,
    source: modelSource,
    bench: benchSource,
    scenariosUrl,
    version,
  })
  const { app, keyless } = service
  if (keyless) addStartPage(app, () => show, plan)
  await app.listen({ port: settings.port, host: settings.host })
  const { port } = app.server.address() as { port: number }
  const url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`
  say(`Afterbell is at ${url}, its reference at ${url}/docs\n`)
  if (keyless) await solveExample(service, url, settings.exampleSeconds)
  else say('Requests need an API key: npm run -s afterbell -- keys create\nCtrl-C stops.\n')
} catch (error) {
  await service?.stop()
  const plain = error instanceof SettingsError ? error.message : plainReason(error)
  if (plain === undefined) throw error
  console.error(plain)
  process.exitCode = 1
}

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    void service?.stop()
  })
}

/** The example is an ordinary plan of the local tenant; it is solved at the first start and kept. */
async function solveExample({ store, queue }: RunningService, url: string, seconds: number): Promise<void> {
  const described = domain.describe(plan)
  const example = await placeExample(store, queue, { json: JSON.stringify(plan), ...described }, seconds)
  say(`\nThe example school: ${name}, ${size}${example.fresh ? `. Solving for ${seconds} s` : ''}:\n`)
  const progress = progressPrinter({ err: say, errIsTerminal: process.stdout.isTTY === true })
  example.watch((state) => {
    if (state.kind === 'running') {
      const { hard, medium, soft, seconds, steps } = state
      const now = {
        hard,
        medium,
        soft,
        steps,
        done: false,
        seconds,
        secondsLeft: Math.max(0, state.secondsLeft),
        movesPerSecond: Math.round(steps / Math.max(seconds, 0.001)),
      }
      show = { ...show, progress: now }
      progress.hear(now)
      return
    }
    progress.end()
    found(state, url)
  })
}

function found(state: Exclude<ExampleState, { kind: 'running' }>, url: string): void {
  if (state.kind === 'failed') {
    show = { ...show, state: 'failed' }
    console.error(`the example was not solved: ${state.error}`)
    return
  }
  const timetable = JSON.parse(gunzipSync(state.document).toString()) as Timetable
  const { hard, medium, soft, seconds } = state
  const week = showWeek(plan, timetable, 'class', plan.classes[0].id, 'zh')
  show = { ...show, state: 'solved', found: { cost: { hard, medium, soft }, seconds, week, timetable } }
  const meaning =
    hard > 0
      ? 'a rule is broken'
      : medium > 0
        ? 'no rule is broken, and something that was asked for is missing'
        : 'no rule is broken, nobody is left over; what remains are wishes'
  say(`\n${week}\nhard ${hard}, medium ${medium}, soft ${soft.toLocaleString('en-US')}: ${meaning}\n`)
  say(`\nLook at ${url}, ask ${url}/v1/plans, read ${url}/docs, or use the command line: npm run -s afterbell -- help\nCtrl-C stops.\n`)
}
