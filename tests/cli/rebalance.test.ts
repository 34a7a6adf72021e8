import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { afterbell, type Ran } from './run.ts'

/** Somebody falls ill, by the real command. */

const folder = mkdtempSync(join(tmpdir(), 'afterbell-rebalance-'))
const here = { cwd: folder }
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const save = (name: string, document: unknown) => writeFileSync(join(folder, name), JSON.stringify(document))
const lastLine = ({ out }: Ran) => JSON.parse(out.trimEnd().split('\n').at(-1)!)
let ill: string

beforeAll(async () => {
  await afterbell(['generate', '--school', 'town', '--seed', '7', '--out', 'plan.json', '--planted', 'timetable.json'], here)
  const { posts } = json('timetable.json') as { posts: { kind: string; slot: string; staff: string[] }[] }
  ill = posts.find(({ kind, slot }) => kind === 'care' && slot === 'tue-1')!.staff[0]!
  save('changes.json', { changes: [{ kind: 'staff-away', staff: ill, from: '2026-11-24', to: '2026-11-24' }] })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('finds somebody else for each seat, says who must be told, and can go on from its own answer', async () => {
  const ran = await afterbell(['rebalance', 'plan.json', 'timetable.json', 'changes.json', '--out', 'new.json', '--json'], here)
  expect(ran.code).toBe(0)
  const line = lastLine(ran)
  expect(line).toMatchObject({ hard: 0, medium: 0, weeks: [{ dates: ['2026-11-24'], overdue: false }] })
  expect(line.difference.length).toBeGreaterThan(0)
  for (const { dates, before, after, notify, text } of line.difference) {
    expect(dates).toEqual(['2026-11-24'])
    expect(after).not.toContain(ill)
    expect(before).not.toEqual(after)
    expect(notify.staff.length).toBeGreaterThan(0)
    expect(text).toEqual({ en: expect.any(String), zh: expect.any(String) })
  }
  const substitute = line.difference[0].after[0]
  save('more.json', { changes: [{ kind: 'staff-away', staff: substitute, from: '2026-11-24', to: '2026-11-24' }] })
  const next = await afterbell(['rebalance', 'plan.json', 'new.json', 'more.json', '--out', 'newer.json', '--json'], here)
  expect(next.code).toBe(0)
  const seated = json('newer.json')
    .dated.at(-1)
    .timetable.posts.filter((post: { slot?: string; block?: string }) => (post.slot ?? post.block)!.startsWith('tue'))
  expect(seated.flatMap((post: { staff: string[] }) => post.staff)).not.toContain(substitute)
  expect(seated.flatMap((post: { staff: string[] }) => post.staff)).not.toContain(ill)
})

test('asks about a date as the changes left it', async () => {
  await afterbell(['rebalance', 'plan.json', 'timetable.json', 'changes.json', '--out', 'new.json'], here)
  const { after, where } = json('new.json').difference.find((one: { where: { slot?: string } }) => one.where.slot !== undefined)
  const asked = ['plan.json', 'new.json', '--date', '2026-11-24', '--staff', after[0], '--slot', where.slot, '--json']
  const { code, out } = await afterbell(['substitutes', ...asked], here)
  expect(code).toBe(0)
  expect(JSON.parse(out).map(({ staff }: { staff: string }) => staff)).not.toContain(ill)
  const week = (...more: string[]) => afterbell(['show', 'plan.json', 'new.json', '--by', 'staff', '--id', ill, ...more], here)
  const [then, refused] = [await week('--date', '2026-11-24'), await week()]
  expect([then.code, then.out.includes(ill), refused.code]).toEqual([0, true, 2])
  const checked = await afterbell(['check', 'plan.json', 'new.json', '--date', '2026-11-24', '--json'], here)
  expect([checked.code, lastLine(checked).hard]).toEqual([0, 0])
  const holiday = await afterbell(['explain', 'plan.json', 'new.json', '--date', '2026-10-03', '--about', 'fairness'], here)
  expect([holiday.code, holiday.err.includes('no service on 2026-10-03')]).toEqual([3, true])
})

test('lists the faults of changes and ends with 2', async () => {
  save('wrong.json', { changes: [{ kind: 'staff-away', staff: 'nobody', from: '2026-11-24' }] })
  const { code, err } = await afterbell(['rebalance', 'plan.json', 'timetable.json', 'wrong.json'], here)
  expect(code).toBe(2)
  expect(err).toContain('/changes/0/staff')
})

test('prints the JSON Schema of changes', async () => {
  const { code, out } = await afterbell(['schema', 'changes'], here)
  expect(code).toBe(0)
  expect(JSON.parse(out).properties.changes.items.oneOf.length).toBeGreaterThan(8)
})

test('refuses a timetable in which somebody sits where they may not, on a day that stays as it is', async () => {
  const plan = json('plan.json')
  const person = plan.staff.find(({ id }: { id: string }) => id === ill)
  person.offers = person.offers.filter(({ weekday }: { weekday: string }) => weekday !== 'tue')
  save('fewer.json', plan)
  const other = plan.staff.find(({ id }: { id: string }) => id !== ill).id
  save('monday.json', { changes: [{ kind: 'staff-away', staff: other, from: '2026-11-23', to: '2026-11-23' }] })
  const { code, err } = await afterbell(['rebalance', 'fewer.json', 'timetable.json', 'monday.json'], here)
  expect(code).toBe(2)
  expect(err).toContain('(breaks-a-rule)')
})
