import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { type Offer, PortExchange } from '../../src/solve/exchange.ts'
import type { Compiled, Exchange, Model, Prospect } from '../../src/solve/model.ts'
import { solve } from '../../src/solve/solve.ts'

const channels: MessageChannel[] = []
afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close()
})

/** An exchange, and what it has said so far. */
function exchange() {
  const channel = new MessageChannel()
  channels.push(channel)
  const said: unknown[] = []
  channel.port2.on('message', (offer: Offer<string>) => said.push(offer))
  return { own: new PortExchange<string>(channel.port1), said }
}
const prospect = (worth: number, solution: string): Prospect<string> => ({ worth, solution })

describe('what a search goes on from', () => {
  test('is told to the others once', async () => {
    const { own, said } = exchange()
    expect(own.compare(prospect(5, 'mine'))).toBeUndefined()
    expect(own.compare(prospect(5, 'mine'))).toBeUndefined()
    await expect.poll(() => said).toEqual([{ prospect: prospect(5, 'mine') }])
  })

  test('gives way to something better from another thread, and to the best of several', () => {
    const { own } = exchange()
    own.hear({ prospect: prospect(4, 'theirs') })
    own.hear({ prospect: prospect(3, 'best') })
    own.hear({ prospect: prospect(6, 'worse') })
    expect(own.compare(prospect(5, 'mine'))).toEqual(prospect(3, 'best'))
    // once it is taken over there is nothing to say
    expect(own.compare(prospect(3, 'best'))).toBeUndefined()
  })

  test('is kept, and told, where another one’s is worse', async () => {
    const { own, said } = exchange()
    own.hear({ prospect: prospect(6, 'theirs') })
    expect(own.compare(prospect(5, 'mine'))).toBeUndefined()
    await expect.poll(() => said).toEqual([{ prospect: prospect(5, 'mine') }])
  })

  test('is not told where another one’s is better', async () => {
    const { own, said } = exchange()
    own.hear({ prospect: prospect(4, 'theirs') })
    own.compare(prospect(5, 'mine'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(said).toEqual([])
  })
})

test('the driver asks about it while the search has something to go on from, and hands over what is better', async () => {
  const pursued: Prospect<string>[] = []
  let steps = 0
  const model: Model<null, string> = {
    name: 'warm for a while',
    parse: () => null,
    compile: (): Compiled<string> => ({
      encode: () => {},
      *search() {
        for (;;) {
          const until = performance.now() + 5
          while (performance.now() < until);
          yield { hard: 0, medium: 0, soft: 1, steps: ++steps, done: false }
        }
      },
      adopt: () => {},
      prospect: () => (pursued.length === 0 ? prospect(5, 'mine') : undefined),
      pursue: (better) => pursued.push(better),
      decode: () => 'mine',
      breakdown: () => ({}),
    }),
  }
  const asked: Prospect<string>[] = []
  const trades: Exchange<string> = {
    trade: () => undefined,
    compare: (own) => {
      asked.push(own)
      return asked.length > 1 ? prospect(4, 'theirs') : undefined
    },
  }
  await solve(model, null, { timeLimitSeconds: 0.5, exchange: trades })
  expect(asked).toEqual([prospect(5, 'mine'), prospect(5, 'mine')])
  expect(pursued).toEqual([prospect(4, 'theirs')])
})
