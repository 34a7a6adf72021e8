import type { Roster } from './instance.ts'
import { TextFault } from './text.ts'

/** Writes one `EmployeeID,Day,ShiftID` a line, days from 0. */
export const formatRoster = (roster: Roster): string => roster.map((a) => `${a.employee},${a.day},${a.shift}\n`).join('')

/**
 * Reads the same. Which employees and shifts exist is the checker's to say.
 * @throws TextFault with every fault
 */
export function parseRoster(text: string): Roster {
  const faults: string[] = []
  const roster = text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const [employee, day, shift, ...rest] = line.split(',').map((field) => field.trim())
    if (shift === undefined || rest.length > 0 || !/^\d+$/.test(day)) {
      faults.push(`line ${index + 1}: expected "EmployeeID,Day,ShiftID": ${JSON.stringify(line)}`)
      return []
    }
    return [{ employee, day: Number(day), shift }]
  })
  if (faults.length > 0) throw new TextFault(faults)
  return roster
}
