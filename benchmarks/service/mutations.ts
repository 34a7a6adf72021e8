import { domain } from '../../models/after-school/service.ts'
import { Random } from '../../src/kernel/random.ts'
import { generate } from '../scenarios/index.ts'
import type { Line } from './report.ts'

/** Mutated plans, as a clumsy or hostile client would send them: each is accepted, or rejected with pointers; none crashes. */
export function mutations(count: number): Line[] {
  const random = new Random(1)
  const base = JSON.stringify(generate({ school: 'village', seed: 1, tier: 'normal' }).plan)
  let [accepted, rejected] = [0, 0]
  const crashes: string[] = []
  for (let i = 0; i < count; i++) {
    const plan = JSON.parse(base) as Json
    const changes = 1 + random.below(3)
    const told: string[] = []
    for (let c = 0; c < changes; c++) told.push(mutate(plan, random))
    try {
      const { plan: valid, errors } = domain.validate(plan)
      if (valid) {
        accepted++
        const empty = domain.readTimetable(valid, { sections: [], care: [], posts: [] })
        if (empty.timetable) domain.check(valid, empty.timetable)
      } else if (errors.length > 0 && errors.every((e) => typeof e.pointer === 'string')) rejected++
      else crashes.push(`${told.join('; ')}: rejected without a fault`)
    } catch (error) {
      crashes.push(`${told.join('; ')}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const crash of crashes.slice(0, 20)) console.error(crash)
  return [{ what: `${count} mutated plans`, value: `${accepted} accepted, ${rejected} rejected with pointers, ${crashes.length} crashed`, wanted: '0 crashed' }]
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** changes one place, found by a walk down from the top @returns what was changed, for people */
function mutate(root: Json, random: Random): string {
  let [at, path]: [Json, string] = [root, '']
  for (;;) {
    if (at === null || typeof at !== 'object') return path
    const keys = Object.keys(at)
    if (keys.length === 0) return path
    const key = keys[random.below(keys.length)]!
    const holder = at as Record<string, Json>
    const value = holder[key]!
    path += `/${key}`
    const deeper = value !== null && typeof value === 'object' && Object.keys(value).length > 0 && random.below(6) > 0
    if (deeper) {
      at = value
      continue
    }
    switch (random.below(4)) {
      case 0:
        if (Array.isArray(at)) at.splice(Number(key), 1)
        else delete holder[key]
        return `${path} removed`
      case 1:
        if (Array.isArray(at)) at.push(structuredClone(value))
        else holder[`${key}x`] = structuredClone(value)
        return `${path} doubled`
      default:
        holder[key] = odd(value, random)
        return `${path} = ${JSON.stringify(holder[key])?.slice(0, 60)}`
    }
  }
}

const oddities: readonly Json[] = [
  null,
  true,
  -1,
  0,
  1,
  2,
  0.5,
  1e9,
  1e308,
  '',
  ' ',
  'mon',
  'sun-9',
  '18:00',
  '00:00',
  '23:59',
  '2026-09-01',
  '2026-12-31',
  '9999-12-31',
  '__proto__',
  'constructor',
  '\u0000',
  '一',
  'x'.repeat(100),
  [],
  {},
  [[]],
  ['a', 'a'],
]

function odd(value: Json, random: Random): Json {
  if (typeof value === 'number' && random.below(2) === 0) return value + random.below(5) - 2
  return structuredClone(oddities[random.below(oddities.length)]!)
}
