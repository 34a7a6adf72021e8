import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'

const httpBuckets = [0.005, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
const gapBuckets = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
const speedBuckets = [10_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
const solveBuckets = [1, 5, 15, 30, 60, 300, 900, 3600]

type Labels = Readonly<Record<string, string | number>>

class Counter {
  private readonly values = new Map<string, number>()
  readonly name: string
  readonly help: string
  constructor(name: string, help: string) {
    this.name = name
    this.help = help
  }
  add(labels: Labels, amount = 1): void {
    const key = labelText(labels)
    this.values.set(key, (this.values.get(key) ?? 0) + amount)
  }
  lines(): string[] {
    return [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} counter`, ...[...this.values].map(([key, n]) => `${this.name}${key && `{${key}}`} ${n}`)]
  }
}

class Histogram {
  private readonly values = new Map<string, { counts: number[]; sum: number; count: number }>()
  readonly name: string
  readonly help: string
  readonly buckets: readonly number[]
  constructor(name: string, help: string, buckets: readonly number[]) {
    this.name = name
    this.help = help
    this.buckets = buckets
  }
  observe(labels: Labels, value: number): void {
    const key = labelText(labels)
    const entry = this.values.get(key) ?? { counts: this.buckets.map(() => 0), sum: 0, count: 0 }
    this.values.set(key, entry)
    entry.sum += value
    entry.count++
    for (const [i, bound] of this.buckets.entries()) if (value <= bound) entry.counts[i]!++
  }
  lines(): string[] {
    const series = [...this.values].flatMap(([key, { counts, sum, count }]) => {
      const more = key && `${key},`
      return [
        ...this.buckets.map((bound, i) => `${this.name}_bucket{${more}le="${bound}"} ${counts[i]}`),
        `${this.name}_bucket{${more}le="+Inf"} ${count}`,
        `${this.name}_sum${key && `{${key}}`} ${sum}`,
        `${this.name}_count${key && `{${key}}`} ${count}`,
      ]
    })
    return [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} histogram`, ...series]
  }
}

const labelText = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`)
    .join(',')

/** What the process has done, in Prometheus' text format. */
export class Metrics {
  private readonly requests = new Histogram('afterbell_http_request_seconds', 'time to answer, by route and status', httpBuckets)
  private readonly solves = new Histogram('afterbell_solve_seconds', 'seconds searched by solves that ended in this process, by state', solveBuckets)
  private readonly gaps = new Histogram('afterbell_solve_gap', 'share of the soft cost of ended solves that is not proved to be needed', gapBuckets)
  private readonly speeds = new Histogram('afterbell_solve_moves_per_second', 'moves tried a second by solves that ended in this process', speedBuckets)
  private readonly moves = new Counter('afterbell_moves_total', 'moves tried by solves that ended in this process')
  private readonly searched = new Counter('afterbell_searched_seconds_total', 'seconds searched: moves divided by it is the speed')
  private readonly loop = monitorEventLoopDelay({ resolution: 10 })

  constructor() {
    this.loop.enable()
  }

  watch(app: FastifyInstance): void {
    app.addHook('onResponse', async (request, reply) => {
      this.requests.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
    })
  }

  solveEnded({ state, seconds, steps }: { state: string; seconds: number; steps: number }): void {
    this.solves.observe({ state }, seconds)
    this.moves.add({}, steps)
    this.searched.add({}, seconds)
    if (seconds > 0) this.speeds.observe({}, steps / seconds)
  }

  gapProved(gap: number): void {
    this.gaps.observe({}, gap)
  }

  /** @param gauges what is counted at this moment */
  text(gauges: Readonly<Record<string, { help: string; value: number }>>): string {
    const now = {
      ...gauges,
      afterbell_event_loop_delay_max_seconds: { help: 'longest block of the thread that answers, since the last look', value: this.loop.max / 1e9 },
      afterbell_event_loop_delay_p99_seconds: { help: 'its 99th percentile', value: this.loop.percentile(99) / 1e9 },
      afterbell_resident_bytes: { help: 'memory of the process', value: process.memoryUsage.rss() },
    }
    this.loop.reset()
    const lines = Object.entries(now).flatMap(([name, { help, value }]) => [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, `${name} ${value}`])
    return `${[...lines, ...this.requests.lines(), ...this.solves.lines(), ...this.gaps.lines(), ...this.speeds.lines(), ...this.moves.lines(), ...this.searched.lines()].join('\n')}\n`
  }
}
