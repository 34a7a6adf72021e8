import { type ZodType, z } from 'zod'
import { rebalanceId } from './contract.ts'

/** bytes of the largest list of changes; it is parsed in a clerk's thread */
export const changesBytes = 1_000_000

/** What a rebalance is asked for. @param changes the model's list of changes */
export const rebalanceOrder = (changes: ZodType) =>
  z.strictObject({
    changes,
    after: rebalanceId.optional().describe('go on from this answer to earlier changes; without it, from the timetable itself'),
    deadlineSeconds: z.number().min(0).max(30).default(2).describe('seconds to wait for the answer'),
  })
