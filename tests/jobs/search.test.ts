import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { startSearch } from '../../src/jobs/search.ts'
import { source as toy } from './open.ts'

const twoHalves = new URL('./two-halves.ts', import.meta.url).href
const source = { modelUrl: twoHalves, modelName: 'model', domainUrl: twoHalves }
const task = { source, plan: gzipSync('{}'), checkpointSeconds: 0.1, standBack: false }

it.each([
  [1, 5],
  [2, 1],
])('%i threads, which hand each other their best, come down to %i', async (threads, soft) => {
  const search = startSearch({ ...task, timeSeconds: 1.5 }, 1, threads)
  const { score, stopped } = await search.outcome
  expect([score, stopped]).toEqual([{ hard: 0, medium: 0, soft }, 'time'])
  expect(search.progress()).toMatchObject({ soft })
  // checkpoints on the way are the best of all threads
  expect(search.unsaved()).toBeDefined()
})

it('ends all threads with the first that reaches the target', async () => {
  const search = startSearch({ ...task, timeSeconds: 60, target: { hard: 0, medium: 0, soft: 3 } }, 1, 2)
  expect(await search.outcome).toMatchObject({ score: { soft: 3 }, stopped: 'target' })
})

it('under a step limit, every thread does its steps and none is handed anything', async () => {
  const { score, stopped } = await startSearch({ ...task, steps: 60 }, 1, 2).outcome
  expect([score.soft, stopped]).toEqual([3, 'steps'])
})

it('fails with the thread that breaks', async () => {
  const plan = gzipSync(JSON.stringify({ id: 'breaks', boxes: [{ id: 'a', room: 1 }], students: [] }))
  await expect(startSearch({ ...task, source: toy, plan }, 1, 2).outcome).rejects.toThrow('this toy breaks')
})
