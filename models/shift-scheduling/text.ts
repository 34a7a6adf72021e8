import { type Cover, type Employee, type Instance, type Request, type Shift, unlimited } from './instance.ts'

/** Every fault of a text, each with its line. */
export class TextFault extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'TextFault'
    this.faults = faults
  }
}

interface Line {
  readonly number: number
  readonly text: string
  readonly fields: readonly string[]
}

const sectionNames = [
  'SECTION_HORIZON',
  'SECTION_SHIFTS',
  'SECTION_STAFF',
  'SECTION_DAYS_OFF',
  'SECTION_SHIFT_ON_REQUESTS',
  'SECTION_SHIFT_OFF_REQUESTS',
  'SECTION_COVER',
] as const

/** sections that every instance has: a text without one of them is not whole */
const needed = ['SECTION_HORIZON', 'SECTION_SHIFTS', 'SECTION_STAFF', 'SECTION_COVER'] as const
/** the largest number that stands in a text, and what of an instance still fits: days, minutes of a shift, employees × days × (shifts + 1), costs */
const largest = { number: 1_000_000_000, days: 3660, minutes: 10_000, cells: 100_000_000, cost: 2 ** 31 - 1 }
const grouped = (value: number) => value.toLocaleString('en')

/**
 * Reads the text format: sections of comma-separated lines; # begins a comment.
 * @throws TextFault with every fault
 */
export function parseInstance(text: string): Instance {
  const faults: string[] = []
  const sections = split(text, faults)
  const lines = (name: (typeof sectionNames)[number]) => sections.get(name) ?? []
  const fault = (line: Line, what: string) => faults.push(`line ${line.number}: ${what}: ${JSON.stringify(line.text)}`)
  const whole = (line: Line, at: number, most = largest.number) => {
    const field = line.fields[at] ?? ''
    if (!/^\d+$/.test(field)) fault(line, `field ${at + 1} is no whole number`)
    else if (Number(field) > most) fault(line, `field ${at + 1} is above ${grouped(most)}`)
    return Number(field)
  }
  const index = (line: Line, ids: ReadonlyMap<string, number>, id: string, what: string) => {
    const found = ids.get(id)
    if (found === undefined) fault(line, `unknown ${what} ${JSON.stringify(id)}`)
    return found ?? 0
  }
  const numbered = (all: readonly Line[], what: string) => {
    const ids = new Map<string, number>()
    for (const line of all) {
      if (ids.has(line.fields[0])) fault(line, `a second ${what} of this id`)
      else ids.set(line.fields[0], ids.size)
    }
    return ids
  }

  const [horizonLine] = lines('SECTION_HORIZON')
  const horizon = horizonLine ? whole(horizonLine, 0, largest.days) : 0
  if (horizonLine && horizon < 1) fault(horizonLine, 'a horizon is 1 day at least')
  for (const name of needed) {
    // nobody may be wanted anywhere, but the section says so
    if (name === 'SECTION_COVER' ? !sections.has(name) : lines(name).length === 0)
      faults.push(`${name} is missing${name === 'SECTION_COVER' ? '' : ' or empty'}`)
  }
  const day = (line: Line, at: number) => {
    const value = whole(line, at)
    if (value >= horizon) fault(line, `day ${value} is beyond the horizon`)
    return value
  }

  const shiftIds = numbered(lines('SECTION_SHIFTS'), 'shift')
  const listed = (field: string | undefined) =>
    (field ?? '')
      .split('|')
      .map((word) => word.trim())
      .filter((word) => word !== '')
  const shifts = lines('SECTION_SHIFTS').map((line): Shift => {
    const cannotPrecede = listed(line.fields[2]).map((id) => index(line, shiftIds, id, 'shift'))
    return { id: line.fields[0], minutes: whole(line, 1, largest.minutes), cannotPrecede }
  })

  const staffIds = numbered(lines('SECTION_STAFF'), 'employee')
  const daysOff = lines('SECTION_STAFF').map((): number[] => [])
  for (const line of lines('SECTION_DAYS_OFF')) {
    const own = daysOff[index(line, staffIds, line.fields[0], 'employee')]
    line.fields.slice(1).forEach((_, at) => {
      own?.push(day(line, at + 1))
    })
  }
  const staff = lines('SECTION_STAFF').map((line, e): Employee => {
    const maximumShifts = shifts.map(() => unlimited)
    for (const word of listed(line.fields[1])) {
      const [, id, limit] = /^(.*)=(\d+)$/.exec(word) ?? []
      if (id === undefined) fault(line, `expected SHIFT=LIMIT, not ${JSON.stringify(word)}`)
      else maximumShifts[index(line, shiftIds, id, 'shift')] = Number(limit)
    }
    const [maximumMinutes, minimumMinutes, maximumRun, minimumRun, minimumRest, maximumWeekends] = [2, 3, 4, 5, 6, 7].map((at) => whole(line, at))
    return { id: line.fields[0], maximumShifts, maximumMinutes, minimumMinutes, maximumRun, minimumRun, minimumRest, maximumWeekends, daysOff: daysOff[e] }
  })

  const request = (kind: Request['kind']) => (line: Line) => ({
    employee: index(line, staffIds, line.fields[0], 'employee'),
    day: day(line, 1),
    shift: index(line, shiftIds, line.fields[2], 'shift'),
    kind,
    weight: whole(line, 3),
  })
  const requests = [...lines('SECTION_SHIFT_ON_REQUESTS').map(request('on')), ...lines('SECTION_SHIFT_OFF_REQUESTS').map(request('off'))]
  const atWorst = ({ wanted, under, over }: Pick<Cover, 'wanted' | 'under' | 'over'>) => Math.max(wanted * under, Math.max(0, staff.length - wanted) * over)
  const cover = lines('SECTION_COVER').map((line): Cover => {
    const [wanted, under, over] = [2, 3, 4].map((at) => whole(line, at))
    if (atWorst({ wanted, under, over }) > largest.cost)
      fault(line, `may cost ${grouped(atWorst({ wanted, under, over }))}, more than ${grouped(largest.cost)}`)
    return { day: day(line, 0), shift: index(line, shiftIds, line.fields[1], 'shift'), wanted, under, over }
  })
  const cells = staff.length * horizon * (shifts.length + 1)
  if (cells > largest.cells)
    faults.push(`employees × days × (shifts + 1): ${grouped(cells)} are more than the ${grouped(largest.cells)} that can be dealt with`)
  const cost = requests.reduce((sum, { weight }) => sum + weight, 0) + cover.reduce((sum, own) => sum + atWorst(own), 0)
  if (cost > largest.cost) faults.push(`all that is wanted and wished may cost ${grouped(cost)} at worst, more than ${grouped(largest.cost)}`)
  if (faults.length > 0) throw new TextFault(faults)
  return { horizon, shifts, staff, requests, cover }
}

function split(text: string, faults: string[]): ReadonlyMap<string, readonly Line[]> {
  const sections = new Map<string, Line[]>()
  let current: Line[] | undefined
  text.split(/\r?\n/).forEach((raw, i) => {
    const content = raw.trim()
    if (content === '' || content.startsWith('#')) return
    if (content.startsWith('SECTION_')) {
      if (!sectionNames.some((name) => name === content)) faults.push(`line ${i + 1}: unknown section ${content}; there are ${sectionNames.join(', ')}`)
      current = sections.get(content) ?? []
      sections.set(content, current)
    } else if (current) current.push({ number: i + 1, text: content, fields: content.split(',').map((field) => field.trim()) })
    else faults.push(`line ${i + 1}: stands before the first section: ${JSON.stringify(content)}`)
  })
  return sections
}
