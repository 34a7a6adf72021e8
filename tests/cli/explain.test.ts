import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { afterbell, inProcess } from './run.ts'

/** Questions about a village school's timetable, by the real commands. */

const folder = mkdtempSync(join(tmpdir(), 'afterbell-explain-'))
const here = { cwd: folder }
const json = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const save = (name: string, document: unknown) => writeFileSync(join(folder, name), JSON.stringify(document))

beforeAll(async () => {
  await afterbell(['generate', '--school', 'village', '--seed', '7', '--out', 'plan.json', '--planted', 'timetable.json'], here)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('substitutes', () => {
  test('ranks people for somebody’s seats of a slot', async () => {
    const post = json('timetable.json').posts.find(({ kind, staff }: { kind: string; staff: string[] }) => kind === 'care' && staff.length === 1)
    const { code, out } = await afterbell(['substitutes', 'plan.json', 'timetable.json', '--staff', post.staff[0], '--slot', post.slot, '--json'], here)
    expect(code).toBe(0)
    for (const { staff, change, load, takes } of JSON.parse(out)) {
      expect(staff).not.toBe(post.staff[0])
      expect(change).toMatchObject({ hard: 0, rows: expect.any(Object) })
      expect(load.sessions).toBeGreaterThan(0)
      expect(takes.length).toBeGreaterThan(0)
    }
  })

  test.each([
    ['an id that the plan does not have', ['--staff', 'nobody'], '--staff: the plan has no "nobody".'],
    ['two questions at once', ['--staff', 't01', '--student', 's001'], 'exactly one of'],
    ['a section without its slot', ['--section', 'chess/1'], '--section ACTIVITY/NUMBER, with --slot ID.'],
  ])('says what is wrong with %s', async (_, more, message) => {
    const { code, err } = await afterbell(['substitutes', 'plan.json', 'timetable.json', ...more], here)
    expect(code).toBe(3)
    expect(err).toContain(message)
  })
})

/** Questions as they should not be asked: `{…}` stands for something of the timetable. */
describe('what does not belong to a question, or is not there, is said and not ignored', () => {
  const cases: [line: string, message: string][] = [
    ['substitutes --section {section} --slot {not}', '--slot: {section} does not meet at "{not}", but at {at}'],
    ['substitutes --section {activity}/99 --slot {at}', '--section: {activity}/99 does not run. There are {section}'],
    ['substitutes --section {section} --slot {at} --season summer', '--season does not go with --section.'],
    ['substitutes --student {student} --slot {at}', '--slot does not go with --student.'],
    ['substitutes --student {student} --season summer', '--season does not go with --student.'],
    ['substitutes --staff {idle} --season winter', '--staff: "{idle}" has no seat in "winter".'],
    ['explain --about fix --staff {idle} --slot zzz', '--staff does not go with --about fix.'],
    ['explain --about fix --out x.json', '--out does not go with --about fix.'],
    ['explain --about why --out x.json --staff {idle} --slot {at}', '--out does not go with --about why.'],
    ['explain --about why --class {class} --staff {idle} --slot {at}', 'explain --about why wants --staff ID --slot ID'],
    ['explain --about why --section {section} --slot {at} --season winter', 'and nothing else.'],
    ['explain --about backups --out nowhere/x.json', 'cannot write nowhere/x.json'],
    ['explain --about wish', 'missing --wish WISH.'],
    ['check --date 2026-02-30', '--date: "2026-02-30" is no date of the calendar'],
    ['check --date 2026-10-02', '--date: there is no service on 2026-10-02. Teaching dates of the term'],
  ]
  test.each(cases)('%s', async (line, message) => {
    const [plan, timetable] = [json('plan.json'), json('timetable.json')]
    // its own has no seat: one who is in no post
    save('more.json', { ...plan, staff: [...plan.staff, { ...plan.staff[0], id: 'idle' }] })
    const section = timetable.sections.find(({ number }: { number: number }) => number === 1)
    const slots = section.sessions.map(({ slot }: { slot: string }) => slot)
    const values: Record<string, string> = {
      section: `${section.activity}/1`,
      activity: section.activity,
      at: slots[0],
      not: plan.slots.find(({ id }: { id: string }) => !slots.includes(id)).id,
      student: section.students[0],
      idle: 'idle',
      class: plan.classes[0].id,
    }
    const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name]!)
    const [verb, ...more] = filled(line).split(' ')
    const { code, out, err } = await inProcess([verb!, join(folder, 'more.json'), join(folder, 'timetable.json'), ...more])
    expect(err).toContain(filled(message))
    expect({ code, out }).toEqual({ code: 3, out: '' })
  })

  test('the answer to changes wants a date', async () => {
    save('changes.json', { changes: [{ kind: 'staff-away', staff: json('plan.json').staff[0].id, from: '2026-11-24', to: '2026-11-24' }] })
    const [plan, timetable, changes, answer] = ['plan.json', 'timetable.json', 'changes.json', 'answer.json'].map((name) => join(folder, name))
    await inProcess(['rebalance', plan!, timetable!, changes!, '--out', answer!])
    const { code, err } = await inProcess(['check', plan!, answer!])
    expect(code).toBe(2)
    expect(err).toContain('answer.json: 1 fault\n/dated: this is the answer to changes')
    expect(err).toContain('Say with --date YYYY-MM-DD which week is meant.')
    expect((await inProcess(['check', plan!, answer!, '--date', '2026-11-24'])).code).toBe(0)
  })

  test('a date in winter asks for seats of winter', async () => {
    const { posts } = json('timetable.json')
    const seat = posts.find(
      ({ kind, season, staff }: { kind: string; season: string; staff: string[] }) => kind === 'care' && season === 'winter' && staff.length > 0,
    )
    const asked = ['substitutes', join(folder, 'plan.json'), join(folder, 'timetable.json'), '--staff', seat.staff[0], '--slot', seat.slot, '--json']
    const dated = await inProcess([...asked, '--date', '2026-11-24'])
    expect(dated).toEqual(await inProcess([...asked, '--season', 'winter']))
    for (const { takes } of JSON.parse(dated.out)) for (const { season } of takes) expect(season).toBe('winter')
  })
})

describe('explain', () => {
  test('says what a seat, a place and a session cost as they are, and what else there could be', async () => {
    const { posts, sections } = json('timetable.json')
    const post = posts.find(({ kind }: { kind: string }) => kind === 'care')
    const [section] = sections
    const name = `${section.activity}/${section.number}`
    const why = (...more: string[]) => afterbell(['explain', 'plan.json', 'timetable.json', '--about', 'why', ...more], here)
    const seat = await why('--staff', post.staff[0], '--slot', post.slot, '--json')
    expect(JSON.parse(seat.out)[0]).toMatchObject({ assignment: { kind: 'seat', staff: post.staff[0] }, without: { rows: { 'unfilled-seat': 40 } } })
    expect((await why('--student', section.students[0], '--section', name)).out).toMatch(/without it: .*student-choice \+/)
    expect((await why('--section', name, '--slot', section.sessions[0].slot)).out).toContain('without it: ')
    const wrong = await why('--student', 'nobody', '--section', name)
    expect([wrong.code, wrong.err.includes('the plan has no "nobody"')]).toEqual([3, true])
    expect((await why()).code).toBe(3)
  })

  test('says that a question speaks of what is not so', async () => {
    const { sections } = json('timetable.json')
    const [section] = sections
    const name = `${section.activity}/${section.number}`
    const slot = json('plan.json').slots.find(({ id }: { id: string }) => section.sessions.every((session: { slot: string }) => session.slot !== id)).id
    const student = json('plan.json').students.find(({ id }: { id: string }) => !section.students.includes(id)).id
    for (const more of [
      ['--section', name, '--slot', slot],
      ['--student', student, '--section', name],
    ]) {
      const { code, out, err } = await afterbell(['explain', 'plan.json', 'timetable.json', '--about', 'why', ...more], here)
      expect({ code, out }).toEqual({ code: 3, out: '' })
      expect(err).toContain('the timetable does not have it so. Ask about a wish')
    }
  })

  test('lists the fault of a timetable that cannot be worked with, and ends with 2', async () => {
    const seat = json('timetable.json').posts.find(({ kind }: { kind: string }) => kind === 'care')
    const plan = json('plan.json')
    // whoever sits there has not offered it
    save('unoffered.json', { ...plan, staff: plan.staff.map((one: { id: string }) => (one.id === seat.staff[0] ? { ...one, offers: [] } : one)) })
    for (const question of [
      ['substitutes', '--staff', seat.staff[0]],
      ['explain', '--about', 'fairness'],
      ['explain', '--about', 'backups'],
      ['explain', '--about', 'why', '--class', plan.classes[0].id, '--slot', seat.slot],
    ]) {
      const [verb, ...more] = question as [string, ...string[]]
      const { code, out, err } = await afterbell([verb, 'unoffered.json', 'timetable.json', ...more, '--json'], here)
      expect(code).toBe(2)
      expect(JSON.parse(out)).toMatchObject({ valid: false, errors: [{ code: 'breaks-a-rule' }] })
      expect(err).toContain(`afterbell ${verb}:\nthe document: this timetable breaks a rule`)
    }
  })

  test('gives the ledger of a term', async () => {
    const { code, out } = await afterbell(['explain', 'plan.json', 'timetable.json', '--about', 'fairness', '--json'], here)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ people: expect.any(Array), ledger: { staff: expect.any(Object), students: expect.any(Object) } })
  })

  test('passes the ledger on to the next term, and keeps backups in the timetable', async () => {
    const about = (name: string, ...more: string[]) => afterbell(['explain', 'plan.json', 'timetable.json', '--about', name, ...more, '--json'], here)
    const { out } = await about('fairness', '--next', 'plan.json', '--out', 'next.json')
    const { ledger } = JSON.parse(out)
    for (const { id, carried = 0 } of json('next.json').students) expect(carried).toBe(ledger.students[id] ?? 0)
    expect(Object.keys(ledger.students).length).toBeGreaterThan(0)
    const named = JSON.parse((await about('backups', '--out', 'kept.json')).out)
    expect(json('kept.json').backups).toEqual(named.backups)
    expect((await afterbell(['check', 'plan.json', 'kept.json'], here)).code).toBe(0)
    expect((await about('fix', '--time', '0.2', '--out', 'none.json')).code).toBe(3)
  })

  test('finds what would fix a timetable with nobody in it', async () => {
    save('empty.json', { sections: [], care: [], posts: [] })
    const { code, out } = await afterbell(['explain', 'plan.json', 'empty.json', '--about', 'fix', '--time', '1', '--json'], here)
    expect(code).toBe(0)
    const { unmet } = JSON.parse(out)
    expect(unmet.length).toBeGreaterThan(0)
    for (const unit of unmet) expect(['verified', 'none-found', 'timed-out']).toContain(unit.outcome)
  })

  test('answers a wish with the rows against it', async () => {
    const section = json('timetable.json').sections[0]
    const outsider = json('plan.json').students.find(({ choices }: { choices?: string[] }) => !choices?.includes(section.activity))
    save('wish.json', { kind: 'student', student: outsider.id, activity: section.activity, number: section.number })
    const { code, out } = await afterbell(['explain', 'plan.json', 'timetable.json', '--about', 'wish', '--wish', 'wish.json'], here)
    expect(code).toBe(0)
    expect(out).toMatch(/^forbidden\n {2}(student-consent|grade-fit)/m)
  })

  test('lists the faults of a wish and ends with 2', async () => {
    save('wrong.json', { kind: 'seat', person: 't01' })
    const { code, err } = await afterbell(['explain', 'plan.json', 'timetable.json', '--about', 'wish', '--wish', 'wrong.json'], here)
    expect(code).toBe(2)
    expect(err).toContain('/post')
  })
})
