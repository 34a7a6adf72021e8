import { expect, test } from 'vitest'
import { Frost } from '../../../models/course-timetabling/frost.ts'

test('frozen is what has not moved by more than a little for a while', () => {
  const frost = new Frost(30, 0)
  expect(frost.after(0, 100, 2, 0.5)).toBe(false)
  expect(frost.after(0, 90, 1, 0.51)).toBe(false)
  // shivering
  expect(frost.after(0, 92, 0.5, 0.53)).toBe(false)
  expect(frost.after(0, 91, 0.4, 0.545)).toBe(true)
  expect(frost.temperature).toBe(1)
})

test.each([
  ['a rise that matters', 0, 93],
  ['a fall', 0, 89],
  ['a conflict', 1, 90],
])('%s is movement', (_name, hard, soft) => {
  const frost = new Frost(30, 0)
  frost.after(0, 90, 1, 0.5)
  expect(frost.after(hard, soft, 0.5, 0.9)).toBe(false)
  expect(frost.temperature).toBe(0.5)
})

test('too near the end nothing begins again', () => {
  const frost = new Frost(30, 0)
  frost.after(0, 90, 1, 0.5)
  expect(frost.after(0, 90, 0.5, 0.98)).toBe(false)
})
