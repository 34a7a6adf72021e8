import { existsSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { afterSchool } from '../../models/after-school/model.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import type { Change } from '../../models/after-school/rebalance/index.ts'
import { Random } from '../../src/kernel/random.ts'
import { solve } from '../../src/solve/solve.ts'
import { generate } from '../scenarios/index.ts'
import { Client, quantile } from '../service/client.ts'
import { freePort, start, temporaryFolder, until } from '../service/processes.ts'
import { absence, serviceDays } from './disruptions.ts'

/**
 * How long a caller waits who tells the service of an absence: `node benchmarks/rebalance/service.ts --school city --seed 2`. One line of JSON for each part, of the service idle and beside a
 * running solve of the same plan. Milliseconds of wall clock, request to answer.
 */
const { values } = parseArgs({
  options: {
    school: { type: 'string', default: 'city' },
    seed: { type: 'string', default: '2' },
    time: { type: 'string', default: '20' },
    absences: { type: 'string', default: '100' },
    together: { type: 'string', default: '20' },
    timetable: { type: 'string', default: 'solved' },
  },
})
const school = (['village', 'town', 'city', 'campus'] as const).find((name) => name === values.school)
if (!school) throw new RangeError(`no school ${values.school}`)
const seed = Number(values.seed)
const made = generate({ school, seed, tier: 'normal' })
const plan: Plan = afterSchool.parse(made.plan)
const timetable = values.timetable === 'planted' ? made.planted! : (await solve(afterSchool, plan, { timeLimitSeconds: Number(values.time), seed })).solution
const days = serviceDays(plan, timetable)

const folder = temporaryFolder()
const port = await freePort()
const service = start('main', {
  PORT: String(port),
  AFTERBELL_DATA: folder.path,
  AFTERBELL_SOLVERS: '1',
  AFTERBELL_EXAMPLE_SECONDS: '1',
  AFTERBELL_BOUND_SECONDS: '0',
})
try {
  const client = new Client(`http://127.0.0.1:${port}`)
  await until(async () => (await client.call('GET', '/readyz')).status === 200, 120, 'the service')
  const { id } = await client.json<{ id: string }>('POST', '/v1/plans', made.plan as object)
  const kept = await client.json<{ id: string; score: { hard: number } }>('POST', `/v1/plans/${id}/timetables`, timetable as object)
  const url = `/v1/timetables/${kept.id}/rebalances`
  // the thread that answers compiles the plan at its first request
  const first = await asked(client, url, absences(new Random(seed + 1), 1))
  say({ part: 'first request', milliseconds: Math.round(first.milliseconds) })
  for (const beside of ['nothing', 'a running solve'] as const) {
    if (beside === 'a running solve') {
      const { id: running } = await client.json<{ id: string }>('POST', `/v1/plans/${id}/solves`, { limits: { timeSeconds: 3000 } })
      await until(async () => (await client.json<{ state: string }>('GET', `/v1/solves/${running}`)).state === 'running', 60, 'a solve')
    }
    const random = new Random(seed)
    for (const [part, together, runs] of [
      ['one absence', 1, Number(values.absences)],
      ['five at once', 5, Number(values.together)],
    ] as const) {
      const answers: Asked[] = []
      const before = processorMilliseconds()
      for (let i = 0; i < runs; i++) answers.push(await asked(client, url, absences(random, together)))
      const milliseconds = answers.map((one) => one.milliseconds)
      say({
        part,
        beside,
        runs,
        // beside a solve most of it is the solve's
        ...(beside === 'nothing' && { processorEach: Math.round((processorMilliseconds() - before) / runs) }),
        p50: Math.round(quantile(milliseconds, 0.5)),
        p95: Math.round(quantile(milliseconds, 0.95)),
        answeredAtOnce: answers.filter(({ status }) => status === 201).length,
        hardZero: answers.filter(({ hard }) => hard === 0).length,
        proven: answers.filter(({ proven }) => proven).length,
        load: Math.round(loadavg()[0]! * 10) / 10,
      })
    }
  }
} finally {
  await service.kill('SIGKILL')
  folder.remove()
}

interface Asked {
  readonly milliseconds: number
  readonly status: number
  readonly hard: number | undefined
  readonly proven: boolean | undefined
}

async function asked(client: Client, url: string, changes: readonly Change[]): Promise<Asked> {
  const { status, text, milliseconds } = await client.call('POST', url, { changes })
  const { answer } = JSON.parse(text) as { answer: { hard: number; proven: boolean } | null }
  return { milliseconds, status, hard: answer?.hard, proven: answer?.proven }
}

/** so many people away on one day */
function absences(random: Random, n: number): Change[] {
  const day = days[random.below(days.length)]!
  const away = new Set<string>()
  return Array.from({ length: n }, () => {
    const change = absence(random, day, away)
    if (change.kind === 'staff-away') away.add(change.staff)
    return change
  })
}

/** processor time of the service so far, all its threads; 0 where the system does not tell */
function processorMilliseconds(): number {
  const stat = `/proc/${service.child.pid}/stat`
  if (!existsSync(stat)) return 0
  const fields = readFileSync(stat, 'utf8').split(') ')[1]!.split(' ')
  // user and system time, in hundredths of a second
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function say(line: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ school, seed, ...line })}\n`)
}
