import { gzipSync } from 'node:zlib'
import { afterEach, expect, it } from 'vitest'
import { Proofs } from '../../src/jobs/proofs.ts'
import { boxes, source, until } from './open.ts'

const known = { medium: 0, soft: 3, covers: ['earlier'], proven: false, upToMedium: 2 }
const plan = (id = 'toy') => gzipSync(JSON.stringify(boxes(5, id)))
const opened: Proofs[] = []
const proofs = (url = source.domainUrl) => {
  opened.push(new Proofs(url))
  return opened.at(-1)!
}
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())))

it('tells a floor of every timetable, then a bound of those that are asked about', async () => {
  const proof = proofs().begin(plan(), undefined)
  expect(proof.boundFor(0)).toBe(null)
  expect(await until(async () => proof.boundFor(7) ?? undefined)).toEqual({ medium: 0, soft: 0, covers: ['nothing'], proven: false, floor: 0 })
  proof.settle(4, 1)
  expect(await until(async () => proof.boundFor(4)?.proven && proof.boundFor(4))).toEqual({ medium: 0, soft: 1, covers: ['evenness'], proven: true, floor: 0 })
  // it says nothing of timetables that cost more in medium, and holds for those that cost less
  expect([proof.boundFor(5)?.soft, proof.boundFor(0)?.soft]).toEqual([0, 1])
})

it('begins with what is known, and keeps the higher of two', async () => {
  const proof = proofs().begin(plan(), undefined, known)
  const { upToMedium: _, ...bound } = known
  expect([proof.boundFor(2), proof.boundFor(3)]).toEqual([bound, null])
  await until(async () => proof.boundFor(9) !== null)
  // asked about fewer timetables than are known about: nothing is proved anew
  proof.settle(1, 1)
  proof.settle(3, 1)
  await until(async () => proof.boundFor(3)?.proven)
  expect([proof.boundFor(2)?.soft, proof.boundFor(3)?.soft]).toEqual([3, 1])
})

it('proves by the weights that it is asked for', async () => {
  const file = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`
  const weighing = file('export const answers = { floor: (plan) => ({ medium: 0, soft: plan.weights.room ?? 1, covers: [], proven: false }) }')
  const both = proofs(weighing)
  const [own, other] = [both.begin(gzipSync('{"weights":{"rest":2}}'), undefined), both.begin(gzipSync('{"weights":{"rest":2}}'), { room: 7 })]
  expect(await until(async () => other.boundFor(0) ?? undefined)).toMatchObject({ soft: 7 })
  expect(own.boundFor(0)).toMatchObject({ soft: 1 })
})

it('goes without where a proof breaks, and hears nothing after its end', async () => {
  const both = proofs()
  const [broken, whole, ended] = [both.begin(plan('unproved'), undefined), both.begin(plan(), undefined), both.begin(plan(), undefined)]
  ended.end()
  await until(async () => whole.boundFor(0) !== null)
  expect([broken.boundFor(0), ended.boundFor(0)]).toEqual([null, null])
})

it('goes on after its thread has broken', async () => {
  const both = proofs()
  // no plan at all: the thread ends
  const lost = both.begin(new Uint8Array([1, 2, 3]), undefined)
  const next = () => both.begin(plan(), undefined)
  expect(
    await until(async () => {
      const proof = next()
      await new Promise((resolve) => setTimeout(resolve, 300))
      return proof.boundFor(0) ?? undefined
    }),
  ).toMatchObject({ covers: ['nothing'] })
  expect(lost.boundFor(0)).toBe(null)
})
