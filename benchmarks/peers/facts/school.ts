import { rows } from '../../../models/after-school/catalogue.ts'
import { compileSchool } from '../../../models/after-school/compile/school.ts'
import { compileParts } from '../../../models/after-school/constraints/parts.ts'
import type { Plan } from '../../../models/after-school/plan.ts'
import { firstTimetable } from './start.ts'

/** What is passed on as it is: fields of the compiled plan, described there. */
const kept = [
  ...['S', 'L', 'A', 'X', 'Z', 'R', 'C', 'H', 'sites', 'P', 'B', 'G', 'N', 'W', 'Q', 'careCalls', 'careFrom', 'dutyFrom', 'generalFrom'],
  ...['weekday', 'period', 'next', 'start', 'end', 'coveredFrom', 'covered', 'periodsRun'],
  ...['sectionsFrom', 'sectionActivity', 'sessionsFrom', 'sessionSection', 'length', 'sessionsPerWeek', 'sizeMin', 'sizeMax', 'sectionsMin', 'crossSite'],
  ...['roleCount', 'rolePer', 'domainBits', 'slots', 'runs', 'rooms', 'hosts', 'attending'],
  ...['roomSite', 'capacity', 'concurrent', 'hostRoom', 'hostSite', 'travel', 'hostIds'],
  ...['blockIds', 'slotBlock', 'generalDuty', 'generalSlot', 'generalSite', 'generalCount', 'seatFrom', 'fixedCall'],
  ...['candidatesFrom', 'candidates', 'callDay', 'callStart', 'callEnd', 'callPeriods', 'callWeight'],
  ...['inService', 'teaches', 'perDay', 'perWeek', 'minutesPerWeek', 'minutesPerDay', 'consecutive', 'days', 'teaching', 'payTens', 'pay', 'target'],
  ...['wishesFrom', 'choices', 'everyone', 'tutoring', 'wanted', 'wished', 'priority', 'factor', 'studentClass', 'wishStudent', 'optionsFrom', 'options'],
  ...['careDomains', 'domainsAsked', 'attends'],
] as const

/** A plan as numbers that another program can read: indices follow the plan's lists. The fields are listed in `../README.md`. */
export function schoolFacts(plan: Plan): Record<string, unknown> {
  const school = compileSchool(plan) as unknown as Record<string, unknown> & ReturnType<typeof compileSchool>
  const plain = (value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value)
  const features = [...new Set([...plan.rooms.flatMap((room) => room.features), ...plan.students.flatMap((student) => student.needs)])]
  if (features.length > 31) throw new RangeError('more than 31 different room features')
  const bits = (list: readonly string[]) => list.reduce((sum, feature) => sum | (1 << features.indexOf(feature)), 0)
  const permits = Array.from(school.candidates, () => 0)
  for (let call = 0; call < school.K; call++) {
    for (let i = school.candidatesFrom[call]; i < school.candidatesFrom[call + 1]; i++) permits[i] = school.permit[call * school.P + school.candidates[i]]
  }
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  const { policy } = school
  const parts = ({ hosts, posts, ...rest }: ReturnType<typeof compileParts>) => ({
    ...rest,
    hosts: Array.from(hosts),
    posts: [...posts].map(([post, people]) => [post, [...people]]),
  })
  return {
    ...Object.fromEntries(kept.map((key) => [key, plain(school[key])])),
    permits,
    roomFeatures: plan.rooms.map((room) => bits(room.features)),
    studentNeeds: plan.students.map((student) => bits(student.needs)),
    rows: Object.fromEntries(rows.map(({ id }, r) => [id, [school.level[r], school.weight[r]]])),
    perSupervisor: policy.studentsPerSupervisor,
    inServicePercent: policy.inServiceSharePercent,
    accompanied: policy.externalsAccompanied,
    budget: plan.budget?.yuanPerWeek ?? -1,
    pins: hasParts(plan.pins) ? parts(compileParts(school, plan.pins)) : null,
    baseline: plan.baseline ? parts(compileParts(school, plan.baseline)) : null,
    first: parts(compileParts(school, firstTimetable(plan))),
    ids: {
      slots: ids(plan.slots),
      rooms: ids(plan.rooms),
      seasons: ids(plan.seasons),
      sites: ids(plan.sites),
      classes: ids(plan.classes),
      students: ids(plan.students),
      staff: ids(plan.staff),
      activities: ids(plan.activities),
      generalDuties: ids(plan.generalDuties),
    },
  }
}

/** @returns whether these parts of a timetable name anything */
export const hasParts = (parts: Plan['pins']): boolean => Object.values(parts).some((list) => list.length > 0)
