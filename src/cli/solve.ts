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
import { text } from './text.ts'

const options = {
  time: seconds(text('stop after so long, compiling not counted (default 30 without --steps)', '运行该秒数后停止，不含编译（无 --steps 时默认 30）')),
  steps: whole('N', text('stop after so many moves, of each thread: the same timetable every time', '每个线程走这么多步后停止：每次结果相同'), 1),
  target: whole('SOFT', text('stop as soon as hard and medium are 0 and soft is at most this', '硬性与中等为 0 且软性不超过该值时停止')),
  seed: whole('N', text('another seed, another search (default 1)', '换一个种子即换一次搜索（默认 1）'), 0, 2 ** 32 - 1),
  threads: whole('N', text('searches side by side, the best one counts (default 1)', '并行搜索的个数，取最好的一个（默认 1）'), 1, 64),
  start: file(text('a timetable to start from', '作为起点的课表'), 'TIMETABLE'),
  bound: seconds(
    text(
      'afterwards, prove for so long how much better a timetable could be; the report and --json then say bound and gaps',
      '求解后用该秒数证明还能好多少；报告与 --json 给出下界与差距',
    ),
  ),
  out: file(text('where to write the timetable (default: standard output)', '课表写到哪里（默认标准输出）')),
  json: flag(
    text(
      'close with one line of JSON: hard, medium, soft, seconds, steps, movesPerSecond, plan, seed, stopped, floor, aboveFloor',
      '最后输出一行 JSON：hard、medium、soft、seconds、steps、movesPerSecond、plan、seed、stopped、floor、aboveFloor',
    ),
  ),
  quiet: flag(text('say nothing while at work', '运行时不输出进度')),
}

const solver = new URL('./solver.ts', import.meta.url)

export const solve: Command = {
  takes: 'PLAN',
  about: text(
    'Makes a timetable: the best one found until the time or the steps are used up, or until it is interrupted (Ctrl-C keeps the best so far).',
    '求解课表：在时间或步数用完、或被中断之前找到的最好课表（Ctrl-C 保留目前最好的）。',
  ),
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
    const signed = signTimetable(plan, outcome.solution, { seed, threads, steps, stopped }, checked)
    const { floor, aboveFloor } = signed.report
    const optimal = stopped === 'done' && outcome.bound === soft
    const proof = values.bound === undefined ? undefined : await proofOf(plan, signed.report, values.bound, optimal, io.interrupt)
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
        floor,
        aboveFloor,
        ...(proof && { bound: proof, gap: proof.gap, gapAboveFloor: proof.gapAboveFloor }),
      }
      io.out(`${JSON.stringify(line)}\n`)
    } else {
      const tell = values.out === undefined ? io.err : io.out
      tell(summaryLines(checked, timetable.report, io.language) + (proof ? proofLine(proof, io.language) : ''))
    }
    return hard === 0 ? exit.fine : exit.hard
  },
}

async function search(plan: Plan, threads: number, limits: SolveOptions<Timetable>): Promise<Outcome<Timetable>> {
  return threads === 1 ? solveAlone(afterSchool, plan, limits) : solvePortfolio(solver, plan, { ...limits, threads })
}

/** to a thousandth of a second */
const round = (seconds: number) => Math.round(seconds * 1000) / 1000
