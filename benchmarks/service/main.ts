import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.ts'
import { killedProcess, killedWorkers } from './kills.ts'
import { latency } from './latency.ts'
import { mutations } from './mutations.ts'
import { outage } from './outage.ts'
import { type Line, markdown } from './report.ts'

/**
 * `node benchmarks/service/main.ts latency mutations kills embedded-kills outage fuzz`: measures the service and prints a table.
 * `--database URL` names an empty database on a PostgreSQL server (kills, outage, fuzz if wanted); `--stop` and `--go` are the commands that stop and start that server.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    stop: { type: 'string' },
    go: { type: 'string' },
    solves: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    plans: { type: 'string', default: '10000' },
    schemathesis: { type: 'string' },
    examples: { type: 'string', default: '30' },
  },
})
const database = (): string => values.database ?? wanted('--database URL')

const parts: Record<string, () => Promise<Line[]> | Line[]> = {
  latency,
  mutations: () => mutations(Number(values.plans)),
  kills: () => killedWorkers(database(), Number(values.solves)),
  'embedded-kills': () => killedProcess(Number(values.solves)),
  fuzz: () => fuzz({ schemathesis: values.schemathesis ?? wanted('--schemathesis PROGRAM'), database: values.database, examples: Number(values.examples) }),
  outage: () => outage(database(), values.stop ?? wanted('--stop COMMAND'), values.go ?? wanted('--go COMMAND'), Number(values.seconds)),
}

const lines: Line[] = []
for (const name of positionals.length > 0 ? positionals : ['latency', 'mutations']) {
  const part = parts[name] ?? wanted(`one of ${Object.keys(parts).join(', ')}`)
  lines.push(...(await part()))
}
console.log(markdown(lines))
console.log(`\nNode ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}`)

function wanted(what: string): never {
  console.error(`missing ${what}`)
  process.exit(3)
}
