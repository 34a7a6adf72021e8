import { describe, expect, test } from 'vitest'
import { planJsonSchema, timetableJsonSchema } from '../../../models/after-school/schema.ts'

interface Node {
  readonly type?: string
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
}

describe('JSON Schemas', () => {
  const plan = planJsonSchema() as Node
  const timetable = timetableJsonSchema() as Node

  test('say which draft they follow', () => {
    for (const schema of [plan, timetable])
      expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', additionalProperties: false })
  })

  test('ask for what has no default only', () => {
    expect(plan.required).toEqual(['id', 'term', 'seasons', 'slots', 'policy', 'sites', 'rooms', 'classes', 'students', 'staff', 'activities'])
    expect(timetable.required ?? []).toEqual([])
    expect(plan.properties?.students.items?.required).toEqual(['id', 'class', 'attends'])
  })

  test('are JSON', () => expect(JSON.parse(JSON.stringify(plan))).toEqual(plan))
})
