import { TextFault } from './ectt.ts'
import type { Solution } from './instance.ts'

/** Writes the official format: one `course room day period` a line. */
export const formatSolution = (solution: Solution): string => solution.map((p) => `${p.course} ${p.room} ${p.day} ${p.period}\n`).join('')

/**
 * Reads the official format. Which courses and rooms exist is the checker's to say.
 * @throws TextFault with every fault
 */
export function parseSolution(text: string): Solution {
  const faults: string[] = []
  const solution = text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const [course, room, day, period, ...rest] = line.trim().split(/\s+/)
    if (period === undefined || rest.length > 0 || !/^\d+$/.test(day) || !/^\d+$/.test(period)) {
      faults.push(`line ${index + 1}: expected "course room day period": ${JSON.stringify(line)}`)
      return []
    }
    return [{ course, room, day: Number(day), period: Number(period) }]
  })
  if (faults.length > 0) throw new TextFault(faults)
  return solution
}
