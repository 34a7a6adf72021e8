import type { Course, Curriculum, Instance, Room } from './instance.ts'

/** Every fault of a text, each with its line. */
export class TextFault extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'TextFault'
    this.faults = faults
  }
}

/** the largest number that stands in a text, and what of an instance still fits: periods, lectures, places, courses × periods, students without a seat */
const largest = { number: 1_000_000, periods: 10_000, lectures: 100_000, places: 10_000_000, cells: 100_000_000, unseated: 2 ** 31 - 1 }

/**
 * Reads the `.ectt` format (and `.ctt`, which lacks the columns that UD2 does not use).
 * @throws TextFault with every fault
 */
export function parseEctt(text: string): Instance {
  const faults: string[] = []
  const header = new Map<string, string>()
  const courses: { -readonly [K in keyof Course]: Course[K] extends readonly number[] ? number[] : Course[K] }[] = []
  const rooms: Room[] = []
  const curricula: Curriculum[] = []
  let unavailable = 0
  const courseIndex = new Map<string, number>()
  let section = ''

  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim()
    if (line === '' || line === 'END.') return
    const fault = (what: string) => faults.push(`line ${index + 1}: ${what}: ${JSON.stringify(line)}`)
    const title = /^([A-Z_]+):$/.exec(line)
    if (title) {
      section = title[1]
      return
    }
    if (section === '') {
      const entry = /^(\w+):\s*(.+)$/.exec(line)
      if (entry) header.set(entry[1].toLowerCase(), entry[2].trim())
      else fault('expected "Key: value"')
      return
    }
    const words = line.split(/\s+/)
    const whole = (at: number) => {
      const word = words[at] ?? ''
      if (!/^\d+$/.test(word)) fault(`column ${at + 1} is no whole number`)
      else if (Number(word) > largest.number) fault(`column ${at + 1} is above ${largest.number.toLocaleString('en')}`)
      return Number(word)
    }
    switch (section) {
      case 'COURSES': {
        if (courseIndex.has(words[0])) fault('a second course of this id')
        courseIndex.set(words[0], courses.length)
        courses.push({ id: words[0], teacher: words[1] ?? '', lectures: whole(2), minimumDays: whole(3), students: whole(4), unavailable: [] })
        break
      }
      case 'ROOMS':
        if (rooms.some((room) => room.id === words[0])) fault('a second room of this id')
        rooms.push({ id: words[0], capacity: whole(1) })
        break
      case 'CURRICULA': {
        const members = words.slice(2)
        if (members.length !== whole(1)) fault(`${members.length} courses listed`)
        const known = members.filter((id) => courseIndex.has(id) || !fault(`unknown course ${id}`))
        curricula.push({ id: words[0], courses: [...new Set(known.map((id) => courseIndex.get(id)!))] })
        break
      }
      case 'UNAVAILABILITY_CONSTRAINTS': {
        unavailable++
        const course = courses[courseIndex.get(words[0]) ?? -1]
        const [day, period] = [whole(1), whole(2)]
        const perDay = Number(header.get('periods_per_day'))
        if (!course) fault('unknown course')
        else if (day >= Number(header.get('days')) || period >= perDay) fault('no such period')
        else course.unavailable.push(day * perDay + period)
        break
      }
      case 'ROOM_CONSTRAINTS': // not part of UD2, nor counted
        break
      default:
        fault(`unknown section ${section}`)
    }
  })

  const declared = (key: string) => {
    const word = header.get(key) ?? ''
    if (!/^0*[1-9]\d*$/.test(word)) faults.push(`header: ${key} is missing or no whole number above 0`)
    return Number(word)
  }
  const days = declared('days')
  const periodsPerDay = declared('periods_per_day')
  const counts = {
    courses: courses.length,
    rooms: rooms.length,
    curricula: curricula.length,
    // the same in the .ectt and in the .ctt format
    unavailabilityconstraints: unavailable,
    constraints: unavailable,
  }
  for (const [key, found] of Object.entries(counts)) {
    const said = header.get(key)
    if (said !== undefined && Number(said) !== found) faults.push(`header: ${key} says ${said}, the section lists ${found}`)
  }
  const fits = (what: string, count: number, most: number) => {
    if (count > most) faults.push(`${what}: ${count.toLocaleString('en')} are more than the ${most.toLocaleString('en')} that can be dealt with`)
  }
  const periods = days * periodsPerDay
  fits('periods', periods, largest.periods)
  fits(
    'lectures',
    sum(courses, ({ lectures }) => lectures),
    largest.lectures,
  )
  fits('places (periods × rooms)', periods * rooms.length, largest.places)
  fits('courses × periods', periods * courses.length, largest.cells)
  fits(
    'students without a seat, at worst',
    sum(courses, ({ lectures, students }) => lectures * students),
    largest.unseated,
  )
  if (faults.length > 0) throw new TextFault(faults)
  return { name: header.get('name') ?? '', days, periodsPerDay, courses, rooms, curricula }
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number => items.reduce((total, item) => total + of(item), 0)
