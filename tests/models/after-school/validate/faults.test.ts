import { describe, expect, test } from 'vitest'
import type { PlanInput } from '../../../../models/after-school/plan.ts'
import { validatePlan } from '../../../../models/after-school/validate/index.ts'
import { smallPlan } from '../../../support/plan.ts'

/** a malformed plan: its name, what is done to the small school, and all of its errors in order: pointer, code, clause */
type Case = readonly [name: string, change: (plan: PlanInput) => void, errors: readonly string[]]

const student = (p: PlanInput, id: string) => p.students.find((s) => s.id === id)!
const activity = (p: PlanInput, id: string) => p.activities.find((a) => a.id === id)!
/** what the types forbid */
const raw = (p: PlanInput) => p as unknown as Record<string, never>

/** a third period on Monday, in both seasons */
function thirdPeriod(p: PlanInput) {
  p.slots.push({ id: 'mon-3', weekday: 'mon', period: 3 })
  p.seasons[0].bells['mon-3'] = { start: '17:55', end: '18:00' }
  p.seasons[1].bells['mon-3'] = { start: '17:40', end: '18:00' }
}

/** a band of its own for C2, ten minutes behind on Monday */
function secondBand(p: PlanInput) {
  p.slots.push({ id: 'mon-late', weekday: 'mon', period: 1, band: 'late' })
  p.seasons[0].bells['mon-late'] = { start: '16:40', end: '17:20' }
  p.seasons[1].bells['mon-late'] = { start: '16:20', end: '17:00' }
}

const form: Case[] = [
  ['no plan', () => {}, []],
  ['a field that is missing', (p) => delete (raw(p.rooms[0] as never) as { site?: string }).site, ['/rooms/0/site missing']],
  ['a wrong type', (p) => Object.assign(p.rooms[0], { capacity: '30' }), ['/rooms/0/capacity wrong-type']],
  ['half a person', (p) => Object.assign(p.activities[0].size, { max: 6.5 }), ['/activities/0/size/max wrong-type']],
  ['a field that nobody knows', (p) => Object.assign(p.rooms[0], { capcity: 3 }), ['/rooms/0/capcity unknown-field']],
  ['a field that nobody knows, at the top', (p) => Object.assign(p, { teachers: [] }), ['/teachers unknown-field']],
  ['no option', (p) => Object.assign(p.staff[0], { kind: 'techer' }), ['/staff/0/kind not-an-option']],
  ['too little', (p) => Object.assign(p.rooms[0], { capacity: 0 }), ['/rooms/0/capacity too-small']],
  ['too many choices', (p) => Object.assign(p.students[0], { choices: Array.from({ length: 21 }, (_, i) => `a${i}`) }), ['/students/0/choices too-big']],
  [
    'what else is wrong with an entry of which something is misshaped: what it names, who is barred',
    (p) => {
      Object.assign(p.staff[0], { kind: 'techer', teaches: ['C9'], certificates: { character: { status: 'barred' } } })
      Object.assign(p.students[1], { clubsWanted: -1, choices: ['chess', 'knitting'] })
      Object.assign(p.activities[0], { length: 3, slots: ['mon-1', 'mon-9'] })
    },
    [
      '/students/1/clubsWanted too-small',
      '/staff/0/kind not-an-option',
      '/activities/0/length not-an-option',
      '/students/1/choices/1 unknown-activity',
      '/staff/0/teaches/0 unknown-class',
      '/activities/0/slots/1 unknown-slot',
      '/staff/0/certificates/character/status barred 四(二)',
    ],
  ],
  [
    'bells beside one that is misshaped, and beside a season without its date',
    (p) => {
      Object.assign(p.seasons[0].bells['mon-1'], { start: '4:30pm' })
      p.seasons[0].bells['mon-2'].end = '18:05'
      Object.assign(p.seasons[1], { from: 'November' })
      p.seasons[1].bells['tue-2'].end = '18:10'
    },
    [
      '/seasons/0/bells/mon-1/start bad-format',
      '/seasons/1/from bad-format',
      '/seasons/0/bells/mon-2/end past-latest-end 三(二)',
      '/seasons/1/bells/tue-2/end past-latest-end 三(二)',
    ],
  ],
  [
    'weights and pins beside misshaped ones',
    (p) => {
      p.weights = { led: -3, lead: 2 } as never
      p.pins = {
        sections: [{ activity: 'knitting', number: 1, sessions: [], students: ['S99'] }],
        posts: [{ kind: 'cafe', season: 'summer', staff: [] } as never, { kind: 'care', season: 'summer', host: 'C1', slot: 'mon-9', staff: [] }],
      }
    },
    [
      '/pins/posts/0/kind not-an-option',
      '/weights/led too-small',
      '/weights/lead unknown-row',
      '/pins/sections/0/activity unknown-activity',
      '/pins/sections/0/students/0 unknown-student',
      '/pins/posts/1/slot unknown-slot',
    ],
  ],
  [
    'a field that nobody knows hides nothing',
    (p) => {
      Object.assign(p.rooms[0], { capcity: 3, site: 'moon' })
      Object.assign(p.policy, { note: 'draft', overrides: [{ field: 'studentsPerSupervisor', value: 0, reason: 'r' }] })
    },
    ['/policy/note unknown-field', '/rooms/0/capcity unknown-field', '/policy/overrides/0/value override-value', '/rooms/0/site unknown-site'],
  ],
  ['no date', (p) => Object.assign(p.term, { end: '2026-11-31' }), ['/term/end bad-format']],
  ['no clock time', (p) => Object.assign(p.seasons[0].bells['mon-1'], { start: '4:30pm' }), ['/seasons/0/bells/mon-1/start bad-format']],
  ['a length of three', (p) => Object.assign(p.activities[0], { length: 3 }), ['/activities/0/length not-an-option']],
  ['a role that asks for nobody', (p) => Object.assign(p.activities[0], { roles: [{ role: 'lead' }] }), ['/activities/0/roles/0 role-without-need']],
  [
    'an override without a reason',
    (p) => Object.assign(p.policy, { overrides: [{ field: 'latestEnd', value: '18:30' }] }),
    ['/policy/overrides/0/reason missing'],
  ],
  ['no slots: what refers to them is not at fault', (p) => Object.assign(p, { slots: [] }), ['/slots too-small']],
  ['a list that is none', (p) => Object.assign(p, { sites: 'main' }), ['/sites wrong-type']],
  [
    'form and meaning at once: the rest of the plan is still read',
    (p) => {
      Object.assign(p.rooms[3], { capacity: null })
      Object.assign(student(p, 'S02'), { clubsWanted: -1 })
      p.classes[1].homeRoom = 'R3'
      student(p, 'S01').attends = ['mon-9']
    },
    ['/rooms/3/capacity wrong-type', '/students/1/clubsWanted too-small', '/classes/1/homeRoom unknown-room', '/students/0/attends/0 unknown-slot'],
  ],
  ['an entry that is misshaped still has its id', (p) => Object.assign(p.rooms[1], { capacity: 'thirty' }), ['/rooms/1/capacity wrong-type']],
  ['an entry without its id: what refers to the list is not at fault', (p) => Object.assign(p.rooms[1], { id: 7 }), ['/rooms/1/id wrong-type']],
  [
    'escapes in a pointer',
    (p) => {
      p.seasons[0].bells['a/b~c'] = { start: '16:00', end: '16:10' }
    },
    ['/seasons/0/bells/a~1b~0c unknown-slot'],
  ],
]

const ids: Case[] = [
  ['two students of one id', (p) => Object.assign(p.students[11], { id: 'S01' }), ['/students/11/id duplicate-id']],
  ['three rooms of one id', (p) => p.rooms.push({ ...p.rooms[2] }, { ...p.rooms[2] }), ['/rooms/4/id duplicate-id', '/rooms/5/id duplicate-id']],
  [
    'a slot, a student and a person twice: nothing else is said of them',
    (p) => {
      p.slots.push({ ...p.slots[0] })
      p.students.push({ ...p.students[0] })
      p.staff.push({ ...p.staff[0] })
    },
    ['/slots/5/id duplicate-id', '/students/12/id duplicate-id', '/staff/5/id duplicate-id'],
  ],
  ['an id that every object has', (p) => p.sites.push({ id: 'constructor' }), ['/sites/1/id reserved-id']],
  [
    'a care room that is called like a class',
    (p) => {
      p.rooms.push({ id: 'C1', site: 'main', capacity: 100 })
      p.careRooms = [{ room: 'C1' }]
    },
    ['/careRooms/0/room ambiguous-host'],
  ],
  [
    'an unknown slot in the bells',
    (p) => Object.assign(p.seasons[1].bells, { 'wed-2': { start: '16:10', end: '16:50' } }),
    ['/seasons/1/bells/wed-2 unknown-slot'],
  ],
  ['an unknown site of a room', (p) => Object.assign(p.rooms[0], { site: 'west' }), ['/rooms/0/site unknown-site']],
  [
    'an unknown season of a window',
    (p) => Object.assign(p.rooms[2], { windows: [{ weekday: 'mon', season: 'spring', start: '16:00', end: '18:00' }] }),
    ['/rooms/2/windows/0/season unknown-season'],
  ],
  ['an unknown care room', (p) => Object.assign(p, { careRooms: [{ room: 'HALL' }] }), ['/careRooms/0/room unknown-room']],
  [
    'an unknown home room, homeroom teacher and season of dismissal',
    (p) => Object.assign(p.classes[0], { homeRoom: 'R9', homeroomTeacher: 'T9', dismissal: { spring: '16:00' } }),
    ['/classes/0/homeRoom unknown-room', '/classes/0/homeroomTeacher unknown-staff', '/classes/0/dismissal/spring unknown-season'],
  ],
  ['an unknown class of a student', (p) => Object.assign(p.students[0], { class: 'C3' }), ['/students/0/class unknown-class']],
  [
    'unknown slots and choices of a student',
    (p) => Object.assign(p.students[0], { attends: ['mon-1', 'fri-1'], choices: ['ches', 'go'] }),
    ['/students/0/attends/1 unknown-slot', '/students/0/choices/0 unknown-activity', '/students/0/choices/1 unknown-activity'],
  ],
  [
    'what a person refers to',
    (p) => {
      p.staff[0].teaches = ['C9']
      p.staff[0].refuses = ['golf']
      p.staff[0].teaching = [{ weekday: 'mon', season: 'spring', start: '09:00', end: '09:40' }]
      p.staff[0].offers = [{ weekday: 'mon', season: 'autumn', start: '16:00', end: '18:00' }]
    },
    [
      '/staff/0/teaches/0 unknown-class',
      '/staff/0/refuses/0 unknown-activity',
      '/staff/0/teaching/0/season unknown-season',
      '/staff/0/offers/0/season unknown-season',
    ],
  ],
  [
    'what an activity refers to',
    (p) => Object.assign(activity(p, 'chess'), { slots: ['mon-1', 'mon-7'], site: 'west' }),
    ['/activities/0/slots/1 unknown-slot', '/activities/0/site unknown-site'],
  ],
  [
    'what a duty refers to',
    (p) => Object.assign(p, { generalDuties: [{ id: 'gate', site: 'gate', slots: ['sun-1'] }] }),
    ['/generalDuties/0/site unknown-site', '/generalDuties/0/slots/0 unknown-slot'],
  ],
  [
    'ways to nowhere, to itself, and twice',
    (p) => {
      p.sites.push({ id: 'west' })
      p.travel = [
        { from: 'main', to: 'west', minutes: 10 },
        { from: 'west', to: 'main', minutes: 12 },
        { from: 'main', to: 'main', minutes: 0 },
        { from: 'main', to: 'east', minutes: 5 },
      ]
    },
    ['/travel/3/to unknown-site', '/travel/1 repeated', '/travel/2/to way-to-itself'],
  ],
  ['an unknown row in the weights', (p) => Object.assign(p, { weights: { 'student-choise': 2 } }), ['/weights/student-choise unknown-row']],
  ['a slot attended twice', (p) => Object.assign(p.students[11], { attends: ['tue-1', 'tue-1'] }), ['/students/11/attends/1 repeated']],
  ['a club chosen twice', (p) => Object.assign(p.students[0], { choices: ['chess', 'football', 'chess'] }), ['/students/0/choices/2 repeated']],
]

const calendar: Case[] = [
  ['a term that ends before it starts', (p) => Object.assign(p.term, { end: '2026-08-31' }), ['/term/end term-order']],
  ['a term of ten years', (p) => Object.assign(p.term, { end: '2036-11-30' }), ['/term/end term-too-long']],
  ['a year whose holidays nobody knows', (p) => Object.assign(p.term, { end: '2027-01-15' }), ['/term/calendar holidays-unknown']],
  ['a time zone that is none', (p) => Object.assign(p, { timezone: 'Asia/Luoyang' }), ['/timezone unknown-timezone']],
  ['a holiday twice', (p) => Object.assign(p.term, { holidays: ['2026-09-10', '2026-09-10'] }), ['/term/holidays/1 repeated']],
  [
    'a make-up day twice, and a holiday that is one',
    (p) =>
      Object.assign(p.term, {
        holidays: ['2026-09-26'],
        makeUpDays: [
          { date: '2026-09-19', runs: 'mon' },
          { date: '2026-09-19', runs: 'tue' },
          { date: '2026-09-26', runs: 'tue' },
        ],
      }),
    ['/term/makeUpDays/1/date repeated', '/term/makeUpDays/2/date holiday-and-make-up-day'],
  ],
  ['a first season that comes late', (p) => Object.assign(p.seasons[0], { from: '2026-09-07' }), ['/seasons/0/from season-late']],
  ['seasons out of order', (p) => Object.assign(p.seasons[1], { from: '2026-08-20' }), ['/seasons/1/from season-order']],
  ['two seasons from one date', (p) => Object.assign(p.seasons[1], { from: '2026-09-01' }), ['/seasons/1/from season-order']],
  ['a season after the term', (p) => Object.assign(p.seasons[1], { from: '2026-12-01' }), ['/seasons/1/from season-outside-term']],
  [
    'a season before the term',
    (p) => {
      p.seasons[0].from = '2026-08-01'
      p.seasons[1].from = '2026-08-20'
    },
    ['/seasons/0/from season-outside-term'],
  ],
  [
    'neighbouring seasons with the same bells',
    (p) => Object.assign(p.seasons[1], { bells: structuredClone(p.seasons[0].bells) }),
    ['/seasons/1/bells seasons-alike', '/classes/0/dismissal/winter long-handover 四(四)', '/classes/1/dismissal/winter long-handover 四(四)'],
  ],
  [
    'a certificate that ends before it starts',
    (p) => Object.assign(p.staff[0].certificates, { health: { from: '2026-09-01', until: '2025-08-31' } }),
    ['/staff/0/certificates/health/until dates-order'],
  ],
  ['an activity that ends before it starts', (p) => Object.assign(p.activities[0], { from: '2026-10-01', to: '2026-09-01' }), ['/activities/0/to dates-order']],
]

const slots: Case[] = [
  ['a bell that ends as it starts', (p) => Object.assign(p.seasons[0].bells['wed-1'], { end: '16:30' }), ['/seasons/0/bells/wed-1/end bell-order']],
  [
    'bells past the latest end, in one season',
    (p) => {
      p.seasons[0].bells['mon-2'].end = '18:05'
      p.seasons[0].bells['tue-2'].end = '18:01'
    },
    ['/seasons/0/bells/mon-2/end past-latest-end 三(二)', '/seasons/0/bells/tue-2/end past-latest-end 三(二)'],
  ],
  [
    'the latest end of an override counts',
    (p) => {
      p.policy.overrides = [{ field: 'latestEnd', value: '17:30', reason: '冬季天黑早' }]
    },
    [
      '/seasons/0/bells/mon-2/end past-latest-end 三(二)',
      '/seasons/0/bells/tue-2/end past-latest-end 三(二)',
      '/seasons/1/bells/mon-2/end past-latest-end 三(二)',
      '/seasons/1/bells/tue-2/end past-latest-end 三(二)',
    ],
  ],
  [
    'noon under the national policy',
    (p) => {
      p.policy.pack = 'national-2021'
      p.slots.push({ id: 'mon-0', weekday: 'mon', period: 0 })
      p.seasons[0].bells['mon-0'] = { start: '12:00', end: '13:00' }
    },
    ['/slots/5/period noon-not-allowed 9'],
  ],
  ['periods of a band that overlap', (p) => Object.assign(p.seasons[1].bells['tue-2'], { start: '16:45' }), ['/seasons/1/bells/tue-2/start periods-overlap']],
  [
    'more clock intervals on a weekday than can be told apart',
    (p) => {
      for (let i = 0; i < 30; i++) {
        const id = `late-${i}`
        p.slots.push({ id, weekday: 'mon', period: 1, band: id })
        p.seasons[1].bells[id] = { start: '17:00', end: `17:${10 + i}` }
      }
    },
    ['/seasons/1/bells too-many-intervals'],
  ],
  [
    'more wishes than can be weighed',
    (p) => {
      for (let i = 0; i < 32; i++)
        p.activities.push({ ...p.activities[0], id: `all-${i}`, everyone: true, grades: [p.classes[0].grade], sections: { min: 0, max: 1 } })
    },
    Array.from({ length: 6 }, (_, i) => `/students/${i}/choices too-many-wishes`),
  ],
  [
    'the same period twice, of which children attend one: no hole',
    (p) => {
      thirdPeriod(p)
      p.slots.push({ id: 'mon-2b', weekday: 'mon', period: 2 })
      student(p, 'S01').attends = ['mon-1', 'mon-2', 'mon-3']
    },
    ['/slots/6/period duplicate-period'],
  ],
  [
    'a slot named as a duty block by one of another time: the fault is where it is named',
    (p) => {
      p.slots[0].dutyBlock = p.slots[2].id
    },
    ['/slots/0/dutyBlock mixed-duty-block'],
  ],
  ['the same period twice', (p) => p.slots.push({ id: 'mon-2b', weekday: 'mon', period: 2 }), ['/slots/5/period duplicate-period']],
  [
    'a duty block over two weekdays, and over two periods',
    (p) => {
      for (const i of [0, 1, 2]) p.slots[i].dutyBlock = 'first'
    },
    ['/slots/1/dutyBlock mixed-duty-block', '/slots/2/dutyBlock mixed-duty-block'],
  ],
]

const policy: Case[] = [
  ['an unknown pack', (p) => Object.assign(p.policy, { pack: 'luoyang-2020-78' }), ['/policy/pack unknown-policy']],
  [
    'override values that their fields cannot hold',
    (p) => {
      p.policy.overrides = [
        { field: 'latestEnd', value: 18, reason: 'r' },
        { field: 'studentsPerSupervisor', value: 0, reason: 'r' },
        { field: 'requiredDomains', value: ['sports'], reason: 'r' },
      ]
    },
    ['/policy/overrides/0/value override-value', '/policy/overrides/1/value override-value', '/policy/overrides/2/value override-value'],
  ],
  [
    'one override at fault leaves what the others and the pack say',
    (p) => {
      p.policy.overrides = [
        { field: 'latestEnd', value: '17:56', reason: 'r' },
        { field: 'tutoringGroupMax', value: 0, reason: 'r' },
      ]
      p.seasons[0].bells['mon-2'].end = '17:57'
      p.staff[0].certificates = { character: { status: 'barred' } }
    },
    ['/policy/overrides/1/value override-value', '/seasons/0/bells/mon-2/end past-latest-end 三(二)', '/staff/0/certificates/character/status barred 四(二)'],
  ],
  [
    'a late end that may be allowed by an override at fault is none',
    (p) => {
      p.policy.overrides = [{ field: 'latestEnd', value: '18.30', reason: 'r' }]
      p.seasons[0].bells['mon-2'].end = '18:20'
    },
    ['/policy/overrides/0/value override-value'],
  ],
  [
    'overrides that are no list: nobody knows what they allow',
    (p) => {
      Object.assign(p.policy, { overrides: null })
      p.seasons[0].bells['mon-2'].end = '18:01'
    },
    ['/policy/overrides wrong-type'],
  ],
  [
    'a field overridden twice, for a blank reason',
    (p) => {
      p.policy.overrides = [
        { field: 'noonAllowed', value: false, reason: '食堂未启用' },
        { field: 'noonAllowed', value: true, reason: ' ' },
      ]
    },
    ['/policy/overrides/1/reason blank-reason', '/policy/overrides/1/field repeated'],
  ],
]

const places: Case[] = [
  [
    'a window that ends before it starts',
    (p) => Object.assign(p.rooms[2], { windows: [{ weekday: 'mon', start: '18:00', end: '16:00' }] }),
    ['/rooms/2/windows/0/end times-order'],
  ],
  [
    'an offer and a lesson that end before they start',
    (p) => {
      p.staff[0].offers![0].end = '15:00'
      p.staff[0].teaching![0].end = '14:00'
    },
    ['/staff/0/teaching/0/end times-order', '/staff/0/offers/0/end times-order'],
  ],
  [
    'a care room that is a home room, and one given twice',
    (p) => {
      p.careRooms = [{ room: 'R1' }, { room: 'FIELD' }, { room: 'FIELD', grades: [1] }]
    },
    ['/careRooms/0/room care-room-is-home-room', '/careRooms/2/room repeated'],
  ],
  ['a number out of all proportion', (p) => Object.assign(p.rooms[0], { capacity: 1e9 }), ['/rooms/0/capacity too-big']],
]

const classes: Case[] = [
  ['two classes in one home room', (p) => Object.assign(p.classes[1], { homeRoom: 'R1' }), ['/classes/1/homeRoom home-room-shared']],
  [
    'a third class in a room for two',
    (p) => {
      p.rooms[0].concurrent = 2
      p.classes[1].homeRoom = 'R1'
      p.classes.push({ id: 'C3', grade: 3, homeRoom: 'R1' })
      p.students.push({ id: 'S13', class: 'C3', attends: ['tue-1'] })
    },
    ['/classes/2/homeRoom home-room-shared'],
  ],
  [
    'a class over two bands at once',
    (p) => {
      secondBand(p)
      student(p, 'S12').attends = ['mon-late']
    },
    ['/classes/1/homeRoom class-in-two-places'],
  ],
  ['a home room that is not step-free, for a child who needs it', (p) => Object.assign(p.rooms[0], { features: [] }), ['/students/3/needs/0 home-room-lacks']],
  [
    'a home room that is closed when its class attends',
    (p) => {
      p.rooms[0].windows = (['mon', 'tue', 'wed'] as const).map((weekday) => ({ weekday, start: '16:00', end: '17:30' }))
    },
    ['/classes/0/homeRoom home-room-closed'],
  ],
  ['a home room outdoors, dark at the end of November', (p) => Object.assign(p.rooms[1], { outdoor: true }), ['/classes/1/homeRoom home-room-dark']],
  [
    'a home room outdoors, dark by the season’s own sunset',
    (p) => {
      p.rooms[1].outdoor = true
      delete p.coordinates
      p.seasons[1].sunset = '16:50'
    },
    ['/classes/1/homeRoom home-room-dark'],
  ],
  [
    'a class that waits too long',
    (p) => Object.assign(p.classes[0], { dismissal: { summer: '16:09', winter: '16:00' } }),
    ['/classes/0/dismissal/summer long-handover 四(四)'],
  ],
  [
    'a class that is dismissed after its first bell',
    (p) => Object.assign(p.classes[0], { dismissal: { winter: '16:15' } }),
    ['/classes/0/dismissal/winter bell-before-dismissal'],
  ],
]

const people: Case[] = [
  [
    'first and third period without the second',
    (p) => {
      thirdPeriod(p)
      student(p, 'S05').attends = ['mon-1', 'mon-3', 'tue-1']
    },
    ['/students/4/attends attends-with-a-hole'],
  ],
  [
    'two slots at once',
    (p) => {
      secondBand(p)
      p.rooms[1].concurrent = 2
      student(p, 'S08').attends = ['mon-1', 'mon-late']
    },
    ['/students/7/attends/1 attends-two-at-once'],
  ],
  [
    'tutoring and everyone’s day among the choices',
    (p) => {
      Object.assign(activity(p, 'chess'), { tutoring: true, fee: 0 })
      activity(p, 'football').everyone = true
      p.students = [{ id: 'S01', class: 'C1', attends: ['mon-1'], choices: ['chess', 'painting', 'football'], clubsWanted: 1 }]
    },
    ['/students/0/choices/0 not-a-club', '/students/0/choices/2 not-a-club'],
  ],
  ['a registered poor child who is charged', (p) => Object.assign(student(p, 'S12'), { feeExempt: false }), ['/students/11/feeExempt poor-not-exempt 二(五)']],
  [
    'a barred person',
    (p) => {
      p.staff[4].certificates.character = { status: 'barred' }
    },
    ['/staff/4/certificates/character/status barred 四(二)'],
  ],
  [
    'more lessons than a day may hold',
    (p) => {
      p.staff[0].limits = { minutesPerDay: 240 }
      p.staff[0].teaching = [
        { weekday: 'tue', start: '08:00', end: '12:00' },
        { weekday: 'tue', season: 'winter', start: '14:00', end: '14:40' },
      ]
    },
    ['/staff/0/limits/minutesPerDay teaching-above-limit'],
  ],
]

const activities: Case[] = [
  ['sizes the wrong way round', (p) => Object.assign(activity(p, 'chess'), { size: { min: 7, max: 6 } }), ['/activities/0/size/min size-order']],
  ['sections the wrong way round', (p) => Object.assign(activity(p, 'chess'), { sections: { min: 2, max: 1 } }), ['/activities/0/sections/min sections-order']],
  ['more sessions than slots', (p) => Object.assign(activity(p, 'chess'), { sessionsPerWeek: 3 }), ['/activities/0/sessionsPerWeek too-few-slots']],
  [
    'two periods from the last one',
    (p) => Object.assign(activity(p, 'painting'), { slots: ['mon-1', 'mon-2', 'wed-1'] }),
    ['/activities/2/slots/1 no-next-slot', '/activities/2/slots/2 no-next-slot'],
  ],
  [
    'two periods from noon',
    (p) => {
      p.slots.push({ id: 'mon-0', weekday: 'mon', period: 0 })
      p.seasons[0].bells['mon-0'] = { start: '12:00', end: '13:00' }
      activity(p, 'painting').slots = ['mon-0']
    },
    ['/activities/2/slots/0 no-next-slot'],
  ],
  ['nobody to lead', (p) => Object.assign(activity(p, 'chess'), { roles: [{ role: 'assistant', count: 1 }] }), ['/activities/0/roles no-lead']],
  [
    'a lead for every tenth child only',
    (p) => Object.assign(activity(p, 'chess'), { roles: [{ role: 'lead', perStudents: 10 }] }),
    ['/activities/0/roles no-lead'],
  ],
  [
    'two entries for one role, and one that nobody may hold',
    (p) =>
      Object.assign(activity(p, 'chess'), {
        roles: [
          { role: 'lead', count: 1 },
          { role: 'lead', count: 1, kinds: [] },
        ],
      }),
    ['/activities/0/roles/1/role duplicate-role', '/activities/0/roles/1/kinds no-kinds'],
  ],
  [
    'externals alone, where somebody in service has to be with them',
    (p) => {
      p.policy.overrides = [{ field: 'externalsAccompanied', value: 'group', reason: '家委会要求' }]
      activity(p, 'chess').roles = [
        { role: 'lead', count: 1, kinds: ['parent', 'retired'] },
        { role: 'assistant', count: 1, kinds: ['university-student'] },
      ]
      p.careRole = { kinds: ['parent'] }
    },
    ['/activities/0/roles lone-external 四(四)', '/careRole/kinds lone-external 四(四)'],
  ],
  [
    'tutoring as a class in disguise',
    (p) => {
      for (const s of p.students) s.choices = s.choices?.filter((choice) => choice !== 'chess')
      Object.assign(activity(p, 'chess'), { tutoring: true, size: { min: 1, max: 9 } })
    },
    ['/activities/0/size/max tutoring-too-large 三(三)', '/activities/0/fee tutoring-fee 三(三)'],
  ],
  [
    'tutoring for everyone',
    (p) => {
      for (const s of p.students) s.choices = s.choices?.filter((choice) => choice !== 'football')
      Object.assign(activity(p, 'football'), { tutoring: true, everyone: true, size: { max: 8 } })
    },
    ['/activities/1/everyone tutoring-for-everyone 三(三)'],
  ],
  ['care by nobody', (p) => Object.assign(p, { careRole: { kinds: [] } }), ['/careRole/kinds no-kinds']],
  [
    'a duty for nobody',
    (p) => Object.assign(p, { generalDuties: [{ id: 'gate', site: 'main', slots: ['mon-1'], kinds: [] }] }),
    ['/generalDuties/0/kinds no-kinds'],
  ],
]

const fixed: Case[] = [
  [
    'pins to things that are not there',
    (p) => {
      p.pins = {
        sections: [{ activity: 'go', number: 1, sessions: [{ slot: 'mon-4', room: 'R7' }], students: ['S99'] }],
        care: [{ class: 'C9', slot: 'mon-1', host: 'C8' }],
        posts: [
          { kind: 'care', season: 'spring', host: 'R1', slot: 'mon-1', staff: ['T1'] },
          { kind: 'duty', season: 'summer', site: 'main', block: 'late', staff: ['K9'] },
          { kind: 'general', season: 'summer', duty: 'gate', slot: 'mon-1', staff: [] },
        ],
      }
    },
    [
      '/pins/sections/0/activity unknown-activity',
      '/pins/sections/0/sessions/0/slot unknown-slot',
      '/pins/sections/0/sessions/0/room unknown-room',
      '/pins/sections/0/students/0 unknown-student',
      '/pins/care/0/class unknown-class',
      '/pins/care/0/host unknown-host',
      '/pins/posts/0/season unknown-season',
      '/pins/posts/0/host unknown-host',
      '/pins/posts/1/staff/0 unknown-staff',
      '/pins/posts/1/block unknown-block',
      '/pins/posts/2/duty unknown-duty',
    ],
  ],
  [
    'pins that cannot be: a second section of one, a role that it lacks, the same twice',
    (p) => {
      p.pins = {
        sections: [{ activity: 'chess', number: 2, sessions: [], students: [] }],
        posts: [
          { kind: 'section', season: 'summer', activity: 'chess', number: 1, slot: 'mon-1', role: 'assistant', staff: ['T1'] },
          { kind: 'duty', season: 'summer', site: 'main', block: 'mon-1', staff: ['K1'] },
          { kind: 'duty', season: 'summer', site: 'main', block: 'mon-1', staff: ['T2'] },
        ],
      }
    },
    ['/pins/sections/0/number unknown-section', '/pins/posts/0/role unknown-role', '/pins/posts/2 repeated'],
  ],
  [
    'pins that no timetable could keep: too many sessions, hosts in a circle, more people than a post ever needs',
    (p) => {
      p.pins = {
        sections: [{ activity: 'chess', number: 1, sessions: ['mon-1', 'tue-1'].map((slot) => ({ slot, room: 'R1' })), students: [] }],
        care: [
          { class: 'C1', slot: 'mon-1', host: 'C2' },
          { class: 'C2', slot: 'mon-1', host: 'C1' },
          { class: 'C1', slot: 'mon-2', host: 'C1' },
          { class: 'C2', slot: 'mon-2', host: 'C1' },
        ],
        posts: [
          { kind: 'care', season: 'summer', host: 'C1', slot: 'mon-1', staff: ['T1', 'T2', 'T2'] },
          { kind: 'duty', season: 'summer', site: 'main', block: 'mon-1', staff: ['T1', 'T2'] },
          { kind: 'care', season: 'winter', host: 'C1', slot: 'wed-1', staff: ['T1'] },
          { kind: 'care', season: 'winter', host: 'C1', slot: 'mon-1', staff: ['T1', 'T1'] },
        ],
      }
    },
    [
      '/pins/sections/0/sessions too-many-sessions',
      '/pins/care/0/host host-chain',
      '/pins/care/1/host host-chain',
      '/pins/posts/0/staff post-over-need 四(四)',
      '/pins/posts/1/staff post-over-need',
      '/pins/posts/2/staff post-over-need 四(四)',
    ],
  ],
  [
    'a double period pinned where no second one follows',
    (p) => Object.assign(p, { pins: { sections: [{ activity: 'painting', number: 1, sessions: [{ slot: 'mon-2', room: 'ART' }], students: [] }] } }),
    ['/pins/sections/0/sessions/0/slot no-next-slot'],
  ],
  [
    'a baseline of another school',
    (p) => {
      p.baseline = {
        sections: [{ activity: 'chess', number: 1, sessions: [{ slot: 'mon-1', room: 'R1' }], students: ['S01', 'X1'] }],
        care: [{ class: 'C1', slot: 'mon-1', host: 'HALL' }],
      }
    },
    ['/baseline/sections/0/students/1 unknown-student', '/baseline/care/0/host unknown-host'],
  ],
]

const cases = { form, ids, calendar, slots, policy, places, classes, people, activities, fixed }

describe.each(Object.entries(cases))('malformed: %s', (_, table) => {
  test.each(table)('%s', (_, change, expected) => {
    const input = smallPlan(change)
    const { valid, errors, findings, plan } = validatePlan(input)
    expect(errors.map(({ pointer, code, clause }) => [pointer, code, clause].filter(Boolean).join(' '))).toEqual(expected)
    expect(valid).toBe(expected.length === 0)
    expect(plan !== undefined).toBe(valid)
    if (!valid) expect(findings).toEqual([])
    for (const error of errors) {
      // every fault repeats the value in its place or its key, and says what is wrong and what to do, in both languages
      const [value, key] = plainAt(input, error.pointer)
      if (value !== undefined) expect([value, key]).toContain(error.value)
      expect(error.message.en).toMatch(/\.$/)
      expect(error.message.zh).toMatch(/。$/)
      expect(error.suggestion?.en).toMatch(/[.?]$/)
      expect(error.suggestion?.zh).toMatch(/[。？]$/)
    }
  })
})

/** @returns the text, number or truth value at a pointer (undefined for anything else), and its key */
function plainAt(document: unknown, pointer: string): [unknown, string | undefined] {
  const keys = pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const value = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
  return [typeof value === 'object' ? undefined : value, keys.at(-1)]
}

test('there are more than fifty malformed plans', () => {
  expect(
    Object.values(cases)
      .flat()
      .filter(([, , errors]) => errors.length > 0).length,
  ).toBeGreaterThan(50)
})

describe('more faults than anybody can read', () => {
  test('lists longer than anything real are not looked into', () => {
    const { errors } = validatePlan({ students: Array.from({ length: 20_001 }, () => ({})), slots: Array.from({ length: 5001 }, () => ({})) })
    expect(errors.map(({ pointer, code, value }) => [pointer, code, value])).toEqual([
      ['/slots', 'too-big', 5001],
      ['/students', 'too-big', 20_001],
    ])
  })

  test('the first ten thousand are listed, and that there are more', () => {
    const { errors } = validatePlan({ ...smallPlan(), students: Array.from({ length: 11_000 }, () => 1) })
    expect(errors).toHaveLength(10_001)
    expect([errors[0].pointer, errors[9999].pointer, errors[10_000].code]).toEqual(['/students/0', '/students/9999', 'more-faults'])
    const unknown = Object.fromEntries(Array.from({ length: 11_000 }, (_, i) => [`field-${i}`, 1]))
    expect(validatePlan({ ...smallPlan(), ...unknown }).errors).toHaveLength(10_001)
  })
})
