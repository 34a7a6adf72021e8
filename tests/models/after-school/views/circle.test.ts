import { describe, expect, it, test } from 'vitest'
import { generate } from '../../../../benchmarks/scenarios/index.ts'
import { planSchema } from '../../../../models/after-school/plan.ts'
import { mayView } from '../../../../models/after-school/views/circle.ts'
import { viewBy } from '../../../../models/after-school/views/week.ts'

const { plan: input, planted } = generate({ school: 'village', seed: 7, tier: 'normal' })
const plan = planSchema.parse(input)
const [own, other] = [plan.classes[0].id, plan.classes[1].id]
const of = (id: string) => plan.students.find((student) => student.class === id)!.id

describe('what a family or a homeroom teacher may view', () => {
  test.each([
    ['family', [of(own)], 'student', of(own), true],
    ['family', [of(own)], 'student', of(other), false],
    ['family', [of(own)], 'class', own, false],
    ['family', [own], 'class', own, false],
    ['family', [of(own)], 'date', '2026-09-07', false],
    ['homeroom', [own], 'class', own, true],
    ['homeroom', [own], 'class', other, false],
    ['homeroom', [own], 'student', of(own), true],
    ['homeroom', [own], 'student', of(other), false],
    ['homeroom', [own], 'student', 'nobody', false],
    ['homeroom', [own], 'staff', plan.staff[0].id, false],
  ] as const)('%s of %j: the %s %s: %s', (scope, ids, by, id, expected) => {
    expect(mayView(plan, { scope, ids }, by, id)).toBe(expected)
  })

  it('a student’s week tells of no other student', () => {
    const id = of(own)
    const told = JSON.stringify(viewBy(plan, planted!, 'student', id))
    expect(told).toContain(id)
    expect(plan.students.filter((student) => student.id !== id && told.includes(`"${student.id}"`))).toEqual([])
  })
})
