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
      const value = Number(words[at])
      if (words[at] === undefined || !Number.isInteger(value) || value < 0) fault(`column ${at + 1} is no whole number`)
      return value
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
        const course = courses[courseIndex.get(words[0]) ?? -1]
        const [day, period] = [whole(1), whole(2)]
        const perDay = Number(header.get('periods_per_day'))
        if (!course) fault('unknown course')
        else if (day >= Number(header.get('days')) || period >= perDay) fault('no such period')
        else course.unavailable.push(day * perDay + period)
        break
      }
      case 'ROOM_CONSTRAINTS': // not part of UD2
        break
      default:
        fault(`unknown section ${section}`)
    }
  })

  const declared = (key: string) => {
    const value = Number(header.get(key))
    if (!Number.isInteger(value) || value < 1) faults.push(`header: ${key} is missing or no whole number above 0`)
    return value
  }
  const days = declared('days')
  const periodsPerDay = declared('periods_per_day')
  const counts = { courses: courses.length, rooms: rooms.length, curricula: curricula.length }
  for (const [key, found] of Object.entries(counts)) {
    const said = header.get(key)
    if (said !== undefined && Number(said) !== found) faults.push(`header: ${key} says ${said}, the section lists ${found}`)
  }
  if (faults.length > 0) throw new TextFault(faults)
  return { name: header.get('name') ?? '', days, periodsPerDay, courses, rooms, curricula }
}
