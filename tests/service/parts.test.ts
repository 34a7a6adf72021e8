import { describe, expect, it } from 'vitest'
import { isInnerAddress, isNeverCalled } from '../../src/jobs/webhooks.ts'
import { inLanguage, languageOf } from '../../src/service/language.ts'
import { mergePatch } from '../../src/service/merge-patch.ts'
import { Metrics } from '../../src/service/metrics.ts'
import { readSettings, settingsTable } from '../../src/service/settings.ts'
import { gapAboveFloor, gapOf } from '../../src/solve/gap.ts'
import { isDatabaseLost, isPassing, tellOnce } from '../../src/store/lost.ts'

describe('JSON Merge Patch (the examples of RFC 7396)', () => {
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result)
  })

  it('does not reach into prototypes', () => {
    mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'))
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('languages', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh-CN', 'zh'],
    ['zh', 'zh'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['de, zh-CN;q=0.9, en;q=0.3', 'zh'],
    ['fr', 'en'],
    ['zh;q=0', 'en'],
    ['zh;q=nonsense', 'zh'],
  ])('%s is %s', (header, language) => {
    expect(languageOf(header)).toBe(language)
  })

  it('replaces texts, however deep, and nothing else', () => {
    const value = { a: [{ t: { en: 'x', zh: '某' } }], en: 1, b: { en: 'x', zh: '某', more: 1 }, n: null }
    expect(inLanguage(value, 'zh')).toEqual({ a: [{ t: '某' }], en: 1, b: { en: 'x', zh: '某', more: 1 }, n: null })
  })
})

describe('settings', () => {
  it('have defaults, and say what is wrong, all of it', () => {
    expect(readSettings({})).toMatchObject({ port: 8080, host: '127.0.0.1', dataFolder: '.afterbell', databaseUrl: undefined })
    expect(readSettings({ PORT: '', AFTERBELL_WEBHOOK_HOSTS: 'a,b' })).toMatchObject({ port: 8080, webhookHosts: ['a', 'b'] })
    expect(() => readSettings({ PORT: '99999', AFTERBELL_LOG: 'loud' })).toThrow(/PORT[\s\S]*AFTERBELL_LOG/)
    expect(settingsTable().map((s) => s.name)).toContain('AFTERBELL_CHECKPOINT_SECONDS')
  })
})

describe('webhooks never call', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '172.20.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '100.64.1.1',
    '::10.0.0.1',
    'fec0::1',
    '2001:0:a00:1::',
    '2002:7f00:1::',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
  ])('%s', (address) => {
    expect(isInnerAddress(address)).toBe(true)
  })
  it.each([
    ['http://10.0.0.7/hook', true],
    ['https://[::1]:8443/', true],
    ['http://2130706433/', true],
    ['http://localhost:9/', true],
    ['http://school.LOCALHOST/', true],
    ['http://intern.example:8080/', false],
    ['http://localhost.example/', false],
    ['https://example.org/hook', false],
    ['http://8.8.8.8/', false],
  ])('an address that says so: %s, %s', (address, expected) => {
    expect(isNeverCalled(address, ['intern.example'])).toBe(expected)
    expect(isNeverCalled(address, [new URL(address).hostname.replace(/[[\]]/g, '')])).toBe(false)
  })
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('but %s', (address) => {
    expect(isInnerAddress(address)).toBe(false)
  })
})

describe('a database that is away', () => {
  it.each([
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), true],
    [Object.assign(new Error('terminating'), { code: '57P01' }), true],
    [Object.assign(new Error('could not extend file'), { code: '53100' }), true],
    [new Error('Connection terminated unexpectedly'), true],
    [new Error('x', { cause: Object.assign(new Error('y'), { code: '08006' }) }), true],
    [new AggregateError([Object.assign(new Error('c'), { code: 'ECONNREFUSED' })]), true],
    [Object.assign(new Error('duplicate'), { code: '23505' }), false],
    [new TypeError('x is not a function'), false],
    ['text', false],
  ])('%s: %s', (error, lost) => {
    expect(isDatabaseLost(error)).toBe(lost)
    expect(isPassing(error)).toBe(lost)
  })

  it('is not told of, nor are two transactions that met; what does not pass is told, once', () => {
    const heard: unknown[] = []
    const hear = tellOnce((error) => heard.push(error))
    const slips = [new TypeError('first'), new TypeError('second')]
    for (const code of ['ECONNREFUSED', '40P01', '40001']) hear(Object.assign(new Error('passes'), { code }))
    for (const slip of slips) hear(slip)
    expect(heard).toEqual([slips[0]])
  })
})

describe('a gap', () => {
  it.each([
    [{ medium: 0, soft: 200 }, { medium: 0, soft: 150 }, 0.25],
    [{ medium: 0, soft: 200 }, { medium: 0, soft: 200 }, 0],
    [{ medium: 0, soft: 0 }, { medium: 0, soft: 0 }, 0],
    [{ medium: 3, soft: 200 }, { medium: 2, soft: 200 }, null],
  ])('of %j above %j is %s', (cost, bound, gap) => {
    expect(gapOf(cost, bound)).toBe(gap)
  })
})

describe('a gap above the floor', () => {
  it.each([
    [{ medium: 0, soft: 200 }, { medium: 0, soft: 150 }, 100, 0.5],
    [{ medium: 0, soft: 200 }, { medium: 0, soft: 150 }, 0, 0.25],
    [{ medium: 0, soft: 200 }, { medium: 0, soft: 200 }, 200, 0],
    [{ medium: 0, soft: 0 }, { medium: 0, soft: 0 }, 0, 0],
    [{ medium: 3, soft: 200 }, { medium: 2, soft: 200 }, 100, null],
  ])('of %j above %j and the floor %d is %s', (cost, bound, floor, gap) => {
    expect(gapAboveFloor(cost, bound, floor)).toBe(gap)
  })
})

describe('metrics', () => {
  it('count into buckets', () => {
    const metrics = new Metrics()
    metrics.solveEnded({ state: 'done', seconds: 4, steps: 100 })
    metrics.solveEnded({ state: 'done', seconds: 40, steps: 100 })
    const text = metrics.text({ afterbell_solves_queued: { help: 'h', value: 3 } })
    expect(text).toContain('afterbell_solve_seconds_bucket{state="done",le="5"} 1\n')
    expect(text).toContain('afterbell_solve_seconds_bucket{state="done",le="+Inf"} 2\n')
    expect(text).toContain('afterbell_solve_seconds_sum{state="done"} 44\n')
    expect(text).toContain('afterbell_moves_total 200\n')
    expect(text).toContain('afterbell_solve_moves_per_second_sum 27.5\n')
    expect(text).toContain('# TYPE afterbell_solves_queued gauge\nafterbell_solves_queued 3\n')
  })
})
