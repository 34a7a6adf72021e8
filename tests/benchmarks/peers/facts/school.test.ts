import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { schoolFacts } from '../../../../benchmarks/peers/facts/school.ts'
import { afterSchool } from '../../../../models/after-school/model.ts'
import type { PlanInput } from '../../../../models/after-school/plan.ts'
import { smallPlan } from '../../../support/plan.ts'

// as another program reads them
// biome-ignore lint/suspicious/noExplicitAny: facts have no type on the other side
const factsOf = (change?: (plan: PlanInput) => void): any => JSON.parse(JSON.stringify(schoolFacts(afterSchool.parse(smallPlan(change)))))

const minutes = (hour: number, minute: number) => hour * 60 + minute

describe('a plan as numbers', () => {
  const facts = factsOf()
  const { S, L, P, C } = facts
  const slot = (id: string) => facts.ids.slots.indexOf(id)

  test('clock times, −1 where a slot or a pair of slots does not run', () => {
    expect([S, L]).toEqual([2, 5])
    expect(facts.start[slot('mon-1')]).toBe(minutes(16, 30))
    expect(facts.end[L + slot('mon-1')]).toBe(minutes(17, 55))
    expect(facts.start[2 * L + slot('mon-2')]).toBe(minutes(16, 55))
    expect(facts.start[2 * L + slot('wed-1')]).toBe(-1)
    expect(facts.start[L + slot('mon-2')]).toBe(-1)
  })

  test('whoever may sit somewhere has an offer that contains it', () => {
    const call = facts.careCalls + slot('tue-2') * S
    const people = facts.candidates.slice(facts.candidatesFrom[call], facts.candidatesFrom[call + 1])
    expect(people.length).toBeGreaterThan(0)
    const tutor = facts.ids.staff.map((_: string, person: number) => facts.inService[person])
    for (const person of people) expect(tutor[person]).toBe(1)
    const none = factsOf((plan) => {
      for (const person of plan.staff) person.offers = person.offers?.filter(({ weekday }) => weekday !== 'tue')
    })
    expect(none.candidatesFrom[call + 1]).toBe(none.candidatesFrom[call])
  })

  test('children by class and slot', () => {
    const plan = smallPlan()
    const attending = plan.classes.flatMap(({ id }) =>
      plan.slots.map((own) => plan.students.filter((student) => student.class === id && student.attends.includes(own.id)).length),
    )
    expect(facts.attending).toEqual(attending)
    expect(facts.teaches).toHaveLength(P * C)
  })

  test('levels and weights as the plan has them', () => {
    expect(facts.rows['unfilled-seat']).toEqual([1, 40])
    const heavier = factsOf((plan) => Object.assign(plan, { weights: { spread: 7 } }))
    expect(heavier.rows.spread).toEqual([2, 7])
  })

  test('pins and a baseline', () => {
    expect([facts.pins, facts.baseline]).toEqual([null, null])
    const pinned = factsOf((plan) => Object.assign(plan, { pins: { care: [{ class: 'C1', slot: 'mon-1', host: 'C2' }] }, baseline: { care: [] } }))
    const at = pinned.ids.classes.indexOf('C1') * L + slot('mon-1')
    expect(pinned.pins.hosts[at]).toBe(pinned.hostIds.indexOf('C2') + 1)
    expect(pinned.baseline.hosts.every((host: number) => host === 0)).toBe(true)
  })

  test('the README lists every field, and no other', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../../../benchmarks/peers/README.md'), 'utf8')
    const [, section] = readme.split('\n## facts\n')
    const counts = [...section.split('\n| field')[0].matchAll(/`([A-Z]|sites)`/g)].map((match) => match[1])
    const fields = section
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...line.split('|')[1].matchAll(/`(\w+)`/g)].map((match) => match[1]))
    expect([...counts, ...fields].sort()).toEqual(Object.keys(facts).sort())
  })
})
