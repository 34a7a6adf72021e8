import { compileTables, off } from '../../models/shift-scheduling/compile.ts'
import { Pricer } from '../../models/shift-scheduling/pricing.ts'
import { parseInstance } from '../../models/shift-scheduling/text.ts'
import { Random } from '../../src/kernel/random.ts'

/** all whole numbers, all but the seed from 1 on */
export interface RosterShape {
  readonly employees: number
  readonly weeks: number
  readonly shifts: number
  readonly seed: number
}

const hoursOfRest = 11
const startHours = [6, 6, 7, 8, 9, 10, 13, 14, 14, 15, 22]
const fullMinutes = 8640 / 4
/** what a week of contract minutes may fall short of */
const looseMinutes = 1080 / 4

/**
 * A made-up instance in the published text format. It has the published ones' shape: shifts of 8 to 12 hours that need 11 hours between them, contracts of full or part time, shifts that some may not work, wishes in stretches, under-cover at 100 and over-cover at 1.
 * Cover is what a drawn roster of legal rows has, now and then one more or less, so that it can nearly be met, and an optimum is below some hundreds. Everybody has a legal row.
 * @throws RangeError where the drawn shifts leave somebody none
 */
export function makeRosterInstance({ employees, weeks, shifts, seed }: RosterShape): string {
  const random = new Random(seed)
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]
  const horizon = 7 * weeks
  const starts = Array.from({ length: shifts }, () => pick(startHours)).sort((a, b) => a - b)
  const minutes = starts.map((_, s) => (s % 4 === 3 ? pick([480, 600, 720]) : 480))
  const shiftLines = starts.map((start, s) => {
    const tooSoon = starts.flatMap((next, t) => (next + 24 - (start + minutes[s] / 60) < hoursOfRest ? [`s${t}`] : []))
    return `s${s},${minutes[s]},${tooSoon.join('|')}`
  })
  const staff = Array.from({ length: employees }, (_, e) => {
    const most = weeks * pick([fullMinutes, fullMinutes, fullMinutes, fullMinutes / 2, (2 * fullMinutes) / 3])
    const able = starts.map(() => random.below(10) < 7)
    const limits = starts.map((_, s) => (able.includes(true) && !able[s] ? 0 : horizon))
    if (random.below(5) < 2) {
      const s = random.below(shifts)
      if (limits[s] > 0) limits[s] = Math.ceil((5 * weeks) / 4)
    }
    const days = Array.from({ length: horizon }, (__, day) => day)
    const daysOff = Array.from({ length: Math.max(1, weeks >> 1) }, () => days.splice(random.below(days.length), 1)[0]).sort((a, b) => a - b)
    return { id: `E${e}`, most, limits, rest: pick([2, 2, 3]), daysOff }
  })
  const wishes = staff.flatMap(({ id, limits }) => {
    const able = limits.flatMap((limit, s) => (limit > 0 ? [s] : []))
    const found: { kind: 'on' | 'off'; line: string }[] = []
    for (let day = 0; day < horizon; day++) {
      if (random.below(4) > 0) continue
      const [shift, weight, kind] = [pick(able), 1 + random.below(3), random.below(5) < 3 ? ('on' as const) : ('off' as const)]
      for (const last = Math.min(horizon, day + 1 + random.below(3)); day < last; day++) found.push({ kind, line: `${id},${day},s${shift},${weight}` })
    }
    return found
  })
  const write = (people: typeof staff, cover: readonly string[]) =>
    [
      ['SECTION_HORIZON', `${horizon}`],
      ['SECTION_SHIFTS', ...shiftLines],
      [
        'SECTION_STAFF',
        ...people.map(({ id, most, limits, rest }) => {
          const least = Math.max(0, most - weeks * looseMinutes)
          return `${id},${limits.map((limit, s) => `s${s}=${limit}`).join('|')},${most},${least},5,2,${rest},${Math.max(1, weeks >> 1)}`
        }),
      ],
      ['SECTION_DAYS_OFF', ...people.map(({ id, daysOff }) => [id, ...daysOff].join())],
      ['SECTION_SHIFT_ON_REQUESTS', ...wishes.flatMap(({ kind, line }) => (kind === 'on' ? [line] : []))],
      ['SECTION_SHIFT_OFF_REQUESTS', ...wishes.flatMap(({ kind, line }) => (kind === 'off' ? [line] : []))],
      ['SECTION_COVER', ...cover],
    ]
      .map((section) => `${section.join('\n')}\n`)
      .join('\n')

  // whoever has no legal row with these limits may work every shift, on every day but the first given day off
  const { rows, legal } = drawnRows(write(staff, []), random)
  const people = staff.map((person, e) =>
    legal[e] ? person : { ...person, most: weeks * fullMinutes, limits: starts.map(() => horizon), rest: 2, daysOff: person.daysOff.slice(0, 1) },
  )
  const again = legal.includes(false) ? drawnRows(write(people, []), random) : { rows, legal }
  if (again.legal.includes(false))
    throw new RangeError(`no legal row for somebody, whatever is loosened: ${employees} employees, ${weeks} weeks, ${shifts} shifts, seed ${seed}`)
  const cover = Array.from({ length: horizon * shifts }, (_, i) => {
    const [day, s] = [Math.floor(i / shifts), i % shifts]
    const there = again.rows.reduce((sum, row) => sum + (row[day] === s + 1 ? 1 : 0), 0)
    return `${day},s${s},${Math.max(0, there + (random.below(8) === 0 ? random.below(3) - 1 : 0))},100,1`
  })
  return write(people, cover)
}

/** @returns a legal row of days for each employee, the cheapest under drawn costs, and whether there was one */
function drawnRows(text: string, random: Random): { rows: readonly Int32Array[]; legal: readonly boolean[] } {
  const tables = compileTables(parseInstance(text))
  const pricer = new Pricer(tables)
  const legal: boolean[] = []
  const rows = Array.from({ length: tables.employees }, (_, e) => {
    const costs = Float64Array.from({ length: tables.horizon * tables.values }, (__, cell) => (cell % tables.values === off ? 0 : random.below(100) - 40))
    pricer.cheapest(e, costs)
    legal.push(pricer.legal)
    return pricer.row.slice()
  })
  return { rows, legal }
}
