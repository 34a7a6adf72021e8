import type { LinearModel } from '../../../src/mip/index.ts'
import type { Relaxation } from './relaxation.ts'
import type { Seats } from './staff.ts'

const unknown = -2

/**
 * @returns [column] the weekday that it belongs to, −1 for what spans several. Starts and seats have one by themselves; others take that of the columns with which they share rows.
 * Any answer is valid for a bound by blocks.
 */
export function daysOf(relaxation: Relaxation, seats: Seats, { columns, rows, starts, indices }: LinearModel): Int32Array {
  const { P, callDay, weekday } = relaxation.school
  const days = new Int32Array(columns).fill(unknown)
  for (const { column, slot } of relaxation.starts) days[column] = weekday[slot]
  for (const [key, column] of seats) days[column] = callDay[Math.trunc(key / P)]
  for (;;) {
    // of the rows in which the column is, the one day that is known, −1 for several
    const heard = new Int32Array(columns).fill(unknown)
    for (let i = 0; i < rows; i++) {
      let day = unknown
      for (let at = starts[i]; at < starts[i + 1]; at++) day = join(day, days[indices[at]])
      for (let at = starts[i]; at < starts[i + 1]; at++) heard[indices[at]] = join(heard[indices[at]], day)
    }
    let more = false
    for (let j = 0; j < columns; j++) {
      if (days[j] !== unknown || heard[j] === unknown) continue
      days[j] = heard[j]
      more = true
    }
    if (!more) break
  }
  return days.map((day) => Math.max(-1, day))
}

const join = (one: number, other: number): number => (one === unknown || one === other ? other : other === unknown ? one : -1)
