import type { Model, Outcome, SolveOptions, SolveProgress } from './model.ts'
import { afterSeconds, afterSteps } from './stop.ts'

/**
 * Compiles the document and searches until a rule says stop; the best solution found is the outcome, whatever ended the search.
 * Yields to the event loop about every 50 ms, so that a signal can be heard.
 */
export async function solve<Document, Solution>(
  model: Model<Document, Solution>,
  document: Document,
  options: SolveOptions<Solution> = {},
): Promise<Outcome<Solution>> {
  const { stepLimit, seed = 1, signal, onProgress } = options
  const timeLimit = options.timeLimitSeconds ?? (stepLimit === undefined && !options.stop ? 30 : undefined)
  const rules = [...(options.stop ?? [])]
  if (stepLimit !== undefined) rules.unshift(afterSteps(stepLimit))
  if (timeLimit !== undefined) rules.push(afterSeconds(timeLimit))

  const compileStart = performance.now()
  const compiled = model.compile(document)
  if (options.start !== undefined) compiled.encode(options.start)
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  const used = (steps: number) => (stepLimit !== undefined ? steps / stepLimit : timeLimit !== undefined ? seconds() / timeLimit : seconds() / 30)

  let last: SolveProgress = { hard: 0, medium: 0, soft: 0, steps: 0, done: true, seconds: 0, secondsLeft: timeLimit, movesPerSecond: 0 }
  let stopped: Outcome<Solution>['stopped'] = 'done'
  let breath = performance.now()
  for (const progress of compiled.search({ seed, used, ...(stepLimit !== undefined && { stepLimit }) })) {
    const now = seconds()
    const left = timeLimit === undefined ? undefined : Math.max(0, timeLimit - now)
    last = { ...progress, seconds: now, secondsLeft: left, movesPerSecond: Math.round(progress.steps / Math.max(now, 1e-6)) }
    onProgress?.(last)
    if (progress.done) break
    const rule = rules.find((r) => r.reached(last))
    if (rule) {
      stopped = rule.reason
      break
    }
    if (signal?.aborted) {
      stopped = 'cancelled'
      break
    }
    if (performance.now() - breath > 50) {
      await new Promise((resolve) => setImmediate(resolve))
      breath = performance.now()
    }
  }
  return { ...last, solution: compiled.decode(), amounts: compiled.breakdown(), stopped, compileSeconds: (start - compileStart) / 1000, seed }
}
