import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Embedded } from '../../src/store/embedded.ts'
import { isDatabaseLost } from '../../src/store/lost.ts'
import { prepareFolder } from './stores.ts'

const patience = { statement: 2500, megabyte: 4000, whole: 60_000, pause: 300, opening: 30_000 }
/** what keeps the thread busy for ever, as a full disk does */
const hang = 'do $$ begin loop end loop; end $$'

describe('an embedded database that hangs', () => {
  let folder: string
  let database: Embedded
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'afterbell-embedded-'))
    await prepareFolder(folder)
    database = await Embedded.open(join(folder, 'database'), undefined, patience)
    await database.exec('create table t (n integer); insert into t values (1)')
  })
  afterEach(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const numbers = async () => (await database.query<{ n: number }>('select n from t order by n')).rows.map((r) => r.n)

  it('is given up, says so to whoever waits, and is opened again with what was committed', async () => {
    const [hung, behind] = await Promise.allSettled([database.query(hang), numbers()])
    for (const one of [hung, behind]) expect(one.status === 'rejected' && isDatabaseLost(one.reason)).toBe(true)
    await expect.poll(() => numbers().catch(() => []), { timeout: 30_000, interval: 200 }).toEqual([1])
  }, 60_000)

  it('goes on with no transaction that it began before', async () => {
    const halfway = database.transaction(async (tx) => {
      await tx.query('insert into t values (2)')
      await tx.query(hang).catch(() => {})
      // by now it is open again
      await new Promise((resolve) => setTimeout(resolve, 8000))
      await tx.query('insert into t values (3)')
    })
    await expect(halfway).rejects.toThrow(/embedded database/)
    await expect.poll(() => numbers().catch(() => []), { timeout: 30_000, interval: 200 }).toEqual([1])
  }, 60_000)

  it('is not taken for hanging while it reads or writes what is large', async () => {
    await database.exec('create table documents (bytes bytea)')
    // as long as a small statement may take, and as much again for what it brings
    const slow = `do $$ declare until timestamptz := clock_timestamp() + interval '4 seconds'; begin while clock_timestamp() < until loop end loop; end $$`
    await expect(database.exec(slow)).resolves.toBeDefined()
    const large = Buffer.alloc(3_000_000, 'x')
    await database.query('insert into documents select $1::bytea', [large])
    expect((await database.query<{ n: number }>('select length(bytes) as n from documents')).rows).toEqual([{ n: large.length }])
    expect(await numbers()).toEqual([1])
  })
})
