import { off } from './compile.ts'
import { type Employee, unlimited } from './instance.ts'

/** Days that are open: from … to − 1. It begins on a Monday and ends with a Sunday, or with the horizon. */
export interface Window {
  readonly from: number
  readonly to: number
}

/** What never changes about one employee's pricing. */
export interface Standing {
  readonly employee: Employee
  /** longest run of work, and shortest rest, that need telling apart */
  readonly maximumRun: number
  readonly rest: number
  /** work over all days; a unit is the shifts' greatest common divisor in minutes */
  readonly mostUnits: number
  readonly leastUnits: number
  readonly unitsOf: Int32Array
  readonly longestShift: number
  /** value → class of shifts that forbid the same successors; class, value → 1 if it may not follow */
  readonly classOf: Int32Array
  readonly forbidden: Uint8Array
  readonly classes: number
}

/**
 * One employee's pricing within a window: what the days around it leave over, in what state a path enters, in which it may leave.
 * A kind is a class of shifts with the length of the run so far, or (from `restKind`) the length of the rest.
 */
export interface Frame extends Omit<Standing, 'mostUnits' | 'classes'> {
  readonly restKind: number
  readonly kinds: number
  /** weekends worked within: 0 … weekends − 1; units worked within: 0 … units − 1 */
  readonly weekends: number
  readonly units: number
  /** states of a day */
  readonly size: number
  /** kind of the day before the window; −1 if there is none */
  readonly entry: number
  /** kind of the last day → 1 if the days after the window may follow */
  readonly leaves: Uint8Array
  /** @returns how many more of a shift the window may hold */
  readonly cap: (value: number) => number
}

/** @returns nothing when the days around break a rule by themselves */
export function frameOf(standing: Standing, window: Window, around: Int32Array): Frame | undefined {
  const { employee, maximumRun, rest, classes, classOf, longestShift, unitsOf } = standing
  const { from, to } = window
  const horizon = around.length
  const restKind = classes * maximumRun // rest of length 1; longer ones follow
  const kinds = restKind + rest
  const isOpen = (day: number) => day >= from && day < to

  let unitsOutside = 0
  let weekendsOutside = 0
  let weekendsInside = 0
  const held = new Int32Array(unitsOf.length)
  for (let day = 0; day < horizon; day++) {
    const isSaturday = day % 7 === 5
    if (isOpen(day)) {
      if (isSaturday) weekendsInside++
      continue
    }
    unitsOutside += unitsOf[around[day]]
    held[around[day]]++
    if (isSaturday && (around[day] !== off || (day + 1 < horizon && around[day + 1] !== off))) weekendsOutside++
  }
  const weekends = Math.min(employee.maximumWeekends - weekendsOutside, weekendsInside) + 1
  const units = Math.min(standing.mostUnits - unitsOutside, longestShift * (to - from)) + 1
  if (weekends < 1 || units < 1) return undefined

  let entry = -1
  if (from > 0) {
    const value = around[from - 1]
    let length = 1
    while (length < from && (around[from - 1 - length] === off) === (value === off)) length++
    if (value === off) entry = restKind + Math.min(length, rest) - 1
    else if (length <= maximumRun) entry = classOf[value] * maximumRun + length - 1
    else return undefined
  }
  return {
    ...standing,
    restKind,
    kinds,
    weekends,
    units,
    size: kinds * weekends * units,
    leastUnits: standing.leastUnits - unitsOutside,
    entry,
    leaves: Uint8Array.from({ length: kinds }, (_, kind) => (mayLeave(standing, to, around, kind) ? 1 : 0)),
    cap: (value) => (employee.maximumShifts[value - 1] < unlimited ? employee.maximumShifts[value - 1] - held[value] : unlimited),
  }
}

/** @returns whether the days from `to` on may follow a last day of this kind */
function mayLeave({ employee, maximumRun, rest, classes, forbidden, unitsOf }: Standing, to: number, around: Int32Array, kind: number): boolean {
  const horizon = around.length
  if (to === horizon) return true
  const restKind = classes * maximumRun
  const isRest = kind >= restKind
  const length = isRest ? kind - restKind + 1 : (kind % maximumRun) + 1
  const next = around[to]
  let following = 1
  while (to + following < horizon && (around[to + following] === off) === (next === off)) following++
  // what began on day 0, or lasts to the end, may be shorter
  const began = length === to
  const lasts = to + following === horizon
  const least = (work: boolean) => (work ? employee.minimumRun : rest)
  if (isRest !== (next === off)) {
    if (next !== off && following > employee.maximumRun) return false
    return (began || length >= least(!isRest)) && (lasts || following >= least(isRest))
  }
  if (!isRest && (length + following > employee.maximumRun || forbidden[Math.floor(kind / maximumRun) * unitsOf.length + next])) return false
  return began || lasts || length + following >= least(!isRest)
}
