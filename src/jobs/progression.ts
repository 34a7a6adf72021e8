import { gapsOf } from '../solve/gap.ts'
import type { Cost, SolveProgress } from '../solve/model.ts'
import type { Bound } from '../store/bounds.ts'
import type { Advance, Claim } from '../store/claims.ts'
import type { EventDraft } from '../store/events.ts'
import type { Proof } from './proofs.ts'
import type { Search } from './search.ts'

/** the first checkpoint, in milliseconds, and how much of what has been searched so far may be lost beside that */
const firstCheckpoint = 500
const lost = 0.5

/** @returns milliseconds from one checkpoint to the next, of a search that is so old: a short one has some as well */
export const checkpointMilliseconds = (age: number, checkpointSeconds: number): number =>
  Math.min(checkpointSeconds * 1000, Math.max(firstCheckpoint, age * lost))

/** milliseconds after which a medium cost that stays is taken for the one that a bound should speak of; 0 is at once */
const settledMilliseconds = 2000
/** a proof is not begun with less, in seconds: it would only take from the search */
const leastToProve = 3

/**
 * What a running solve tells, and when: an improvement soon, but ever fewer as the search grows old (some hundred per solve, however long),
 * a bound as it is proved, and where it stands with every checkpoint.
 */
export class Progression {
  private readonly before: { seconds: number; steps: number }
  private readonly checkpointSeconds: number
  private readonly proof: Proof | undefined
  private readonly start = performance.now()
  private toldAt = Number.NEGATIVE_INFINITY
  private told: SolveProgress | undefined
  private toldBound: Bound | null = null
  private wroteAt = performance.now()
  private medium: { cost: number; since: number } | undefined
  /** in the advance that was made last */
  private last: { progress: SolveProgress; spoke: boolean; bound: Bound | null; checkpoint: Uint8Array | undefined } | undefined

  constructor(claim: Pick<Claim, 'seconds' | 'steps'>, checkpointSeconds: number, proof?: Proof) {
    this.before = { seconds: claim.seconds, steps: claim.steps }
    this.checkpointSeconds = checkpointSeconds
    this.proof = proof
  }

  /** @returns what to write now; undefined for nothing */
  next(search: Search): Advance | undefined {
    const progress = search.progress()
    if (!progress) return undefined
    const now = performance.now()
    const elapsed = (now - this.start) / 1000
    const improved = !this.told || progress.hard !== this.told.hard || progress.medium !== this.told.medium || progress.soft !== this.told.soft
    const checkpointDue = now - this.wroteAt >= this.interval(now)
    const improvementDue = improved && now - this.toldAt >= Math.max(250, elapsed * 10)
    const bound = this.proof?.boundFor(progress.medium) ?? null
    const boundDue = isMore(bound, this.toldBound)
    if (!checkpointDue && !improvementDue && !boundDue) return undefined
    const handed = checkpointDue ? search.unsaved() : undefined
    const { hard, medium, soft, secondsLeft, movesPerSecond } = progress
    const spent = this.spent(search)
    const data = { hard, medium, soft, bound, ...gapsOf(progress, bound), ...spent, ...(secondsLeft !== undefined && { secondsLeft }), movesPerSecond }
    const spoke = checkpointDue || improvementDue
    const events: EventDraft[] = []
    if (boundDue) events.push({ type: 'bound', data })
    if (spoke) events.push({ type: improved ? 'improvement' : 'progress', data })
    this.last = { progress, spoke, bound, checkpoint: handed?.document }
    // a search that goes on from the saved timetable is charged what had been spent on it, or what found nothing better since
    const saved = handed
      ? { score: scoreOf(handed.cost), seconds: this.before.seconds + handed.seconds, steps: this.before.steps + handed.steps }
      : checkpointDue && search.isSaved(progress)
        ? { score: scoreOf(progress), ...spent }
        : undefined
    return { score: scoreOf(progress), bound, ...spent, ...(handed && { checkpoint: Buffer.from(handed.document) }), ...(saved && { saved }), events }
  }

  /** The last advance is in the database. */
  written(search: Search): void {
    if (!this.last) return
    const { progress, spoke, bound, checkpoint } = this.last
    const now = performance.now()
    this.toldBound = bound
    if (spoke) {
      this.toldAt = now
      this.told = progress
    }
    if (checkpoint) search.saved(checkpoint)
    if (now - this.wroteAt >= this.interval(now)) this.wroteAt = now
  }

  private interval(now: number): number {
    return checkpointMilliseconds(now - this.start, this.checkpointSeconds)
  }

  /** Asks for a bound of timetables that are as good as the best, in medium, once it seems to stay so. @param seconds that a proof may take */
  settle(search: Search, seconds: number): void {
    const progress = search.progress()
    if (!progress || progress.hard > 0) return
    const now = performance.now()
    if (this.medium?.cost !== progress.medium) this.medium = { cost: progress.medium, since: now }
    if (progress.medium > 0 && now - this.medium.since < settledMilliseconds) return
    const budget = Math.min(seconds, progress.secondsLeft ?? seconds)
    if (budget >= Math.min(leastToProve, seconds)) this.proof?.settle(progress.medium, budget)
  }

  /** @returns seconds and moves of all attempts */
  spent(search: Search): { seconds: number; steps: number } {
    const progress = search.progress()
    return { seconds: this.before.seconds + (progress?.seconds ?? 0), steps: this.before.steps + (progress?.steps ?? 0) }
  }
}

const scoreOf = ({ hard, medium, soft }: Cost): Cost => ({ hard, medium, soft })

/** @returns whether the first says something that the other does not */
function isMore(bound: Bound | null, told: Bound | null): boolean {
  if (!bound) return false
  return !told || bound.soft > told.soft || bound.medium > told.medium || (bound.proven && !told.proven && bound.soft === told.soft)
}
