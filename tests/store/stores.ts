import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe } from 'vitest'
import { Embedded } from '../../src/store/embedded.ts'
import { sha256 } from '../../src/store/ids.ts'
import { openStore, type Store } from '../../src/store/open.ts'

/** A fresh store for tests, of one kind. */
export interface TestStore {
  readonly kind: 'embedded' | 'server'
  open(): Promise<Store>
}

const server = process.env.DATABASE_URL_TEST

/** Runs the same suite on both kinds of store; the server's part is skipped, visibly, where DATABASE_URL_TEST is not set. */
export function describeStores(name: string, suite: (store: TestStore) => void): void {
  describe(`${name} (embedded)`, () => suite({ kind: 'embedded', open: openEmbedded }))
  describe.skipIf(!server)(server ? `${name} (server)` : `${name} (server): skipped, DATABASE_URL_TEST is not set`, () =>
    suite({ kind: 'server', open: async () => openStore({ databaseUrl: await newDatabase() }) }),
  )
}

/** An embedded store in memory, opened from a dump of an empty database: creating one takes seconds, opening a dump half of one. */
export async function openEmbedded(): Promise<Store> {
  return openStore({ dump: await emptyDump() })
}

/** Fills a data folder with an empty database, in less time than creating one takes. */
export async function prepareFolder(folder: string): Promise<void> {
  await (await openStore({ folder, dump: await emptyDump() })).close()
}

async function emptyDump(): Promise<Uint8Array> {
  const version = sha256(readFileSync(new URL('../../package-lock.json', import.meta.url))).slice(0, 16)
  const path = join(tmpdir(), `afterbell-test-${version}.tar.gz`)
  if (!existsSync(path)) {
    const embedded = await Embedded.open()
    const mine = `${path}.${process.pid}`
    writeFileSync(mine, await embedded.dump())
    await embedded.close()
    renameSync(mine, path)
  }
  return readFileSync(path)
}

/** @returns the address of a new, empty database on the test server */
export async function newDatabase(): Promise<string> {
  const name = `afterbell_test_${randomBytes(6).toString('hex')}`
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(server!)
  url.pathname = `/${name}`
  return url.href
}
