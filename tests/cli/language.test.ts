import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlanInput } from '../../models/after-school/plan.ts'
import type { Post, TimetableParts } from '../../models/after-school/timetable.ts'
import { verbs } from '../../src/cli/verbs.ts'
import { smallPlan } from '../support/plan.ts'
import { inProcess } from './run.ts'

/** Whoever asks for Chinese is answered in Chinese: no command says a sentence in English. */

const folder = mkdtempSync(join(tmpdir(), 'afterbell-language-'))
const at = (name: string) => join(folder, name)
const save = (name: string, document: unknown) => writeFileSync(at(name), typeof document === 'string' ? document : JSON.stringify(document))
/** words in backquotes, calls and options with what they may be are names, not sentences */
const sentences = (text: string) =>
  text
    .replace(/`[^`]*`/g, '')
    .replace(/afterbell( [a-z]+)+|keys (tenant|limits)|--[a-z]+ [a-z|]+/g, '')
    .match(/\b[A-Za-z]{2,} [a-z]{2,}\b.*/g)

const values: Record<string, string> = {}

beforeAll(async () => {
  await inProcess(['generate', '--school', 'village', '--seed', '7', '--out', at('plan.json'), '--planted', at('timetable.json')])
  const read = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'))
  const plan = read('plan.json') as PlanInput
  const timetable = read('timetable.json') as TimetableParts
  const care = timetable.posts.find((post) => post.kind === 'care' && post.staff.length > 0) as Extract<Post, { kind: 'care' }>
  const section = timetable.sections[0]!
  Object.assign(values, {
    folder,
    person: care.staff[0],
    slot: care.slot,
    section: `${section.activity}/${section.number}`,
    at: section.sessions[0]!.slot,
    not: plan.slots.find(({ id }) => section.sessions.every(({ slot }) => slot !== id))!.id,
    student: section.students[0],
    class: plan.classes[0]!.id,
    date: '2026-10-14',
  })
  save('small.json', smallPlan())
  save('empty.json', { sections: [], care: [], posts: [] })
  save('broken.json', '{"sections": [')
  save('wrong.json', { sections: [{ activity: 'none' }], care: 1 })
  save('faulty.json', { ...plan, slots: [...plan.slots, plan.slots[0]!] })
  save('unoffered.json', { ...plan, staff: plan.staff.map((one) => (one.id === care.staff[0] ? { ...one, offers: [] } : one)) })
  save('wish.json', { kind: 'student', student: values.student, activity: section.activity, number: section.number })
  save('pinned.json', { ...smallPlan(), pins: { sections: [{ activity: 'chess', number: 1, sessions: [{ slot: 'wed-1', room: 'R1' }], students: [] }] } })
  save('changes.json', { changes: [{ kind: 'staff-away', staff: care.staff[0], from: values.date, to: values.date }] })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const both = '@plan.json @timetable.json'

/** `@` before a file's name is its folder, {name} a value */
const lines = [
  '',
  'help',
  'slove',
  'solve',
  'solve @nowhere.json',
  'solve @plan.json --sed 3',
  'solve @plan.json --seed',
  'solve @plan.json --seed 1 --seed 2',
  'solve @plan.json --json=1',
  'solve @plan.json --steps x',
  'solve @plan.json --time x',
  'solve @plan.json --threads 65',
  'solve @plan.json more',
  'solve @plan.json --out @none/x.json',
  'solve @small.json --steps 5000 --out @x.json --bound 0.5',
  'solve @small.json --steps 5000',
  'generate',
  'generate --school twon',
  'generate --school town --tight --over',
  'generate --school village --over --out @x.json --planted @y.json',
  'validate @plan.json',
  'validate @faulty.json',
  'validate @broken.json',
  'validate @pinned.json',
  'bound @small.json --time 0.5',
  `check ${both}`,
  'check @plan.json @empty.json',
  'check @plan.json @wrong.json',
  `check ${both} --date 2026-10-02`,
  `check ${both} --date {date} --all`,
  `rebalance ${both} @changes.json --out @rebalanced.json`,
  `rebalance ${both} @empty.json`,
  'check @plan.json @rebalanced.json',
  `substitutes ${both}`,
  `substitutes ${both} --staff {person}`,
  `substitutes ${both} --staff nobody`,
  `substitutes ${both} --section {section}`,
  `substitutes ${both} --section {section} --slot {at}`,
  `substitutes ${both} --section x`,
  `substitutes ${both} --student {student}`,
  'substitutes @unoffered.json @timetable.json --staff {person}',
  `explain ${both}`,
  `explain ${both} --about why`,
  `explain ${both} --about why --staff {person} --slot {slot}`,
  `explain ${both} --about why --section {section} --slot {at}`,
  `explain ${both} --about why --section {section} --slot {not}`,
  `explain ${both} --about why --student {student} --section {section}`,
  `explain ${both} --about why --class {class} --slot {slot}`,
  `explain ${both} --about wish`,
  `explain ${both} --about wish --wish @wish.json`,
  `explain ${both} --about wish --wish @empty.json`,
  `explain ${both} --about fix --time 1`,
  'explain @plan.json @empty.json --about fix --time 1',
  `explain ${both} --about fairness`,
  `explain ${both} --about backups`,
  `show ${both}`,
  `show ${both} --by class`,
  `show ${both} --by class --id none`,
  `show ${both} --by class --id {class}`,
  `show ${both} --by staff --id {person}`,
  'schema plans',
  'keys',
  'keys create --days 0',
  'keys create --scopes none',
  'keys rotate --data @data',
  'backup',
  'restore @nowhere.backup',
]

const told = (line: string) =>
  inProcess(
    line
      .split(' ')
      .filter(Boolean)
      .map((word) => word.replace(/^@/, `${folder}/`).replace(/\{(\w+)\}/g, (_, name: string) => values[name]!)),
    'zh',
  )

describe('in Chinese no sentence is English', () => {
  test.each(lines)('afterbell %s', { timeout: 60_000 }, async (line) => {
    const { code, out, err } = await told(line)
    expect(code).not.toBe(70)
    expect(sentences(out + err)).toBeNull()
    expect(out + err).toMatch(/[\u4e00-\u9fff]/)
  })

  test.each(Object.keys(verbs))('afterbell help %s', async (verb) => {
    const { out } = await told(`help ${verb}`)
    expect(sentences(out)).toBeNull()
    expect(out).toContain('用法：afterbell')
    expect(out).not.toMatch(/--\w+( \S+)? +[A-Za-z ]+\n/)
  })
})
