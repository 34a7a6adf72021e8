import { describe, expect, test } from 'vitest'
import { checkTimetable, emptyTimetable } from '../../../../models/after-school/check/index.ts'
import { FaultError, parsePlan, validatePlan } from '../../../../models/after-school/validate/index.ts'
import { Random } from '../../../../src/kernel/random.ts'
import { smallPlan } from '../../../support/plan.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** every container of a document with one of its keys */
function places(document: Json, found: [Json[] | { [key: string]: Json }, string][] = []): [Json[] | { [key: string]: Json }, string][] {
  if (typeof document !== 'object' || document === null) return found
  for (const [key, value] of Object.entries(document)) {
    found.push([document, key])
    places(value, found)
  }
  return found
}

const oddities: Json[] = [
  null,
  true,
  -1,
  0,
  1,
  2,
  1.5,
  1e12,
  '',
  'x',
  '18:00',
  '00:00',
  '2026-10-01',
  '2027-01-01',
  'constructor',
  '__proto__',
  [],
  {},
  [null],
  { id: 'x' },
]

/** replaces, removes, doubles or exchanges parts of a document, some of them by parts of another place */
function mutate(document: Json, random: Random): Json {
  for (let times = 1 + random.below(3); times > 0; times--) {
    const all = places(document)
    const [container, key] = all[random.below(all.length)]
    const [other, otherKey] = all[random.below(all.length)]
    const set = (value: Json) => Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true })
    switch (random.below(5)) {
      case 0:
        set(oddities[random.below(oddities.length)])
        break
      case 1:
        set(structuredClone((other as Record<string, Json>)[otherKey]))
        break
      case 2:
        if (Array.isArray(container)) container.splice(Number(key), 1)
        else delete container[key]
        break
      case 3:
        if (Array.isArray(container)) container.push(structuredClone(container[Number(key)]))
        else container[`${key}x`] = structuredClone(container[key])
        break
      default:
        if (typeof (container as Record<string, Json>)[key] === 'number') set(Number((container as Record<string, Json>)[key]) + random.below(5) - 2)
        else if (Array.isArray(container)) container.reverse()
    }
  }
  return document
}

describe('plans that were tampered with', () => {
  const seeds = Array.from({ length: 1000 }, (_, seed) => seed)
  const results = seeds.map((seed) => {
    const input = mutate(JSON.parse(JSON.stringify(smallPlan())), new Random(seed))
    return { seed, input, ...validatePlan(input) }
  })

  test('are accepted or refused with pointers, and never crash', () => {
    for (const { seed, valid, plan, errors } of results) {
      expect(valid, String(seed)).toBe(errors.length === 0)
      expect(plan !== undefined, String(seed)).toBe(valid)
      for (const { pointer, message } of errors) {
        expect(pointer, String(seed)).toMatch(/^(\/.*)?$/)
        expect(message.en, String(seed)).not.toMatch(/undefined|NaN|\[object/)
      }
    }
    // both happen, often
    expect(results.filter((r) => r.valid).length).toBeGreaterThan(50)
    expect(results.filter((r) => !r.valid).length).toBeGreaterThan(500)
  })

  test('once accepted, have an empty timetable of hard 0', () => {
    for (const { seed, plan } of results)
      if (plan) expect(checkTimetable({ ...plan, pins: {} as typeof plan.pins }, emptyTimetable()).hard, String(seed)).toBe(0)
  })

  test('once accepted, are accepted again as they were read', () => {
    for (const { seed, plan } of results) if (plan) expect(validatePlan(structuredClone(plan)), String(seed)).toMatchObject({ valid: true, plan })
  })
})

describe('parsePlan', () => {
  test('fills in what has a default', () => {
    const plan = parsePlan(smallPlan())
    expect(plan.timezone).toBe('Asia/Shanghai')
    expect(plan.careRole.kinds).toEqual(['teacher', 'school-staff'])
    expect(plan.staff[1].limits.sessionsPerWeek).toBe(10)
  })

  test('throws every fault at once', () => {
    const input = smallPlan((p) => {
      p.rooms[0].site = 'west'
      p.staff[0].teaches = ['C7', 'C8']
    })
    expect.assertions(2)
    try {
      parsePlan(input)
    } catch (error) {
      expect((error as FaultError).faults.map((fault) => fault.pointer)).toEqual(['/rooms/0/site', '/staff/0/teaches/0', '/staff/0/teaches/1'])
      expect((error as FaultError).message).toBe('/rooms/0/site: unknown site `west`. (and 2 more)')
    }
  })

  test.each([null, undefined, 7, 'plan', [], {}])('%j is no plan', (input) => expect(() => parsePlan(input)).toThrow(FaultError))
})
