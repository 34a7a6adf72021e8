import { expect, it } from 'vitest'
import { checkTimetable } from '../../../../models/after-school/check/index.ts'
import { type Plan, planSchema } from '../../../../models/after-school/plan.ts'
import { type Change, type Dated, parseChanges, parseCurrent, type Rebalanced, rebalance, rulingOn } from '../../../../models/after-school/rebalance/index.ts'
import { FaultError } from '../../../../models/after-school/validate/fault.ts'
import { smallPlan } from '../../../support/plan.ts'
import { care, chess, duty, lead, partsOf, section } from '../check/support.ts'

/** one Monday of winter */
const monday = '2026-11-09'
const on = { from: monday, to: monday }

const plan: Plan = planSchema.parse(smallPlan())
const both = ['summer', 'winter']
const painting = section('painting', [['tue-1', 'ART']], ['S04', 'S07', 'S09', 'S10'])
const timetable = partsOf({
  sections: [chess, painting],
  posts: both.flatMap((season) => [
    lead('chess', 'mon-1', season, 'P1'),
    care('C1', 'mon-1', season, 'T1'),
    care('C2', 'mon-1', season, 'T2'),
    duty('mon-1', season, 'K1'),
    care('C1', 'mon-2', season, 'T1'),
    care('C2', 'mon-2', season, 'T2'),
    duty('mon-2', season, 'K1'),
    lead('painting', 'tue-1', season, 'T3'),
    care('C1', 'tue-1', season, 'T1'),
    care('C2', 'tue-1', season, 'T2'),
    duty('tue-1', season, 'K1'),
    care('C1', 'tue-2', season, 'T1'),
    care('C2', 'tue-2', season, 'T2'),
    duty('tue-2', season, 'K1'),
  ]),
})

const told = (changes: readonly Change[], own = plan, now: typeof timetable | Rebalanced = timetable): Rebalanced =>
  rebalance(own, now, parseChanges(own, { changes }, 'dated' in now ? now.changes : []))
const first = (answer: Rebalanced): Dated => answer.dated[0]
const seats = ({ timetable: { posts } }: Dated, slot: string) =>
  posts
    .filter((post) => (post.kind === 'duty' ? post.block : post.slot) === slot)
    .map((post) => `${post.kind}${post.kind === 'care' ? ` ${post.host}` : ''}: ${post.staff.join()}`)
    .sort()

it('somebody away: others take their seats that day, and stay where they are on the next', () => {
  const answer = first(told([{ kind: 'staff-away', staff: 'T1', ...on }]))
  expect(answer.cost).toMatchObject({ hard: 0, medium: 0, change: 2 })
  expect(answer).toMatchObject({ proven: true, dates: [monday], weekdays: ['mon'], season: 'winter' })
  expect(seats(answer, 'mon-1')).toEqual(['care C1: T3', 'care C2: T2', 'duty: K1', 'section: P1'])
  expect(seats(answer, 'tue-1')).toEqual(['care C1: T1', 'care C2: T2', 'duty: K1', 'section: T3'])
})

it('a certificate that has lapsed: the same, from that date on, in every week', () => {
  const { dated } = told([{ kind: 'vetting-lapsed', staff: 'T1', certificate: 'health', from: '2026-11-10' }])
  expect(dated.map(({ dates }) => dates)).toEqual([['2026-11-10'], ['2026-11-16', '2026-11-17', '2026-11-23', '2026-11-24', '2026-11-30']])
  for (const { timetable: own, weekdays } of dated) {
    const open = own.posts.filter((post) =>
      weekdays.some((day) => (post.kind === 'duty' ? post.block : post.kind === 'general' ? '' : post.slot).startsWith(day)),
    )
    expect(open.flatMap(({ staff }) => staff)).toContain('T2')
    expect(open.flatMap(({ staff }) => staff)).not.toContain('T1')
  }
})

it('nobody is asked outside their offers: without anybody else, the seat stays empty', () => {
  const own = planSchema.parse(
    smallPlan((input) => {
      input.staff[2].offers = input.staff[2].offers!.slice(1)
    }),
  )
  const answer = first(told([{ kind: 'staff-away', staff: 'T1', ...on }], own))
  expect(answer.cost.hard).toBe(0)
  expect(
    answer.timetable.posts.flatMap((post) => (post.kind !== 'duty' && post.kind !== 'general' && post.slot.startsWith('mon') ? post.staff : [])),
  ).not.toContain('T3')
})

it('a closed room: the club goes where it fits, told to its leader and its families', () => {
  const answer = told([{ kind: 'room-closed', room: 'ART', ...on }])
  expect(first(answer)).toMatchObject({ cost: { hard: 0, medium: 0 }, cancelled: [] })
  const [difference] = answer.difference
  expect(difference).toMatchObject({
    kind: 'room',
    before: ['ART'],
    after: ['FIELD'],
    dates: [monday],
    notify: { staff: ['P1'], students: ['S01', 'S02', 'S03'] },
  })
  expect(answer.difference).toHaveLength(1)
})

it('a closed room and no other that would do: the session does not take place, its students are in care', () => {
  const answer = told([{ kind: 'room-closed', room: 'ART', from: '2026-11-10', to: '2026-11-10' }])
  expect(first(answer).cancelled).toEqual([{ activity: 'painting', number: 1, slot: 'tue-1' }])
  expect(first(answer).cost).toMatchObject({ hard: 0, medium: 10 + 1 })
  expect(answer.difference.map(({ kind }) => kind)).toContain('cancelled')
  expect(answer.changes.at(-1)).toMatchObject({ kind: 'session-cancelled', activity: 'painting', from: '2026-11-10', to: '2026-11-10' })
})

it('a closed home room: the class is somebody’s guest', () => {
  const answer = first(told([{ kind: 'room-closed', room: 'R1', ...on }]))
  expect(answer).toMatchObject({ cost: { hard: 0 }, unhoused: [] })
  expect(answer.timetable.care.map(({ class: c, slot, host }) => [c, slot, host === 'C1'])).toEqual([
    ['C1', 'mon-1', false],
    ['C1', 'mon-2', false],
  ])
})

it('a home room closed on one day: its class is at home on the others, though they are planned anew as well', () => {
  const { dated } = told([
    { kind: 'room-closed', room: 'R1', ...on },
    { kind: 'staff-away', staff: 'K1', from: monday, to: '2026-11-10' },
  ])
  expect(dated).toHaveLength(1)
  expect(dated[0]).toMatchObject({ weekdays: ['mon', 'tue'], cost: { hard: 0 }, unhoused: [] })
  expect(dated[0].timetable.care.filter(({ class: c, host }) => c === 'C1' && host !== 'C1').map(({ slot }) => slot)).toEqual(['mon-1', 'mon-2'])
})

it('every room closed: each class is a breach at each slot, for the answer and for the checker, on that day and when another day of the week is planned anew', () => {
  const closing = ['R1', 'R2', 'ART'].map((room): Change => ({ kind: 'room-closed', room, ...on }))
  const answer = told(closing)
  const left = ['C1', 'C2'].flatMap((own) => ['mon-1', 'mon-2'].map((slot) => ({ class: own, slot })))
  expect(first(answer)).toMatchObject({ cost: { hard: 4 }, unhoused: left })
  const more = told([{ kind: 'staff-away', staff: 'T1', from: '2026-11-10', to: '2026-11-10' }], plan, answer)
  expect(more.dated.at(-1)).toMatchObject({ cost: { hard: 4 }, unhoused: left, weekdays: ['tue'] })
  for (const now of [answer, more]) {
    const there = rulingOn(plan, now, monday)
    const { hard, constraints } = checkTimetable(there.plan, there.timetable)
    expect([hard, constraints.find(({ id }) => id === 'room-fit')!.findings.map(({ where }) => where)]).toEqual([
      4,
      left.map((own) => ({ ...own, host: own.class, room: own.class === 'C1' ? 'R1' : 'R2', season: 'winter' })),
    ])
  }
})

it('an only leader away: the club does not take place rather than without a leader', () => {
  const answer = first(told([{ kind: 'staff-away', staff: 'T3', from: '2026-11-10', to: '2026-11-10' }]))
  expect(answer.cancelled).toEqual([{ activity: 'painting', number: 1, slot: 'tue-1' }])
  expect(answer.cost.hard).toBe(0)
  expect(answer.timetable.sections.map(({ activity }) => activity)).toEqual(['chess'])
})

it('one session of a section that meets twice: the other one goes on, under the name of the section', () => {
  const own = planSchema.parse(
    smallPlan((input) => {
      input.activities[0].sessionsPerWeek = 2
    }),
  )
  const twice = {
    ...timetable,
    sections: [
      section(
        'chess',
        [
          ['mon-1', 'ART'],
          ['tue-1', 'FIELD'],
        ],
        ['S01', 'S02', 'S03'],
      ),
    ],
    posts: [
      ...timetable.posts.filter((post) => post.kind !== 'section'),
      ...both.flatMap((s) => [lead('chess', 'mon-1', s, 'P1'), lead('chess', 'tue-1', s, 'P1')]),
    ],
  }
  const answer = told([{ kind: 'session-cancelled', activity: 'chess', number: 1, slot: 'mon-1', ...on }], own, twice)
  expect(first(answer)).toMatchObject({ cost: { hard: 0 }, cancelled: [{ activity: 'chess', number: 1, slot: 'mon-1' }] })
  expect(first(answer).timetable.sections).toEqual([
    { activity: 'chess/1', number: 1, sessions: [{ slot: 'tue-1', room: 'FIELD' }], students: ['S01', 'S02', 'S03'] },
  ])
  expect(answer.difference.map(({ kind, where }) => [kind, where.activity])).toEqual([['cancelled', 'chess']])
  // and told of more, it remembers
  const more = told([{ kind: 'staff-away', staff: 'T1', from: monday, to: '2026-11-10' }], own, answer)
  expect(more.dated.at(-1)!).toMatchObject({ cost: { hard: 0 }, cancelled: [{ activity: 'chess', number: 1, slot: 'mon-1' }] })
  expect(more.dated.at(-1)!.timetable.sections[0].sessions).toEqual([{ slot: 'tue-1', room: 'FIELD' }])
})

it('a new student gets a place in a club that has one, and nobody moves for them', () => {
  const student = { ...plan.students[0], id: 'S99' }
  const answer = told([{ kind: 'student-joined', student, from: monday }])
  for (const { timetable: own } of answer.dated)
    expect(own.sections.find(({ activity }) => activity === 'chess')!.students).toEqual(['S01', 'S02', 'S03', 'S99'])
  expect(new Set(answer.difference.map(({ where }) => where.student))).toEqual(new Set(['S99']))
})

it('a student who left is nowhere any more, and a section keeps its minimum by whoever wished for it', () => {
  const answer = told([
    { kind: 'student-left', student: 'S01', from: monday },
    { kind: 'student-left', student: 'S02', from: monday },
  ])
  for (const { timetable: own, cost } of answer.dated) {
    const students = own.sections.flatMap((s) => s.students)
    expect(students).not.toContain('S01')
    expect(cost.hard).toBe(0)
    expect(own.sections.find(({ activity }) => activity === 'chess')!.students.length).toBeGreaterThanOrEqual(2)
  }
})

it('a student who does not attend a slot is not there', () => {
  const answer = first(told([{ kind: 'student-slots', student: 'S01', attends: ['mon-2'], ...on }]))
  expect(answer.timetable.sections.find(({ activity }) => activity === 'chess')!.students).toEqual(['S02', 'S03'])
})

it('a student who misses one session of a club that meets twice: there at the other, told once, and back when the slots are', () => {
  const own = planSchema.parse(
    smallPlan((input) => {
      input.activities[0].sessionsPerWeek = 2
    }),
  )
  const sessions: [string, string][] = [
    ['mon-1', 'ART'],
    ['tue-1', 'FIELD'],
  ]
  const twice = {
    ...timetable,
    sections: [section('chess', sessions, ['S01', 'S02', 'S03'])],
    posts: [
      ...timetable.posts.filter((post) => post.kind !== 'section'),
      ...both.flatMap((s) => [lead('chess', 'mon-1', s, 'P1'), lead('chess', 'tue-1', s, 'P1')]),
    ],
  }
  const there = ({ timetable: { sections } }: Dated, slot: string) => sections.find((s) => s.sessions.some((z) => z.slot === slot))!.students
  const tuesday = { from: '2026-11-10', to: '2026-11-10' }
  const { attends } = own.students[0]!
  const missing = told([{ kind: 'student-slots', student: 'S01', attends: attends.filter((slot) => !slot.startsWith('tue')), ...tuesday }], own, twice)
  // 1: a priority student whose clubs this timetable does not have
  expect(first(missing)).toMatchObject({ cost: { hard: 0, medium: 1, change: 3 }, cancelled: [] })
  expect([there(first(missing), 'mon-1'), there(first(missing), 'tue-1')]).toEqual([
    ['S01', 'S02', 'S03'],
    ['S02', 'S03'],
  ])
  expect(first(missing).timetable.sections.map(({ activity }) => activity)).toEqual(['chess/1', 'chess/1.2'])
  expect(missing.difference.map(({ kind, dates, where }) => [kind, dates, where])).toEqual([
    ['student', ['2026-11-10'], { activity: 'chess', section: '1', slot: 'tue-1', student: 'S01' }],
  ])
  // told of more, it remembers; what is cancelled is cancelled of its part
  const off = told([{ kind: 'session-cancelled', activity: 'chess', number: 1, slot: 'mon-1', ...on }], own, missing).dated.at(-1)!
  expect(off.cancelled).toEqual([{ activity: 'chess', number: 1, slot: 'mon-1' }])
  expect(there(off, 'tue-1')).toEqual(['S02', 'S03'])
  const back = told([{ kind: 'student-slots', student: 'S01', attends, ...tuesday }], own, missing).dated.at(-1)!
  expect(there(back, 'tue-1')).toEqual(['S01', 'S02', 'S03'])
  // whoever leaves in the middle of a week was there before
  const left = told([{ kind: 'student-left', student: 'S01', from: '2026-11-10' }], own, twice)
  expect(left.dated.map((week) => [there(week, 'mon-1').includes('S01'), there(week, 'tue-1').includes('S01')])).toEqual([
    [true, false],
    [false, false],
  ])
  expect(left.difference.map(({ weekday, dates }) => [weekday, dates[0], dates.length])).toEqual([
    ['tue', '2026-11-10', 1],
    ['mon', '2026-11-16', 3],
    ['tue', '2026-11-17', 2],
  ])
  expect(parseCurrent(own, JSON.parse(JSON.stringify(left)))).toEqual(left)
})

it('a bell that moves out of somebody’s hours moves them out of the seat', () => {
  const own = planSchema.parse(
    smallPlan((input) => {
      input.staff[0].offers = input.staff[0].offers!.map((offer) => ({ ...offer, end: '17:40' }))
    }),
  )
  const answer = first(told([{ kind: 'bell-moved', slot: 'mon-2', start: '17:05', end: '17:50', ...on }], own))
  expect(answer.cost).toMatchObject({ hard: 0, medium: 0 })
  expect(seats(answer, 'mon-2')).toEqual(['care C1: T3', 'care C2: T2', 'duty: K1'])
})

it('a new volunteer takes a seat that nobody else can', () => {
  const short = { ...timetable, posts: timetable.posts.filter((post) => post.kind !== 'duty') }
  const nobody = planSchema.parse(
    smallPlan((input) => {
      for (const person of input.staff) person.mayLeadDuty = false
    }),
  )
  const person = { ...plan.staff[3], id: 'K2' }
  const answer = first(told([{ kind: 'new-volunteer', person, ...on }], nobody, short))
  expect(seats(answer, 'mon-1')).toContain('duty: K2')
})

it('a leader away: whoever was named as backup steps in, though another would cost less', () => {
  const cheaper = first(told([{ kind: 'staff-away', staff: 'P1', ...on }]))
  const leader = (dated: Dated) => dated.timetable.posts.find((post) => post.kind === 'section' && post.slot === 'mon-1')!.staff
  const free = plan.staff.map(({ id }) => id).filter((id) => !['P1', 'T1', 'T2', 'K1'].includes(id))
  expect(free).toEqual(['T3'])
  const third = { ...plan.staff[4], id: 'P2', payPerSession: 500 }
  const own = { ...plan, staff: [...plan.staff, third] }
  expect(leader(first(told([{ kind: 'staff-away', staff: 'P1', ...on }], own)))).toEqual(leader(cheaper))
  const named = { ...timetable, backups: [{ activity: 'chess', number: 1, staff: 'P2' }] }
  expect(leader(first(told([{ kind: 'staff-away', staff: 'P1', ...on }], own, named)))).toEqual(['P2'])
})

it('undoing a change is going back to the answer before it, which is still what it was', () => {
  const before = told([{ kind: 'staff-away', staff: 'T1', ...on }])
  const copy = structuredClone(before)
  told([{ kind: 'staff-away', staff: 'T3', ...on }], plan, before)
  expect(before).toEqual(copy)
})

it('a session that was cancelled for want of a leader takes place again once there is one, and nobody has to be told to cancel it', () => {
  const day = { from: '2026-11-10', to: '2026-11-10' }
  const off = told([{ kind: 'staff-away', staff: 'T3', ...day }])
  expect(first(off).cancelled).toHaveLength(1)
  const artist = { ...plan.staff[2], id: 'T9' }
  const again = told([{ kind: 'new-volunteer', person: artist, ...day }], plan, off)
  const now = again.dated.at(-1)!
  expect(now).toMatchObject({ cancelled: [], cost: { hard: 0, medium: 0 } })
  expect(now.timetable.sections.find(({ activity }) => activity === 'painting')).toEqual(painting)
  expect(now.timetable.posts.find((post) => post.kind === 'section' && post.activity === 'painting')!.staff).toEqual(['T9'])
  expect(again.changes.map(({ kind }) => kind)).toEqual(['staff-away', 'new-volunteer'])
})

it('a club that nobody in service is there for does not take place, rather than breaking the rule', () => {
  const own = planSchema.parse(
    smallPlan((input) => {
      input.policy.overrides = [{ field: 'externalsAccompanied', value: 'site', reason: '试点' }]
    }),
  )
  const answer = first(
    told(
      ['T1', 'T2', 'T3', 'K1'].map((staff) => ({ kind: 'staff-away', staff, ...on }) as const),
      own,
    ),
  )
  expect(answer.cost.hard).toBe(0)
  expect(answer.cancelled).toEqual([{ activity: 'chess', number: 1, slot: 'mon-1' }])
  expect(answer.proven).toBe(false)
})

it('an absence on a day without lessons says nothing of the rest of that week', () => {
  const own = planSchema.parse(
    smallPlan((input) => {
      input.term.holidays = ['2026-11-02']
    }),
  )
  const off = told([{ kind: 'staff-away', staff: 'T1', from: '2026-11-02', to: '2026-11-02' }], own)
  expect(off.dated).toEqual([])
  const answer = told([{ kind: 'staff-away', staff: 'K1', from: '2026-11-03', to: '2026-11-03' }], own, off)
  expect(first(answer)).toMatchObject({ dates: ['2026-11-03'], cost: { hard: 0 } })
  const { plan: then, timetable: week } = rulingOn(own, answer, '2026-11-03')
  expect(checkTimetable(then, week).hard).toBe(0)
})

it('a session that was cancelled for weeks takes place again in those for which its leader is back, and in the others it does not', () => {
  const off = told([{ kind: 'staff-away', staff: 'T3', from: '2026-11-09', to: '2026-11-20' }])
  expect(off.dated.flatMap(({ cancelled }) => cancelled)).toHaveLength(1)
  const back: Change = { kind: 'staff-offers', staff: 'T3', offers: plan.staff.find(({ id }) => id === 'T3')!.offers, from: '2026-11-16', to: '2026-11-20' }
  const again = told([back], plan, off)
  expect(again.dated.at(-1)).toMatchObject({ from: '2026-11-16', cancelled: [], cost: { hard: 0, medium: 0 } })
  expect(again.dated.at(-1)!.timetable.sections).toContainEqual(painting)
  const cancelled = again.changes.filter(({ kind }) => kind === 'session-cancelled')
  expect(cancelled).toMatchObject([{ slot: 'tue-1', to: '2026-11-15' }])
  // the week before is as it was
  const before = rulingOn(plan, again, '2026-11-10')
  expect(before.timetable.sections.map(({ activity }) => activity)).toEqual(['chess'])
  expect(first(off)).toMatchObject({ proven: false, cancelled: [{ activity: 'painting' }] })
})

it('one session of a section that meets twice, cancelled for want of a leader, takes place again, and its other one never stopped', () => {
  const own = planSchema.parse(
    smallPlan((input) => {
      Object.assign(input.activities[2], { sessionsPerWeek: 2, slots: ['mon-1', 'tue-1'] })
    }),
  )
  const twice = section(
    'painting',
    [
      ['mon-1', 'ART'],
      ['tue-1', 'ART'],
    ],
    painting.students,
  )
  const now = {
    ...timetable,
    sections: [twice],
    posts: [
      ...timetable.posts.filter((post) => post.kind !== 'section'),
      ...both.flatMap((season) => ['mon-1', 'tue-1'].map((slot) => lead('painting', slot, season, 'T3'))),
    ],
  }
  const off = told([{ kind: 'staff-away', staff: 'T3', ...on }], own, now)
  expect(first(off).cancelled).toEqual([{ activity: 'painting', number: 1, slot: 'mon-1' }])
  expect(first(off).timetable.sections.map(({ activity }) => activity)).toEqual(['painting/1'])
  const again = told([{ kind: 'new-volunteer', person: { ...own.staff[2], id: 'T9' }, ...on }], own, off)
  const week = again.dated.at(-1)!
  // 1: a priority student whose clubs this week does not have
  expect(week).toMatchObject({ cancelled: [], cost: { hard: 0, medium: 1 } })
  expect(week.timetable.sections).toEqual([twice])
  const leaders = week.timetable.posts.flatMap((post) => (post.kind === 'section' ? [[post.slot, ...post.staff]] : []))
  expect(leaders).toEqual([
    ['mon-1', 'T9'],
    ['tue-1', 'T3'],
  ])
  expect(again.changes.map(({ kind }) => kind)).toEqual(['staff-away', 'new-volunteer'])
  expect(again.difference.map(({ kind }) => kind)).toContain('session')
  // what people cancel stays cancelled
  const told1 = told([{ kind: 'session-cancelled', activity: 'painting', number: 1, slot: 'mon-1', ...on }], own, now)
  const told2 = told([{ kind: 'new-volunteer', person: { ...own.staff[2], id: 'T9' }, ...on }], own, told1)
  expect(told2.dated.at(-1)!.cancelled).toEqual([{ activity: 'painting', number: 1, slot: 'mon-1' }])
})

it('a section that meets twice, all of its days planned anew: only the session without a leader goes', () => {
  const own = planSchema.parse(
    smallPlan((input) => {
      input.activities[0].sessionsPerWeek = 2
      input.activities[0].roles = [{ role: 'lead', count: 1, skills: ['chess'] }]
      input.staff[0].skills = []
    }),
  )
  const sessions = [
    ['mon-1', 'ART'],
    ['tue-1', 'FIELD'],
  ] as const
  const now = {
    ...timetable,
    sections: [section('chess', sessions, ['S01', 'S02', 'S03']), painting],
    posts: [...timetable.posts, ...both.map((season) => lead('chess', 'tue-1', season, 'P1'))],
  }
  const offers = own.staff[4].offers.filter(({ weekday }) => weekday !== 'mon')
  const answer = told([{ kind: 'staff-offers', staff: 'P1', offers, from: monday, to: '2026-11-10' }], own, now)
  const alone = told([{ kind: 'staff-away', staff: 'P1', ...on }], own, now)
  expect(first(answer)).toMatchObject({ weekdays: ['mon', 'tue'], cancelled: [{ activity: 'chess', number: 1, slot: 'mon-1' }] })
  expect(first(answer).cost).toEqual(first(alone).cost)
  expect(seats(first(answer), 'tue-1')).toContain('section: P1')
  expect(answer.changes.map(({ kind }) => kind)).toEqual(['staff-offers', 'session-cancelled'])
})

it('what rules on a date: the dated week by its own plan, else the term, and no other day', () => {
  const answer = told([{ kind: 'staff-away', staff: 'T1', ...on }])
  const there = rulingOn(plan, answer, '2026-11-10')
  expect(there.timetable).toBe(first(answer).timetable)
  expect(there.plan.seasons.map(({ id }) => id)).toEqual(['winter'])
  expect(rulingOn(plan, answer, '2026-11-16')).toEqual({ plan, timetable: answer.timetable })
  expect(() => rulingOn(plan, answer, '2026-11-15')).toThrow(FaultError)
})
