import { describe, expect, test } from 'vitest'
import { type Fault, validatePlan } from '../../../../models/after-school/validate/index.ts'
import { distance, nearest } from '../../../../models/after-school/validate/nearest.ts'
import { smallPlan } from '../../../support/plan.ts'

describe('distance', () => {
  test.each([
    ['chess', 'chess', 0],
    ['', 'abc', 30],
    ['R12', 'R21', 9],
    ['R12', 'R1', 10],
    ['kitten', 'sitting', 30],
    ['chess', 'Chess', 1],
    ['画画', '绘画', 10],
  ])('%s, %s: %i tenths of an edit', (a, b, expected) => {
    expect(distance(a, b)).toBe(expected)
    expect(distance(b, a)).toBe(expected)
  })
})

describe('nearest', () => {
  test.each([
    ['R12', ['R1', 'R2', 'R21', 'R13'], 'R21'],
    ['fotball', ['chess', 'football'], 'football'],
    ['FOOTBALL', ['chess', 'football'], 'football'],
    ['go', ['chess', 'football'], undefined],
    ['abc', ['xyz'], undefined],
    ['x', [], undefined],
    ['mon-3', ['mon-1', 'mon-2', 'tue-3'], 'mon-1'],
  ])('%s among %j: %s', (word, candidates, expected) => expect(nearest(word, candidates)).toBe(expected))
})

describe('a way out', () => {
  test.each<[string, Parameters<typeof smallPlan>[0], Partial<Fault>]>([
    [
      'an unknown room',
      (p) => p.rooms.push({ id: 'R21', site: 'main', capacity: 30 }) && Object.assign(p.classes[0], { homeRoom: 'R12' }),
      {
        message: { en: 'unknown room `R12`.', zh: '未知场地“R12”。' },
        suggestion: { en: 'Maybe `R21`?', zh: '是否为“R21”？' },
      },
    ],
    ['an unknown site with none near', (p) => Object.assign(p.rooms[0], { site: 'west' }), { suggestion: { en: 'There are `main`.', zh: '已有：“main”。' } }],
    ['a field', (p) => Object.assign(p.rooms[0], { capcity: 3 }), { suggestion: { en: 'Maybe `capacity`?', zh: '是否为“capacity”？' } }],
    ['an option', (p) => Object.assign(p.staff[0], { kind: 'techer' }), { value: 'techer', suggestion: { en: 'Maybe `teacher`?', zh: '是否为“teacher”？' } }],
    [
      'a room that has what a child needs',
      (p) => {
        p.rooms[0].features = []
        p.rooms.push({ id: 'HALL', site: 'main', capacity: 80, features: ['step-free'] })
      },
      { value: 'step-free', suggestion: { en: 'Maybe `HALL` as its home room?', zh: '可否改用教室“HALL”？' } },
    ],
    [
      'an end that is too late',
      (p) => Object.assign(p.seasons[0].bells['mon-2'], { end: '18:05' }),
      {
        clause: '三(二)',
        message: { en: '`mon-2` ends after 18:00.', zh: '时段“mon-2”结束晚于18:00。' },
        suggestion: { en: 'End it by 18:00, or override `latestEnd` with a written reason.', zh: '请不晚于18:00结束，或写明理由调整“latestEnd”。' },
      },
    ],
  ])('%s', (_, change, expected) => {
    const { errors } = validatePlan(smallPlan(change))
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject(expected)
  })
})
