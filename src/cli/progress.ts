import type { SolveProgress } from '../solve/model.ts'
import type { Io } from './command.ts'
import { figures, type Language, levels, text } from './text.ts'

const words = { seconds: text('s', '秒'), speed: text('M moves/s', '百万步/秒'), left: text('s left', '秒后结束') }
const millions = (n: number) => (n / 1e6).toFixed(n < 1e7 ? 2 : 1)

/** @returns seconds so far, cost by level, speed and what is left: of the time, else of the steps */
export function progressLine(progress: SolveProgress, language: Language, stepLimit?: number): string {
  const { seconds, hard, medium, soft, movesPerSecond, steps, secondsLeft } = progress
  const byStepsAlone = stepLimit === undefined || movesPerSecond === 0 ? undefined : (stepLimit - steps) / movesPerSecond
  const left = Math.min(secondsLeft ?? Number.POSITIVE_INFINITY, byStepsAlone ?? Number.POSITIVE_INFINITY)
  const parts = [
    `${seconds.toFixed(1).padStart(6)} ${words.seconds[language]}`,
    `${levels.hard[language]} ${figures(hard)}`,
    `${levels.medium[language]} ${figures(medium)}`,
    `${levels.soft[language]} ${figures(soft)}`,
    `${millions(movesPerSecond)} ${words.speed[language]}`,
    ...(Number.isFinite(left) ? [`${Math.max(0, left).toFixed(0)} ${words.left[language]}`] : []),
  ]
  return parts.join('  ')
}

/** Tells progress about once a second: a terminal's last line is written anew, anything else gets a line each time. */
export function progressPrinter(io: Pick<Io, 'err' | 'errIsTerminal' | 'language'>, stepLimit?: number, everyMilliseconds = 1000) {
  const [before, after] = io.errIsTerminal ? ['\r\x1b[K', ''] : ['', '\n']
  let said = Number.NEGATIVE_INFINITY
  let last: SolveProgress | undefined
  const say = (progress: SolveProgress) => io.err(`${before}${progressLine(progress, io.language, stepLimit)}${after}`)
  return {
    hear(progress: SolveProgress): void {
      last = progress
      const now = performance.now()
      if (now - said < everyMilliseconds) return
      said = now
      last = undefined
      say(progress)
    },
    /** says the last that was heard, and leaves the line */
    end(): void {
      if (last) say(last)
      if (io.errIsTerminal) io.err('\n')
    },
  }
}
