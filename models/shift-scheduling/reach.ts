import { off } from './compile.ts'
import type { Frame, Window } from './frame.ts'

/**
 * Which numbers of units an employee can have worked by the end of a day of a window, so that the days before allow it and the days after can still end within the rules.
 * [(day − from) × states + kind × weekends + weekends worked]; none where `least` is above `most`.
 */
export interface Reach {
  readonly least: Int32Array
  readonly most: Int32Array
}

const never = 1 << 28

/** @returns the kind that follows when a day of this kind is followed by a day with this value, or −1 where rules forbid it */
export function kindAfter(frame: Frame, kind: number, value: number, day: number): number {
  const { restKind, maximumRun, rest, employee, classOf, forbidden, unitsOf } = frame
  const resting = kind >= restKind
  const length = resting ? kind - restKind + 1 : (kind % maximumRun) + 1
  // a run that began on day 0 may be shorter
  const mayEnd = length === day || length >= (resting ? rest : employee.minimumRun)
  if (value === off) return resting ? restKind + Math.min(length, rest - 1) : mayEnd ? restKind : -1
  if (resting) return mayEnd ? classOf[value] * maximumRun : -1
  return length === maximumRun || forbidden[Math.floor(kind / maximumRun) * unitsOf.length + value] ? -1 : classOf[value] * maximumRun + length
}

/** @returns 1 where a day with this value, after a rest or not, begins another weekend of work */
export const weekendAfter = (day: number, value: number, resting: boolean): number => (value !== off && day % 7 >= 5 && (day % 7 === 5 || resting) ? 1 : 0)

/** @returns the kind of the horizon's first day */
export const firstKind = ({ restKind, classOf, maximumRun }: Frame, value: number): number => (value === off ? restKind : classOf[value] * maximumRun)

/** @param allowed day × values + value → 1 if the employee may have it */
export function reachOf(frame: Frame, { from, to }: Window, allowed: Uint8Array): Reach {
  const { kinds, weekends, units, unitsOf, leastUnits, restKind, entry, leaves } = frame
  const values = unitsOf.length
  const states = kinds * weekends
  const days = to - from
  const least = new Int32Array(days * states).fill(never)
  const most = new Int32Array(days * states).fill(-never)
  const widen = (state: number, low: number, high: number) => {
    least[state] = Math.min(least[state], low)
    most[state] = Math.max(most[state], high)
  }
  const begin = (kind: number, weekend: number, value: number) => widen(kind * weekends + weekend, unitsOf[value], unitsOf[value])
  for (let value = 0; value < values; value++) {
    if (!allowed[from * values + value]) continue
    if (from === 0) begin(firstKind(frame, value), 0, value)
    else {
      const kind = kindAfter(frame, entry, value, from)
      const weekend = weekendAfter(from, value, entry >= restKind)
      if (kind >= 0 && weekend < weekends) begin(kind, weekend, value)
    }
  }
  const steps = (day: number, visit: (source: number, target: number, value: number, more: number) => void) => {
    for (let kind = 0; kind < kinds; kind++) {
      for (let value = 0; value < values; value++) {
        if (!allowed[day * values + value]) continue
        const next = kindAfter(frame, kind, value, day)
        if (next >= 0)
          visit((day - 1 - from) * states + kind * weekends, (day - from) * states + next * weekends, value, weekendAfter(day, value, kind >= restKind))
      }
    }
  }
  for (let day = from + 1; day < to; day++) {
    steps(day, (source, target, value, more) => {
      for (let weekend = 0; weekend + more < weekends; weekend++) {
        if (least[source + weekend] < never) widen(target + weekend + more, least[source + weekend] + unitsOf[value], most[source + weekend] + unitsOf[value])
      }
    })
  }
  // what can still come
  const fewest = new Int32Array(days * states).fill(never)
  const largest = new Int32Array(days * states).fill(-never)
  for (let state = 0; state < states; state++) {
    if (!leaves[Math.floor(state / weekends)]) continue
    fewest[(days - 1) * states + state] = 0
    largest[(days - 1) * states + state] = 0
  }
  for (let day = to - 1; day > from; day--) {
    steps(day, (source, target, value, more) => {
      for (let weekend = 0; weekend + more < weekends; weekend++) {
        const after = target + weekend + more
        if (fewest[after] === never) continue
        fewest[source + weekend] = Math.min(fewest[source + weekend], fewest[after] + unitsOf[value])
        largest[source + weekend] = Math.max(largest[source + weekend], largest[after] + unitsOf[value])
      }
    })
  }
  for (let state = 0; state < least.length; state++) {
    if (least[state] === never || fewest[state] === never) {
      least[state] = 0
      most[state] = -1
      continue
    }
    least[state] = Math.max(least[state], leastUnits - largest[state])
    most[state] = Math.min(most[state], units - 1 - fewest[state])
  }
  return { least, most }
}
