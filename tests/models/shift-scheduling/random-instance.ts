import { type Instance, unlimited } from '../../../models/shift-scheduling/instance.ts'
import { Draw } from '../../support/draw.ts'

/** A small instance drawn from a seed; not always one that can be solved. */
export function randomInstance(seed: number, { horizon = 7 + (seed % 8), employees = 3 } = {}): Instance {
  const draw = new Draw(seed)
  const shiftCount = draw.between(1, 3)
  const shifts = Array.from({ length: shiftCount }, (_, s) => ({
    id: `S${s}`,
    minutes: draw.pick([360, 480, 600]),
    cannotPrecede: draw.some(
      Array.from({ length: s }, (_, t) => t),
      0.7,
    ),
  }))
  const days = Array.from({ length: horizon }, (_, d) => d)
  const staff = Array.from({ length: employees }, (_, e) => {
    const least = draw.between(0, Math.floor(horizon / 2)) * 480
    const minimumRun = draw.between(1, 3)
    return {
      id: `E${e}`,
      maximumShifts: shifts.map(() => (draw.chance(0.3) ? draw.between(0, 3) : draw.chance(0.5) ? horizon : unlimited)),
      minimumMinutes: least,
      maximumMinutes: least + draw.between(1, 4) * 480,
      minimumRun,
      maximumRun: minimumRun + draw.between(0, 3),
      minimumRest: draw.between(1, 3),
      maximumWeekends: draw.between(0, 2),
      daysOff: draw.some(days, 0.08),
    }
  })
  const request = (kind: 'on' | 'off') => ({
    employee: draw.between(0, employees - 1),
    day: draw.pick(days),
    shift: draw.between(0, shiftCount - 1),
    kind,
    weight: draw.between(1, 3),
  })
  const requests = Array.from({ length: horizon }, () => request(draw.chance(0.5) ? 'on' : 'off'))
  const cover = days.flatMap((day) => shifts.map((_, shift) => ({ day, shift, wanted: draw.between(0, employees), under: draw.pick([10, 100]), over: 1 })))
  return { horizon, shifts, staff, requests, cover }
}
