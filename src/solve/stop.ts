import type { SolveProgress } from './model.ts'

/** Says when to stop, and why. */
export interface StopRule {
  readonly reason: 'time' | 'steps' | 'target'
  reached(progress: SolveProgress): boolean
}

export const afterSeconds = (seconds: number): StopRule => ({ reason: 'time', reached: (p) => p.seconds >= seconds })
export const afterSteps = (steps: number): StopRule => ({ reason: 'steps', reached: (p) => p.steps >= steps })

/** Stops at a cost that is at most this one, by level. */
export const atTarget = (target: { hard: number; medium: number; soft: number }): StopRule => ({
  reason: 'target',
  reached: (p) => p.hard < target.hard || (p.hard === target.hard && (p.medium < target.medium || (p.medium === target.medium && p.soft <= target.soft))),
})
