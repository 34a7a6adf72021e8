import type { Cost } from '../../src/solve/model.ts'

const cells = 24

/** One line of progress: a bar over all runs, the run at work, its cost and what is left of it. */
export function progressLine(done: number, asked: number, label: string, timeLimit: number, run: Cost & { readonly seconds: number }): string {
  const share = Math.min(1, (done + Math.min(1, run.seconds / timeLimit)) / asked)
  const bar = '█'.repeat(Math.round(share * cells)).padEnd(cells, '░')
  const left = Math.max(0, (asked - done) * timeLimit - run.seconds)
  return `${bar} ${done}/${asked}  ${label}  hard ${run.hard}  medium ${run.medium}  soft ${run.soft}  ${run.seconds.toFixed(0)} s, ${Math.ceil(left)} s left in all`
}

/** Writes progress to standard error: a terminal's last line anew, several times a second; a file gets a line every ten seconds. */
export class Progress {
  private said = Number.NEGATIVE_INFINITY
  private readonly asked: number
  private readonly timeLimit: number
  private readonly terminal = process.stderr.isTTY

  constructor(asked: number, timeLimit: number) {
    this.asked = asked
    this.timeLimit = timeLimit
  }

  hear(done: number, label: string, run: Cost & { readonly seconds: number }): void {
    const now = performance.now()
    if (now - this.said < (this.terminal ? 200 : 10_000)) return
    this.said = now
    const line = progressLine(done, this.asked, label, this.timeLimit, run)
    process.stderr.write(this.terminal ? `\r\x1b[K${line}` : `${line}\n`)
  }

  /** a line that stays */
  say(line: string): void {
    process.stderr.write(`${this.terminal ? '\r\x1b[K' : ''}${line}\n`)
  }
}
