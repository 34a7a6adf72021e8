import type { Compiled, Cost, Improver, Model, Outcome, SolveOptions, SolveProgress } from './model.ts'
import { afterSeconds, afterSteps, type StopRule } from './stop.ts'

/** milliseconds without a look at the event loop */
const breathMilliseconds = 50
/** how often progress is said while an improver is at work, in milliseconds */
const pulseMilliseconds = 200
/** an improver is not begun with less, in seconds */
const leastToImprove = 0.1

/**
 * Compiles the document and searches until a rule says stop; the best solution found is the outcome, whatever ended the search. Under a time limit the model's improver has the end of it.
 * Yields to the event loop about every 50 ms, so that a signal can be heard.
 */
export async function solve<Document, Solution>(
  model: Model<Document, Solution>,
  document: Document,
  options: SolveOptions<Solution> = {},
): Promise<Outcome<Solution>> {
  const { stepLimit, seed = 1, signal, onProgress } = options
  const timeLimit = options.timeLimitSeconds ?? (stepLimit === undefined && !options.stop ? 30 : undefined)
  const improver = stepLimit === undefined && timeLimit !== undefined ? model.improver?.(document) : undefined
  const share = improver ? Math.max(improver.share, options.improvingShare ?? 0) : 0
  const searchLimit = timeLimit === undefined ? undefined : Math.min(timeLimit * (1 - share), improver?.searchSeconds ?? Number.POSITIVE_INFINITY)
  const exchange = stepLimit === undefined ? options.exchange : undefined
  const rules = [...(options.stop ?? [])]
  if (stepLimit !== undefined) rules.unshift(afterSteps(stepLimit))

  const compileStart = performance.now()
  const compiled = model.compile(document)
  if (options.start !== undefined) compiled.encode(options.start)
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  const used = (steps: number) =>
    stepLimit !== undefined ? steps / stepLimit : searchLimit !== undefined ? seconds() / Math.max(searchLimit, 1e-6) : seconds() / 30
  const search = compiled.search({ seed, used, ...(stepLimit !== undefined && { stepLimit }) })

  let last: SolveProgress = { hard: 0, medium: 0, soft: 0, steps: 0, done: true, seconds: 0, secondsLeft: timeLimit, movesPerSecond: 0 }
  /** lets the search make its next batch. @returns whether it did */
  const advance = (): boolean => {
    const next = search.next()
    if (next.done) return false
    say(next.value)
    return true
  }
  const say = (progress: SolveProgress | Omit<SolveProgress, 'seconds' | 'secondsLeft' | 'movesPerSecond'>) => {
    const now = seconds()
    const left = timeLimit === undefined ? undefined : Math.max(0, timeLimit - now)
    last = { ...progress, seconds: now, secondsLeft: left, movesPerSecond: Math.round(progress.steps / Math.max(now, 1e-6)) }
    onProgress?.(last)
  }
  const ended = (more: readonly StopRule[]): Outcome<Solution>['stopped'] | undefined =>
    last.done ? 'done' : ([...rules, ...more].find((rule) => rule.reached(last))?.reason ?? (signal?.aborted ? 'cancelled' : undefined))
  const trade = () => {
    if (!exchange || !compiled.adopt) return
    const better = exchange.trade(last, used(last.steps), () => compiled.decode())
    if (better !== undefined) compiled.adopt(better)
    const own = compiled.prospect?.()
    const prospect = own && exchange.compare(own)
    if (prospect) compiled.pursue?.(prospect)
  }

  let stopped: Outcome<Solution>['stopped'] = 'done'
  let breath = performance.now()
  const searchRules = searchLimit === undefined ? [] : [afterSeconds(searchLimit)]
  while (advance()) {
    const reason = ended(searchRules)
    if (reason) {
      stopped = reason
      break
    }
    if (performance.now() - breath > breathMilliseconds) {
      await new Promise((resolve) => setImmediate(resolve))
      trade()
      breath = performance.now()
    }
  }
  if (improver && stopped === 'time' && share > 0 && timeLimit !== undefined) {
    const left = () => timeLimit - seconds()
    let reason: Outcome<Solution>['stopped'] | undefined
    while (!reason && left() > leastToImprove && compiled.adopt) {
      trade()
      const done = await improveOnce(improver, compiled, { timeLimitSeconds: left(), ...(signal && { signal }) }, () => say(last))
      // a batch from there: the search prices what it has taken over
      if (!advance()) break
      if (done) say({ ...last, done: true, bound: last.soft })
      reason = ended([])
    }
    stopped = reason ?? 'time'
  }
  return { ...last, solution: compiled.decode(), amounts: compiled.breakdown(), stopped, compileSeconds: (start - compileStart) / 1000, seed }
}

/** @returns whether nothing better exists */
async function improveOnce<Solution>(
  improver: Improver<Solution>,
  compiled: Compiled<Solution>,
  options: Parameters<Improver<Solution>['improve']>[1],
  pulse: () => void,
): Promise<boolean> {
  const timer = setInterval(pulse, pulseMilliseconds)
  try {
    const { solution, done } = await improver.improve(compiled.decode(), options)
    if (solution !== undefined) compiled.adopt?.(solution)
    return done
  } finally {
    clearInterval(timer)
  }
}

/** @returns whether the first is better, by level */
export function isBetter(a: Cost, b: Cost): boolean {
  return (a.hard - b.hard || a.medium - b.medium || a.soft - b.soft) < 0
}
