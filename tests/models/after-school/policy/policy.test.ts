import { describe, expect, test } from 'vitest'
import { overridableFields } from '../../../../models/after-school/plan.ts'
import { fieldSchemas, fieldValues } from '../../../../models/after-school/policy/fields.ts'
import { findPack, policyPacks, policyTerms, resolvePolicy } from '../../../../models/after-school/policy/index.ts'

const policy = (
  pack: string,
  overrides: { field: (typeof overridableFields)[number]; value: string | number | boolean | string[] | null; reason: string }[] = [],
) => ({
  policy: { pack, overrides },
})

describe('policy packs', () => {
  test('have ids of their own', () => expect(policyPacks.map((pack) => pack.id)).toEqual(['luoyang-2020-87', 'national-2021']))

  describe.each(policyPacks)('$id', (pack) => {
    test('states every field, in a form that an override could take', () => {
      expect(Object.keys(pack.fields).sort()).toEqual([...overridableFields].sort())
      for (const field of overridableFields) expect(fieldSchemas[field].safeParse(pack.fields[field].value).success, field).toBe(true)
    })

    test('says where each value comes from, and admits every assumption', () => {
      for (const field of overridableFields) {
        const term = pack.fields[field]
        expect(term.text.en, field).toMatch(/\.$/)
        expect(term.text.zh, field).toMatch(/。$/)
        // silent on it, yet a value: then it is an assumption
        if (term.clause === '' && term.value !== null) expect(term.assumption, field).toBeDefined()
      }
    })

    test('is in force from a date on', () => expect(pack.validFrom).toMatch(/^20\d\d-\d\d-\d\d$/))
  })
})

describe('resolvePolicy', () => {
  test('Luoyang: by 18:00, noon allowed', () => {
    expect(resolvePolicy(policy('luoyang-2020-87'))).toMatchObject({
      latestEnd: 1080,
      earliestEnd: null,
      minutesPerDay: null,
      noonAllowed: true,
      handoverMinutes: 20,
      externalsAccompanied: 'site',
    })
  })

  test('national: two hours, no earlier than the end of work, no noon', () => {
    expect(resolvePolicy(policy('national-2021'))).toMatchObject({ latestEnd: null, earliestEnd: 1050, minutesPerDay: 120, noonAllowed: false })
  })

  test('an override takes the place of the value, and is repeated with its reason beside it', () => {
    const plan = policy('luoyang-2020-87', [{ field: 'latestEnd', value: '18:30', reason: '家长下班晚' }])
    expect(resolvePolicy(plan).latestEnd).toBe(1110)
    expect(policyTerms(plan).find((term) => term.field === 'latestEnd')).toMatchObject({
      value: '18:00',
      clause: '三(二)',
      override: { value: '18:30', reason: '家长下班晚' },
    })
    expect(policyTerms(plan).filter((term) => term.override)).toHaveLength(1)
  })

  test('null lifts a bound', () => {
    expect(resolvePolicy(policy('luoyang-2020-87', [{ field: 'latestEnd', value: null, reason: 'r' }])).latestEnd).toBeNull()
  })

  test('an unknown pack, a value that the field cannot hold', () => {
    expect(() => resolvePolicy(policy('luoyang'))).toThrow(RangeError)
    expect(() => resolvePolicy(policy('luoyang-2020-87', [{ field: 'latestEnd', value: 18, reason: 'r' }]))).toThrow()
    expect(findPack('luoyang')).toBeUndefined()
  })
})

describe('override values', () => {
  test.each<[(typeof overridableFields)[number], unknown[], unknown[]]>([
    ['latestEnd', ['18:00', null], ['18', 18, '25:00', false]],
    ['earliestEnd', ['17:30', null], [1730]],
    ['minutesPerDay', [0, 120, null], [-1, 1.5, 721, '120']],
    ['noonAllowed', [true, false], ['yes', 1, null]],
    ['studentsPerSupervisor', [1, 40], [0, 101, null]],
    ['tutoringGroupMax', [1, 8], [0, '8']],
    ['inServiceSharePercent', [0, 100], [101, -1, 0.5]],
    ['requiredDomains', [[], ['moral', 'labour']], [['moral', 'moral'], ['sports'], 'moral']],
    ['externalsAccompanied', ['group', 'site', 'no'], ['class', false]],
    ['priorityGroups', [[], ['poor']], [['rich']]],
    ['mergeGrades', ['same', 'adjacent', 'any'], ['none']],
    ['handoverMinutes', [0, 240], [241, null]],
  ])('%s', (field, good, bad) => {
    for (const value of good) expect(fieldSchemas[field].safeParse(value).success, JSON.stringify(value)).toBe(true)
    for (const value of bad) expect(fieldSchemas[field].safeParse(value).success, JSON.stringify(value)).toBe(false)
    expect(fieldValues[field].en).not.toBe('')
  })
})
