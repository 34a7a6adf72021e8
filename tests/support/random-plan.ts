import { rows } from '../../models/after-school/catalogue.ts'
import { domains, type PlanInput, priorityGroups, type StaffKind } from '../../models/after-school/plan.ts'
import { clockOf } from '../../src/calendar/index.ts'
import { Draw } from './draw.ts'
import { randomParts } from './random-parts.ts'
import { staffOf, studentsOf } from './random-people.ts'
import { activitiesOf, dutiesOf } from './random-service.ts'

export type Slots = PlanInput['slots']
type Seasons = PlanInput['seasons']
type Override = NonNullable<PlanInput['policy']['overrides']>[number]

/** What the parts of a random plan know of each other. */
export interface Frame {
  readonly draw: Draw
  readonly seasons: Seasons
  readonly slots: Slots
  readonly sites: readonly string[]
  readonly rooms: PlanInput['rooms']
  readonly classes: PlanInput['classes']
  /** class id → the band whose slots its students may attend */
  readonly bandOf: Readonly<Record<string, string>>
  readonly grades: readonly number[]
  /** offers, limits and certificates leave many seats empty; else most posts can be filled and clubs open */
  readonly scarce: boolean
}

/**
 * A small school, drawn from a seed: valid by construction, otherwise as odd as a plan may be. Two to five classes on one or two sites, 5–40 students,
 * 2–20 people, up to six activities, 2–12 slots in one to three seasons; some with noon, with bands that overlap in clock time, with pins, baseline, budget.
 */
export function randomPlan(seed: number): PlanInput {
  const draw = new Draw(seed)
  const bands = draw.chance(0.35) ? ['low', 'high'] : ['all']
  const slots = slotsOf(draw, bands)
  const seasons = seasonsOf(draw, slots)
  const sites = draw.chance(0.35) ? ['main', 'east'] : ['main']
  const { rooms, classes, careRooms } = buildings(draw, sites)
  const bandOf = Object.fromEntries(classes.map(({ id, grade }) => [id, bands.length === 1 ? 'all' : grade <= 2 ? 'low' : 'high']))
  const frame: Frame = {
    draw,
    seasons,
    slots,
    sites,
    rooms,
    classes,
    bandOf,
    grades: [...new Set(classes.map(({ grade }) => grade))],
    scarce: draw.chance(0.4),
  }
  const overrides = overridesOf(draw)
  const activities = activitiesOf(
    frame,
    overrides.some(({ field, value }) => field === 'externalsAccompanied' && value === 'group'),
  )
  const plan: PlanInput = {
    id: `random-${seed}`,
    ...draw.maybe(0.5, () => ({ coordinates: { latitude: 34.6, longitude: 112.4 } })),
    term: termOf(draw),
    seasons,
    slots,
    policy: { pack: draw.chance(0.8) ? 'luoyang-2020-87' : 'national-2021', overrides },
    sites: sites.map((id) => ({ id })),
    ...draw.maybe(0.8, () => ({ travel: sites.length > 1 ? [{ from: 'east', to: 'main', minutes: draw.pick([5, 6, 12, 25]) }] : [] })),
    rooms,
    careRooms,
    classes,
    students: studentsOf(frame, activities),
    staff: staffOf(frame, activities),
    activities,
    ...draw.maybe(0.3, () => ({
      careRole: { kinds: ['teacher', 'school-staff', ...draw.some(['retired', 'parent'] as StaffKind[], 0.5)], skills: draw.some(['calm'], 0.3) },
    })),
    generalDuties: dutiesOf(frame),
    weights: Object.fromEntries(draw.some(rows, 0.1).map(({ id }) => [id, draw.between(0, 9)])),
    ...draw.maybe(0.25, () => ({ budget: { yuanPerWeek: draw.pick([0, 95, 300, 1000]) } })),
  }
  if (draw.chance(0.3)) plan.baseline = randomParts(plan, draw, 0.8)
  if (draw.chance(0.3)) plan.pins = randomParts(plan, draw, 0.15)
  return plan
}

function termOf(draw: Draw): PlanInput['term'] {
  if (draw.chance(0.2)) return { start: '2026-09-01', end: '2026-12-31', calendar: 'CN' }
  return {
    start: '2026-09-01',
    end: '2026-12-31',
    holidays: draw.some(['2026-09-25', '2026-10-05', '2026-10-06', '2026-11-02'], 0.5),
    makeUpDays: draw.some(
      [
        { date: '2026-09-20', runs: 'mon' },
        { date: '2026-10-10', runs: 'tue' },
        { date: '2026-11-14', runs: 'fri' },
      ] as const,
      0.5,
    ),
  }
}

function slotsOf(draw: Draw, bands: readonly string[]): Slots {
  const days = draw.take(['mon', 'tue', 'wed', 'thu', 'fri'] as const, draw.between(1, bands.length > 1 ? 2 : 3))
  const periods = draw.between(days.length === 1 ? 2 : 1, 3)
  const noon = draw.chance(0.25)
  const shared = draw.chance(0.6)
  return days.flatMap((weekday) =>
    bands.flatMap((band) =>
      Array.from({ length: periods + 1 }, (_, period) => ({
        id: `${weekday}-${period}${bands.length > 1 ? band[0] : ''}`,
        weekday,
        period,
        ...(bands.length > 1 && { band }),
        ...(bands.length > 1 && shared && { dutyBlock: `${weekday}-${period}` }),
      })).filter(({ period }) => period > 0 || (noon && (band === bands[0] || draw.chance(0.5)))),
    ),
  )
}

/** Bells move by a quarter of an hour from season to season, the upper band's by 10–25 minutes; some slots do not run in some season. */
function seasonsOf(draw: Draw, slots: Slots): Seasons {
  const later = draw.pick([10, 15, 25])
  const length = draw.pick([30, 40])
  const first = 15 * 60 + 50
  const starts = draw.pick([['2026-09-01'], ['2026-09-01', '2026-10-08'], ['2026-09-01', '2026-10-08', '2026-11-16']])
  return starts.map((from, s) => {
    const bell = ({ period, band }: Slots[number]) => {
      const start = (period === 0 ? 12 * 60 : first + (period - 1) * (length + 5)) + (band === 'high' ? later : 0) - 15 * s
      return { start: clockOf(start), end: clockOf(start + length) }
    }
    const running = s === 0 ? slots : draw.someOf(slots, 0.85)
    return {
      id: `season-${s + 1}`,
      from,
      bells: Object.fromEntries(running.map((slot) => [slot.id, bell(slot)])),
      ...draw.maybe(0.2, () => ({ sunset: draw.pick(['16:20', '17:00', '17:30']) })),
    }
  })
}

function buildings(draw: Draw, sites: readonly string[]) {
  const classes: PlanInput['classes'] = Array.from({ length: draw.between(2, 5) }, (_, i) => ({
    id: `C${i + 1}`,
    grade: draw.between(1, 4),
    homeRoom: `R${i + 1}`,
  }))
  const rooms: PlanInput['rooms'] = classes.map((_, i) => ({
    id: `R${i + 1}`,
    site: i === 0 ? 'main' : draw.pick(sites),
    capacity: draw.pick([3, 6, 20]),
    // every home room is step-free, as children with that need may be in any class; what else they need, home rooms have or nobody asks for
    features: ['step-free', ...draw.some(['quiet'], 0.5)],
  }))
  const shared = draw.chance(0.15)
  if (shared) {
    classes[1].homeRoom = 'R1'
    rooms[0].concurrent = 2
  }
  const special = draw.between(2, 4)
  for (let i = 1; i <= special; i++) {
    rooms.push({
      id: `X${i}`,
      site: i === 1 ? 'main' : draw.pick(sites),
      capacity: draw.pick([3, 6, 12, 20]),
      features: draw.some(['art', 'step-free', 'quiet'], 0.6),
      outdoor: draw.chance(0.2),
      concurrent: draw.chance(0.3) ? 2 : 1,
      ...draw.maybe(0.2, () => ({
        windows: draw.someOf(['mon', 'tue', 'wed', 'thu', 'fri'] as const, 0.7).map((weekday) => ({
          weekday,
          ...draw.maybe(0.2, () => ({ season: 'season-1' })),
          start: draw.pick(['11:00', '15:55']),
          end: draw.pick(['16:40', '18:30']),
        })),
      })),
    })
  }
  const careRooms = draw
    .some(rooms.slice(classes.length), 0.4)
    .map(({ id }) => ({ room: id, ...draw.maybe(0.4, () => ({ grades: draw.someOf([1, 2, 3, 4], 0.5) })) }))
  return { classes, rooms, careRooms }
}

function overridesOf(draw: Draw): Override[] {
  const reason = 'for the test'
  const choices: Override[] = [
    { field: 'studentsPerSupervisor', value: draw.pick([2, 3, 5]), reason },
    { field: 'externalsAccompanied', value: draw.pick(['group', 'site', 'no']), reason },
    { field: 'mergeGrades', value: draw.pick(['same', 'adjacent', 'any']), reason },
    { field: 'inServiceSharePercent', value: draw.pick([0, 33, 80, 100]), reason },
    { field: 'requiredDomains', value: draw.some(domains, 0.5), reason },
    { field: 'priorityGroups', value: draw.some(priorityGroups, 0.5), reason },
  ]
  return [{ field: 'latestEnd', value: '18:30', reason }, { field: 'noonAllowed', value: true, reason }, ...draw.some(choices, 0.5)]
}
