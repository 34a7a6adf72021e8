import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { Job } from 'pg-boss'
import type { Store } from '../store/open.ts'
import { findSolve } from '../store/solves.ts'
import { type Queue, type WebhookJob, webhookQueue } from './queue.ts'

/** milliseconds that a receiver has for all of it: its name, a connection, the answer to its last byte */
const usualPatience = 10_000
/** deliveries at once in this process: they wait for others, and cost nothing here */
const atOnce = 16
/** of these, of one tenant: its slow receivers hold back its own */
const share = 2
/** every delivery at once looks into the queue by itself, so the looks are rarer */
const lookSeconds = 4

/** addresses of this machine and of private networks: a webhook must not be a way to call them */
const inner = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  // the unspecified, the loopback, and IPv4 in ways that reach it through a gateway or a tunnel
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(net, bits, 'ipv6')

/** IPv4 that is written as IPv6 (`::ffff:…`) counts as what it is. */
export const isInnerAddress = (address: string): boolean => inner.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')

/** @returns whether an address names this machine or a private network outright, so that no call will ever be made; what another name stands for is known when it is called */
export function isNeverCalled(address: string, allowedHosts: readonly string[]): boolean {
  const host = hostOf(new URL(address))
  return !allowedHosts.includes(host) && (isIP(host) ? isInnerAddress(host) : /^(.+\.)?localhost\.?$/i.test(host))
}

export interface WebhookOptions {
  readonly store: Store
  readonly queue: Queue
  /** may be called beside public addresses */
  readonly allowedHosts: readonly string[]
  /** milliseconds that a receiver has */
  readonly patience?: number
}

/** Delivers webhooks: each is signed, and tried again with growing pauses until the receiver answers with a 2xx. */
export async function startWebhooks({ store, queue, allowedHosts, patience = usualPatience }: WebhookOptions): Promise<void> {
  const deliver = async ([job]: Job<WebhookJob>[]): Promise<void> => {
    if (!job) return
    const { solve: id, tenant } = job.data
    const row = await store.db.selectFrom('solves').select('webhook').where('id', '=', id).executeTakeFirst()
    const solve = await findSolve(store.db, tenant, id)
    if (!row?.webhook || !solve) return
    const { hard, medium, soft } = solve
    const body = JSON.stringify({
      type: 'solve.ended',
      solve: id,
      plan: solve.plan,
      planVersion: solve.planVersion,
      state: solve.state,
      stopped: solve.stopped,
      timetable: solve.timetable,
      score: hard === null ? null : { hard, medium, soft },
      bound: solve.bound,
      error: solve.error?.[row.webhook.language ?? 'en'] ?? null,
    })
    const signed = signature(row.webhook.secret, body, Math.floor(Date.now() / 1000))
    await send(row.webhook.url, body, signed, allowedHosts, AbortSignal.timeout(patience))
  }
  await queue.boss.work<WebhookJob>(webhookQueue, { localConcurrency: atOnce, localGroupConcurrency: share, pollingIntervalSeconds: lookSeconds }, deliver)
}

/** @returns the value of `Afterbell-Signature`: HMAC-SHA256 over `time.body`, so that an old message cannot be sent again as a new one */
export const signature = (secret: string, body: string, time: number): string =>
  `t=${time},v1=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`

function send(address: string, body: string, signed: string, allowedHosts: readonly string[], deadline: AbortSignal): Promise<void> {
  const url = new URL(address)
  const host = hostOf(url)
  const open = allowedHosts.includes(host)
  if (isNeverCalled(address, allowedHosts)) return Promise.reject(new Error(`a webhook must not call ${host}`))
  // the address that is connected to is the one that was looked at: a second look-up could give another
  const guarded: LookupFunction = (name, options, callback) =>
    lookup(name, { ...options, all: true }, (error, addresses) => {
      const bad = open ? undefined : addresses?.find((a) => isInnerAddress(a.address))
      if (error || bad || !addresses?.[0]) return callback(error ?? new Error(`a webhook must not call ${name}`), '', 4)
      if (options.all) return callback(null, addresses)
      return callback(null, addresses[0].address, addresses[0].family)
    })
  return new Promise((resolve, reject) => {
    const call = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = call(url, {
      method: 'POST',
      lookup: guarded,
      signal: deadline,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'afterbell-signature': signed },
    })
    request.on('error', (error) => reject(deadline.aborted ? new Error('the receiver did not answer in time') : error))
    request.on('response', (response) => {
      // an answer without end is cut off at the deadline: nobody waits for it
      response.on('error', () => {}).resume()
      const status = response.statusCode ?? 0
      if (status >= 200 && status < 300) resolve()
      else reject(new Error(`the receiver answered ${status}`))
    })
    request.end(body)
  })
}
