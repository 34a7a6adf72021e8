import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Queue } from '../../src/jobs/queue.ts'
import { webhookQueue } from '../../src/jobs/queue.ts'
import { startWebhooks } from '../../src/jobs/webhooks.ts'
import { newId } from '../../src/store/ids.ts'
import type { Store } from '../../src/store/open.ts'
import { createSolve } from '../../src/store/solves.ts'
import { openEmbedded } from '../store/stores.ts'
import { boxes, openJobs, until } from './open.ts'

describe('webhooks', () => {
  let store: Store
  let queue: Queue
  let plan: (document: object, tenant?: string) => Promise<string>
  const receivers: Server[] = []

  const receiver = async (answer: (response: ServerResponse) => void): Promise<string> => {
    const server = createServer((_, response) => answer(response))
    receivers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }
  /** @returns the webhook's job of a solve of the tenant */
  const send = async (tenant: string, url: string): Promise<void> => {
    const id = newId('solve')
    const order = { seed: 1, threads: 1 }
    const solve = { id, tenant, plan: await plan(boxes(1), tenant), planVersion: 1, order, priority: 0, start: null, webhook: { url, secret: 's' } }
    await createSolve(store.db, solve, (tx) => queue.sendWebhook(tx, { solve: id, tenant }))
  }

  beforeAll(async () => {
    store = await openEmbedded()
    ;({ queue, plan } = await openJobs(store))
  })
  afterAll(async () => {
    for (const each of receivers) each.closeAllConnections()
    for (const each of receivers) each.close()
    await queue.stop()
    await store.close()
  })

  it('of one tenant do not wait for receivers of another that hang, nor for ever for one that answers without end', async () => {
    const hanging: ServerResponse[] = []
    const hang = await receiver((response) => hanging.push(response))
    let cut = false
    const endless = await receiver((response) => {
      const drip = setInterval(() => response.write('.'), 100)
      response.on('close', () => {
        clearInterval(drip)
        cut = true
      })
      response.writeHead(500)
    })
    let told = 0
    const fast = await receiver((response) => {
      told++
      response.end()
    })
    for (let i = 0; i < 5; i++) await send('a', hang)
    await send('b', fast)
    await startWebhooks({ store, queue, allowedHosts: ['127.0.0.1'], patience: 15_000 })
    await until(async () => told > 0)
    expect(hanging).toHaveLength(2)
    await send('b', endless)
    await until(async () => cut, 25)
    const jobs = await queue.boss.findJobs<{ tenant: string }>(webhookQueue, {})
    expect(jobs.filter((j) => j.data.tenant === 'a' && j.state === 'completed')).toEqual([])
  }, 60_000)
})
