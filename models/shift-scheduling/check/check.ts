import type { Employee, Instance, Roster, Shift } from '../instance.ts'

/** One rule's part of the cost. */
export interface Row {
  readonly id: string
  readonly level: 'hard' | 'soft'
  /** whole; soft rules carry the instance's own weights */
  readonly amount: number
  /** where it is broken, in words */
  readonly findings: readonly Found[]
}

interface Found {
  readonly amount: number
  readonly text: string
}

export interface Report {
  readonly hard: number
  readonly soft: number
  readonly rows: readonly Row[]
}

/** One employee's shifts by day; where there are several on a day, the last counts and the others are a breach of `assignments`. */
type Days = ReadonlyMap<number, Shift>

/** Prices a roster from the instance alone; shares no code with the solver's constraints. */
export function checkRoster(instance: Instance, roster: Roster): Report {
  const { horizon, staff, requests, cover } = instance
  const shifts = new Map(instance.shifts.map((shift) => [shift.id, shift]))
  const known = new Set(staff.map((employee) => employee.id))
  const good = roster.filter((a) => known.has(a.employee) && shifts.has(a.shift) && a.day < horizon)
  const days = new Map<Employee, Days>(
    staff.map((employee) => [employee, new Map(good.filter((a) => a.employee === employee.id).map((a) => [a.day, shifts.get(a.shift)!]))]),
  )
  const rows: Row[] = []
  const row = (id: string, level: Row['level'], findings: readonly Found[]) => {
    const found = findings.filter((one) => one.amount > 0)
    rows.push({ id, level, amount: found.reduce((sum, one) => sum + one.amount, 0), findings: found })
  }
  const each = (rule: (employee: Employee, own: Days) => readonly Found[]) => [...days].flatMap(([employee, own]) => rule(employee, own))

  row('assignments', 'hard', [
    ...roster.filter((a) => !good.includes(a)).map((a) => ({ amount: 1, text: `${a.employee}, day ${a.day}, ${a.shift}: no such employee, shift or day` })),
    ...[...Map.groupBy(good, (a) => `${a.employee}, day ${a.day}`)].map(([where, all]) => ({ amount: all.length - 1, text: `${where}: more than one shift` })),
  ])
  row(
    'days-off',
    'hard',
    each((e, own) => [...new Set(e.daysOff)].map((day) => ({ amount: own.has(day) ? 1 : 0, text: `${e.id} works on day ${day}, a given day off` }))),
  )
  row(
    'succession',
    'hard',
    each((e, own) =>
      [...own].map(([day, shift]) => {
        const next = own.get(day + 1)
        const forbidden = next && shift.cannotPrecede.some((s) => instance.shifts[s] === next)
        return { amount: forbidden ? 1 : 0, text: `${e.id}, day ${day}: ${shift.id}, then ${next?.id}` }
      }),
    ),
  )
  row(
    'shift-limits',
    'hard',
    each((e, own) =>
      instance.shifts.map((shift, s) => {
        const count = [...own.values()].filter((one) => one === shift).length
        return { amount: Math.max(0, count - e.maximumShifts[s]), text: `${e.id}: ${count} × ${shift.id}, at most ${e.maximumShifts[s]}` }
      }),
    ),
  )
  row(
    'minutes',
    'hard',
    each((e, own) => {
      const total = [...own.values()].reduce((sum, shift) => sum + shift.minutes, 0)
      const beyond = Math.max(0, total - e.maximumMinutes) + Math.max(0, e.minimumMinutes - total)
      return [{ amount: Math.ceil(beyond / 60), text: `${e.id}: ${total} minutes, not within ${e.minimumMinutes}–${e.maximumMinutes}` }]
    }),
  )
  const runs = (own: Days, working: boolean) => {
    const found: { from: number; length: number; inside: boolean }[] = []
    for (let from = 0; from < horizon; from++) {
      if (own.has(from) !== working || (from > 0 && own.has(from - 1) === working)) continue
      let end = from
      while (end < horizon && own.has(end) === working) end++
      found.push({ from, length: end - from, inside: from > 0 && end < horizon })
    }
    return found
  }
  row(
    'maximum-run',
    'hard',
    each((e, own) =>
      runs(own, true).map((run) => ({ amount: Math.max(0, run.length - e.maximumRun), text: `${e.id}: ${run.length} days of work from day ${run.from}` })),
    ),
  )
  row(
    'minimum-run',
    'hard',
    each((e, own) =>
      runs(own, true).map((run) => ({
        amount: run.inside ? Math.max(0, e.minimumRun - run.length) : 0,
        text: `${e.id}: only ${run.length} days of work from day ${run.from}`,
      })),
    ),
  )
  row(
    'minimum-rest',
    'hard',
    each((e, own) =>
      runs(own, false).map((run) => ({
        amount: run.inside ? Math.max(0, e.minimumRest - run.length) : 0,
        text: `${e.id}: only ${run.length} days off from day ${run.from}`,
      })),
    ),
  )
  row(
    'weekends',
    'hard',
    each((e, own) => {
      const worked = new Set([...own.keys()].filter((day) => day % 7 >= 5).map((day) => Math.floor(day / 7))).size
      return [{ amount: Math.max(0, worked - e.maximumWeekends), text: `${e.id}: works on ${worked} weekends, at most ${e.maximumWeekends}` }]
    }),
  )
  row(
    'requests',
    'soft',
    requests.map(({ employee, day, shift, kind, weight }) => {
      const has = days.get(staff[employee])!.get(day) === instance.shifts[shift]
      return { amount: has === (kind === 'on') ? 0 : weight, text: `${staff[employee].id}, day ${day}: ${kind} ${instance.shifts[shift].id} not granted` }
    }),
  )
  row(
    'cover',
    'soft',
    cover.map(({ day, shift, wanted, under, over }) => {
      const there = [...days.values()].filter((own) => own.get(day) === instance.shifts[shift]).length
      return {
        amount: Math.max(0, wanted - there) * under + Math.max(0, there - wanted) * over,
        text: `day ${day}, ${instance.shifts[shift].id}: ${there} of ${wanted}`,
      }
    }),
  )
  const sum = (level: Row['level']) => rows.reduce((total, one) => total + (one.level === level ? one.amount : 0), 0)
  return { hard: sum('hard'), soft: sum('soft'), rows }
}
