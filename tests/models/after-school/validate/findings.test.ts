import { describe, expect, test } from 'vitest'
import type { PlanInput } from '../../../../models/after-school/plan.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { smallPlan } from '../../../support/plan.ts'

const student = (p: PlanInput, id: string) => p.students.find((s) => s.id === id)!
const activity = (p: PlanInput, id: string) => p.activities.find((a) => a.id === id)!

type Case = readonly [name: string, change: (plan: PlanInput) => void, findings: readonly string[]]

/** On Mondays C2 has a band of its own, ten minutes behind C1's first period. */
function lateBand(p: PlanInput) {
  p.slots.push({ id: 'mon-late', weekday: 'mon', period: 1, band: 'late' })
  p.seasons[0].bells['mon-late'] = { start: '16:40', end: '17:20' }
  p.seasons[1].bells['mon-late'] = { start: '16:20', end: '17:00' }
  for (const s of p.students) {
    const rest = s.attends.filter((slot) => !slot.startsWith('mon'))
    s.attends = [...(s.class === 'C1' ? ['mon-1'] : ['mon-late']), ...rest]
  }
  p.activities[2].slots = ['tue-1']
}

const policy: Case[] = [
  ['none', () => {}, []],
  [
    'an override is repeated with its clause',
    (p) => {
      p.policy.overrides = [{ field: 'latestEnd', value: '18:30', reason: '家长下班晚' }]
    },
    ['/policy/overrides/0 policy-override 三(二) "18:30"'],
  ],
  [
    'an end that must be and must not be',
    (p) => {
      p.policy.overrides = [{ field: 'earliestEnd', value: '18:30', reason: '当地下班时间' }]
      for (const slot of ['mon-2', 'tue-2']) for (const season of p.seasons) delete season.bells[slot]
      delete p.seasons[0].bells['wed-1']
      p.seasons.splice(1, 1)
      p.seasons[0].bells['tue-1'] = { start: '16:30', end: '18:00' }
      p.seasons[0].bells['mon-1'] = { start: '16:30', end: '18:00' }
      p.slots = p.slots.filter((slot) => ['mon-1', 'tue-1'].includes(slot.id))
      p.activities = []
      p.students = [{ id: 'S01', class: 'C1', attends: ['mon-1', 'tue-1'] }]
      for (const c of p.classes) delete c.dismissal
    },
    [
      '/policy/overrides/0 policy-override "18:30"',
      '/policy policy-contradiction {"latestEnd":"18:00","earliestEnd":"18:30"}',
      '/seasons/0/bells/mon-1/end ends-early "18:00"',
      '/seasons/0/bells/tue-1/end ends-early "18:00"',
    ],
  ],
  [
    'a term before the policy',
    (p) => {
      p.policy.pack = 'luoyang-2020-87'
      p.term.start = '2020-02-17'
      p.term.end = '2020-09-30'
      p.seasons[0].from = '2020-02-17'
      p.seasons[1].from = '2020-05-06'
      for (const person of p.staff) for (const c of Object.values(person.certificates)) if (c) c.from = '2019-09-01'
      p.seasons[1].sunset = '18:00'
    },
    ['/policy/pack policy-not-in-force "luoyang-2020-87"'],
  ],
  [
    'two hours a day to 17:30, with bells for less',
    (p) => {
      p.policy.pack = 'national-2021'
      p.seasons[0].bells = { 'mon-1': { start: '16:00', end: '17:00' }, 'mon-2': { start: '17:05', end: '18:00' }, 'tue-1': { start: '16:00', end: '17:20' } }
      p.seasons.splice(1, 1)
      p.slots = p.slots.filter((slot) => slot.id in p.seasons[0].bells)
      p.activities = []
      p.students = [{ id: 'S01', class: 'C1', attends: ['mon-1', 'tue-1'] }]
      for (const c of p.classes) delete c.dismissal
    },
    [
      '/seasons/0/bells/tue-1/end ends-early 9 "17:20"',
      '/seasons/0/bells short-service 5+2 80',
      '/seasons/0/bells short-service 5+2 0',
      '/seasons/0/bells short-service 5+2 0',
      '/seasons/0/bells short-service 5+2 0',
    ],
  ],
]

const idle: Case[] = [
  [
    'a holiday outside the term, and one of a year that is not announced',
    (p) => Object.assign(p.term, { holidays: ['2026-05-01', '2027-01-01'] }),
    ['/term/holidays/0 date-outside-term "2026-05-01"'],
  ],
  [
    'a make-up day that makes nothing up',
    (p) => {
      p.term.calendar = 'none'
      p.term.makeUpDays = [{ date: '2026-09-07', runs: 'mon' }]
    },
    ['/term/makeUpDays/0 ordinary-day {"date":"2026-09-07","runs":"mon"}'],
  ],
  ['a slot without a bell', (p) => p.slots.push({ id: 'fri-1', weekday: 'fri', period: 1 }), ['/slots/5 slot-never-runs "fri-1"']],
  [
    'a season of holidays',
    (p) => {
      p.seasons.splice(1, 0, { id: 'golden-week', from: '2026-10-01', bells: { 'mon-1': { start: '16:20', end: '17:00' } } })
    },
    ['/seasons/1 season-without-dates "golden-week"'],
  ],
  [
    'a feature and a skill that nobody has: then nobody leads, and no room fits',
    (p) => {
      activity(p, 'chess').roomFeatures = ['chess-table']
      activity(p, 'football').roles = [{ role: 'lead', count: 1, skills: ['referee'] }]
      p.careRole = { skills: ['first-aid'] }
    },
    [
      '/activities/0/roomFeatures/0 feature-nowhere "chess-table"',
      '/activities/1/roles/0/skills/0 skill-nowhere "referee"',
      '/careRole/skills/0 skill-nowhere "first-aid"',
      '/activities/0/roomFeatures no-room-fits ["chess-table"]',
      '/activities/1/roles nobody-can-lead 0',
      // children who chose no club attend every slot, but nobody may mind them
      '/seasons/0/bells/mon-1 understaffed 四(四) 1',
      '/seasons/0/bells/mon-2 understaffed 四(四) 1',
      '/seasons/0/bells/tue-1 understaffed 四(四) 1',
      '/seasons/0/bells/tue-2 understaffed 四(四) 1',
      '/seasons/0/bells/wed-1 understaffed 四(四) 1',
      '/seasons/1/bells/mon-1 understaffed 四(四) 1',
      '/seasons/1/bells/mon-2 understaffed 四(四) 1',
      '/seasons/1/bells/tue-1 understaffed 四(四) 1',
      '/seasons/1/bells/tue-2 understaffed 四(四) 1',
    ],
  ],
  [
    'an activity for grades that the school lacks, after the term',
    (p) => Object.assign(activity(p, 'painting'), { grades: [5, 6], from: '2027-03-01' }),
    [
      '/activities/2/grades grade-nowhere [5,6]',
      '/activities/2 activity-outside-term "painting"',
      '/students choices-out-of-reach 1',
      '/activities/2 too-few-students 0',
    ],
  ],
  [
    'an activity with dates of its own that hold none of its weekdays, and one that takes two periods where the second rings in no season',
    (p) => {
      Object.assign(activity(p, 'football'), { from: '2026-09-05', to: '2026-09-06' })
      for (const season of p.seasons) for (const id of ['mon-2', 'tue-2']) delete season.bells[id]
    },
    [
      '/slots/1 slot-never-runs "mon-2"',
      '/slots/3 slot-never-runs "tue-2"',
      '/activities/1 activity-never-meets "football"',
      '/activities/2 activity-never-meets "painting"',
    ],
  ],
  [
    'a bell on a weekday that no teaching date runs',
    (p) => {
      p.slots.push({ id: 'sat-1', weekday: 'sat', period: 1 })
      p.seasons[0].bells['sat-1'] = { start: '09:00', end: '10:00' }
    },
    ['/seasons/0/bells/sat-1 bell-without-dates "sat-1"'],
  ],
  ['a child who comes for the second period only', (p) => Object.assign(student(p, 'S12'), { attends: ['tue-2'] }), ['/students late-start 1']],
]

const floors: Case[] = [
  [
    'a child who comes first and can attend none of the clubs chosen; another child in the same place',
    (p) => {
      for (const id of ['S03', 'S04']) Object.assign(student(p, id), { choices: ['painting'], clubsWanted: 1, attends: ['mon-1', 'tue-1'] })
    },
    ['/students/2/choices priority-unservable 三(一) ["painting"]', '/students choices-out-of-reach 1'],
  ],
  [
    'priority is the policy’s',
    (p) => {
      p.policy.overrides = [{ field: 'priorityGroups', value: ['disabled'], reason: '试点' }]
      Object.assign(student(p, 'S03'), { choices: ['painting'], attends: ['mon-1'] })
    },
    ['/policy/overrides/0 policy-override 三(一) ["disabled"]', '/students choices-out-of-reach 1'],
  ],
  ['tutoring that nobody offers', (p) => Object.assign(student(p, 'S06'), { tutoring: true }), ['/students/5/tutoring tutoring-unservable 三(三) true']],
  [
    'more sections wanted than children who could be in them',
    (p) => Object.assign(activity(p, 'painting'), { sections: { min: 2, max: 2 }, size: { min: 3, max: 8 } }),
    ['/activities/2 too-few-students 5'],
  ],
  [
    'nobody leads: the only one who can has refused',
    (p) => {
      p.staff[2].refuses = ['painting']
    },
    ['/activities/2/roles nobody-can-lead 0'],
  ],
  [
    'fewer people than seats on Wednesdays: the children need one, and a leader of duty',
    (p) => {
      for (const person of p.staff.slice(1)) person.offers = person.offers?.filter((offer) => offer.weekday !== 'wed')
    },
    ['/seasons/0/bells/wed-1 understaffed 四(四) 1'],
  ],
  [
    'an offer that ends before the summer bell does, and lessons: one person is left for two seats',
    (p) => {
      for (const i of [0, 4]) p.staff[i].offers!.find((offer) => offer.weekday === 'mon')!.end = '17:50'
      p.staff[1].teaching = [{ weekday: 'mon', season: 'summer', start: '17:50', end: '18:30' }]
      p.staff[2].offers = []
    },
    ['/seasons/0/bells/mon-2 understaffed 四(四) 1'],
  ],
  [
    'certificates of both who lead duty that lapse before the last Monday of November, or are missing',
    (p) => {
      p.staff[1].certificates.health!.until = '2026-11-29'
      delete p.staff[3].certificates.qualification
    },
    ['/seasons/1/bells/mon-1 understaffed 四(四) 1', '/seasons/1/bells/mon-2 understaffed 四(四) 1'],
  ],
  [
    'two bands at once: a seat for each, and a leader of duty for each block',
    (p) => {
      lateBand(p)
      for (const person of p.staff.slice(0, 2)) person.offers = person.offers?.filter((offer) => offer.weekday !== 'mon')
    },
    ['/seasons/0/bells/mon-late understaffed 四(四) 1', '/seasons/1/bells/mon-late understaffed 四(四) 1'],
  ],
  [
    'two bands at once that share a leader of duty',
    (p) => {
      lateBand(p)
      for (const slot of p.slots) if (slot.id === 'mon-1' || slot.id === 'mon-late') slot.dutyBlock = 'mon'
      for (const person of p.staff.slice(0, 2)) person.offers = person.offers?.filter((offer) => offer.weekday !== 'mon')
    },
    [],
  ],
]

const pins: Case[] = [
  [
    'that go well with every rule',
    (p) => {
      p.pins = {
        sections: [{ activity: 'chess', number: 1, sessions: [{ slot: 'mon-1', room: 'R1' }], students: ['S01', 'S08'] }],
        posts: [
          { kind: 'section', season: 'summer', activity: 'painting', number: 1, slot: 'mon-1', role: 'lead', staff: ['T3'] },
          { kind: 'duty', season: 'winter', site: 'main', block: 'mon-1', staff: ['K1'] },
        ],
      }
    },
    [],
  ],
  [
    'that can be kept against a rule alone',
    (p) => {
      activity(p, 'football').grades = [2]
      activity(p, 'football').size.max = 2
      p.staff[1].refuses = ['football']
      p.staff[4].offers = [{ weekday: 'mon', start: '16:30', end: '17:00' }]
      p.pins = {
        sections: [
          {
            activity: 'football',
            number: 1,
            sessions: [{ slot: 'mon-1', room: 'FIELD' }],
            students: ['S01', 'S07', 'S08'],
          },
          { activity: 'painting', number: 1, sessions: [{ slot: 'mon-1', room: 'R1' }], students: [] },
        ],
        posts: [
          { kind: 'section', season: 'summer', activity: 'football', number: 1, slot: 'tue-1', role: 'lead', staff: ['T2'] },
          { kind: 'care', season: 'summer', host: 'C1', slot: 'mon-1', staff: ['P1'] },
          { kind: 'duty', season: 'winter', site: 'main', block: 'mon-1', staff: ['T1'] },
        ],
      }
    },
    [
      '/pins/sections/0/sessions/0/slot pin-against-rule "mon-1"',
      '/pins/sections/0/students pin-against-rule 3',
      '/pins/sections/0/students pin-against-rule ["S08"]',
      '/pins/sections/0/students pin-against-rule ["S01"]',
      '/pins/sections/1/sessions/0/room pin-against-rule "R1"',
      '/pins/posts/0/staff pin-against-rule "T2"',
      '/pins/posts/1/staff pin-against-rule "P1"',
      '/pins/posts/1/staff pin-against-rule "P1"',
      '/pins/posts/2/staff pin-against-rule "T1"',
      '/students choices-out-of-reach 1',
      '/activities/1/roles nobody-can-lead 0',
    ],
  ],
]

describe.each(Object.entries({ policy, idle, pins, floors }))('findings: %s', (_, table) => {
  test.each(table)('%s', (_, change, expected) => {
    const { errors, findings } = validatePlan(smallPlan(change))
    expect(errors).toEqual([])
    expect(findings.map(({ pointer, code, clause, value }) => [pointer, code, clause, JSON.stringify(value)].filter(Boolean).join(' '))).toEqual(expected)
    for (const finding of findings) {
      expect(finding.message.en).not.toBe('')
      expect(finding.message.zh).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})
