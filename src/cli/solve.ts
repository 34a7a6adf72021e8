import { checkTimetable, parseTimetable } from '../../models/after-school/check/index.ts'
import { planHash } from '../../models/after-school/hash.ts'
import { afterSchool } from '../../models/after-school/model.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import { signTimetable } from '../../models/after-school/report.ts'
import type { Timetable } from '../../models/after-school/timetable.ts'
import type { Outcome, SolveOptions } from '../solve/model.ts'
import { solvePortfolio } from '../solve/portfolio.ts'
import { solve as solveAlone } from '../solve/solve.ts'
import { atTarget } from '../solve/stop.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit } from './command.ts'
import { demandWritable, readAs, writeDocument } from './documents.ts'
import { file, flag, seconds, whole } from './options.ts'
import { progressPrinter } from './progress.ts'
import { proofLine, proofOf } from './proof.ts'
import { summaryLines } from './score.ts'

const options = {
  time: seconds('stop after so long, compiling not counted (default 30 without --steps)'),
  steps: whole('N', 'stop after so many moves, of each thread: the same timetable every time', 1),
  target: whole('SOFT', 'stop as soon as hard and medium are 0 and soft is at most this'),
  seed: whole('N', 'another seed, another search (default 1)', 0, 2 ** 32 - 1),
  threads: whole('N', 'searches side by side, the best one counts (default 1)', 1, 64),
  start: file('a timetable to start from', 'TIMETABLE'),
  bound: seconds('afterwards, prove for so long how much better a timetable could be; the report and --json then say bound and gap'),
  out: file('where to write the timetable (default: standard output)'),
  json: flag('close with one line of JSON: hard, medium, soft, seconds, steps, movesPerSecond, plan, seed, stopped'),
  quiet: flag('say nothing while at work'),
}

const solver = new URL('./solver.ts', import.meta.url)

export const solve: Command = {
  takes: 'PLAN',
  about: 'Makes a timetable: the best one found until the time or the steps are used up, or until it is interrupted (Ctrl-C keeps the best so far).',
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN'], options)
    demandWritable(values.out)
    const plan = readAs(positionals[0]!, afterSchool.parse)
    const start = values.start === undefined ? undefined : readAs(values.start, (input) => parseTimetable(plan, input))
    const threads = values.threads ?? 1
    const progress = progressPrinter(io, values.steps)
    const outcome = await search(plan, threads, {
      seed: values.seed ?? 1,
      signal: io.interrupt,
      ...((values.time !== undefined || values.steps === undefined) && { timeLimitSeconds: values.time ?? 30 }),
      ...(values.target !== undefined && { stop: [atTarget({ hard: 0, medium: 0, soft: values.target })] }),
      ...(values.steps !== undefined && { stepLimit: values.steps }),
      ...(start !== undefined && { start }),
      ...(!values.quiet && { onProgress: progress.hear }),
    })
    progress.end()

    const { seed, steps, stopped, movesPerSecond } = outcome
    const checked = checkTimetable(plan, outcome.solution)
    const { hard, medium, soft } = checked
    if (hard !== outcome.hard || medium !== outcome.medium || soft !== outcome.soft) {
      throw new Error(`the solver says ${outcome.hard} ${outcome.medium} ${outcome.soft}, the checker ${hard} ${medium} ${soft}: one of them is wrong`)
    }
    const proof =
      values.bound === undefined ? undefined : await proofOf(plan, checked, values.bound, stopped === 'done' && outcome.bound === soft, io.interrupt)
    const signed = signTimetable(plan, outcome.solution, { seed, threads, steps, stopped }, checked)
    const timetable = proof ? { ...signed, report: { ...signed.report, bound: proof } } : signed
    writeDocument(values.out, timetable, io)
    if (values.json) {
      const line = {
        hard,
        medium,
        soft,
        seconds: round(outcome.seconds),
        steps,
        movesPerSecond,
        plan: planHash(plan),
        seed,
        stopped,
        ...(proof && { bound: proof, gap: proof.gap }),
      }
      io.out(`${JSON.stringify(line)}\n`)
    } else {
      const tell = values.out === undefined ? io.err : io.out
      tell(summaryLines(checked, timetable.report.unfilled, io.language) + (proof ? proofLine(proof) : ''))
    }
    return hard === 0 ? exit.fine : exit.hard
  },
}

async function search(plan: Plan, threads: number, limits: SolveOptions<Timetable>): Promise<Outcome<Timetable>> {
  return threads === 1 ? solveAlone(afterSchool, plan, limits) : solvePortfolio(solver, plan, { ...limits, threads })
}

/** to a thousandth of a second */
const round = (seconds: number) => Math.round(seconds * 1000) / 1000
