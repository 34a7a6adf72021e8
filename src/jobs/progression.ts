import type { SolveProgress } from '../solve/model.ts'
import type { Bound, KnownBound } from '../store/bounds.ts'
import type { Advance, Claim } from '../store/claims.ts'
import type { EventDraft } from '../store/events.ts'
import type { Search } from './search.ts'

/**
 * What a running solve tells, and when: an improvement soon, but ever fewer as the search grows old (some hundred per solve, however long),
 * and where it stands with every checkpoint.
 */
export class Progression {
  private readonly before: { seconds: number; steps: number }
  private readonly checkpointSeconds: number
  private readonly bound: KnownBound | undefined
  private readonly start = performance.now()
  private toldAt = Number.NEGATIVE_INFINITY
  private told: SolveProgress | undefined
  private wroteAt = performance.now()
  /** in the advance that was made last */
  private last: SolveProgress | undefined
  private offered: Uint8Array | undefined

  constructor(claim: Pick<Claim, 'seconds' | 'steps' | 'bound'>, checkpointSeconds: number) {
    this.bound = claim.bound
    this.before = { seconds: claim.seconds, steps: claim.steps }
    this.checkpointSeconds = checkpointSeconds
  }

  /** @returns what to write now; undefined for nothing */
  next(search: Search): Advance | undefined {
    const progress = search.progress()
    if (!progress) return undefined
    const now = performance.now()
    const elapsed = (now - this.start) / 1000
    const improved = !this.told || progress.hard !== this.told.hard || progress.medium !== this.told.medium || progress.soft !== this.told.soft
    const checkpointDue = now - this.wroteAt >= this.checkpointSeconds * 1000
    const improvementDue = improved && now - this.toldAt >= Math.max(250, elapsed * 10)
    if (!checkpointDue && !improvementDue) return undefined
    const checkpoint = checkpointDue ? search.unsaved() : undefined
    const { hard, medium, soft, secondsLeft, movesPerSecond } = progress
    const spent = this.spent(search)
    const event: EventDraft = {
      type: improved ? 'improvement' : 'progress',
      data: { hard, medium, soft, bound: this.boundOf(medium), ...spent, ...(secondsLeft !== undefined && { secondsLeft }), movesPerSecond },
    }
    this.last = progress
    this.offered = checkpoint
    return { score: { hard, medium, soft }, ...spent, ...(checkpoint && { checkpoint: Buffer.from(checkpoint) }), events: [event] }
  }

  /** what is proved for timetables of this medium cost; null for nothing, as in a version's first solve */
  private boundOf(medium: number): Bound | null {
    if (!this.bound || medium > this.bound.upToMedium) return null
    const { upToMedium: _, ...bound } = this.bound
    return bound
  }

  /** The last advance is in the database. */
  written(search: Search): void {
    const now = performance.now()
    this.toldAt = now
    this.told = this.last
    if (this.offered) search.saved(this.offered)
    if (now - this.wroteAt >= this.checkpointSeconds * 1000) this.wroteAt = now
  }

  /** @returns seconds and moves of all attempts */
  spent(search: Search): { seconds: number; steps: number } {
    const progress = search.progress()
    return { seconds: this.before.seconds + (progress?.seconds ?? 0), steps: this.before.steps + (progress?.steps ?? 0) }
  }
}
