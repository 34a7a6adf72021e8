import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showFigures } from '../../src/service/figures.ts'
import { Metrics } from '../../src/service/metrics.ts'
import type { Store } from '../../src/store/open.ts'

describe('a worker’s figures', () => {
  const metrics = new Metrics()
  let there = true
  const store = { ping: async () => (there ? undefined : Promise.reject(new Error('away'))) } as unknown as Store
  let figures: Awaited<ReturnType<typeof showFigures>>
  beforeAll(async () => {
    figures = await showFigures({ host: '127.0.0.1', port: 0, store, metrics, worker: { running: 2, stop: async () => {} } })
  })
  afterAll(() => figures.close())
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${figures.port}${path}`)
    return [answer.status, await answer.text()] as const
  }

  it('tell of its solves', async () => {
    metrics.solveEnded({ state: 'done', seconds: 2, steps: 300 })
    metrics.gapProved(0.2)
    const [status, text] = await get('/metrics')
    expect(status).toBe(200)
    for (const line of [
      'afterbell_solves_running_here 2',
      'afterbell_moves_total 300',
      'afterbell_solve_seconds_count{state="done"} 1',
      'afterbell_solve_gap_count 1',
    ])
      expect(text).toContain(`${line}\n`)
  })

  it('tell whether it lives and its database answers', async () => {
    expect([(await get('/healthz'))[0], (await get('/readyz'))[0], (await get('/v1/plans'))[0]]).toEqual([200, 200, 404])
    there = false
    expect([(await get('/healthz'))[0], (await get('/readyz'))[0]]).toEqual([200, 503])
  })
})
