import type { Instance, Solution } from '../instance.ts'

/** One rule's part of the cost. */
export interface Row {
  readonly id: string
  readonly level: 'hard' | 'soft'
  /** whole, unweighted */
  readonly amount: number
  readonly weight: number
  readonly cost: number
  /** where it is broken, in words */
  readonly findings: readonly { readonly amount: number; readonly text: string }[]
}

export interface Report {
  readonly hard: number
  readonly soft: number
  readonly rows: readonly Row[]
}

/**
 * Prices a solution from the instance alone; shares no code with the solver's constraints.
 * Placements of unknown courses or rooms, or at times that do not exist, are counted in `lectures`, not placed.
 */
export function checkCourseTimetable(instance: Instance, solution: Solution): Report {
  const { days, periodsPerDay } = instance
  const course = new Map(instance.courses.map((c) => [c.id, c]))
  const room = new Map(instance.rooms.map((r) => [r.id, r]))
  const curriculaOf = new Map(instance.courses.map((c, i) => [c.id, new Set(instance.curricula.filter((k) => k.courses.includes(i)))]))
  const good = solution.filter((p) => course.has(p.course) && room.has(p.room) && p.day < days && p.period < periodsPerDay)
  const rows: Row[] = []
  const row = (id: string, level: Row['level'], weight: number, findings: { amount: number; text: string }[]) => {
    const found = findings.filter((f) => f.amount > 0)
    const amount = found.reduce((sum, f) => sum + f.amount, 0)
    rows.push({ id, level, amount, weight, cost: amount * weight, findings: found })
  }
  const time = (p: { day: number; period: number }) => `day ${p.day} period ${p.period}`

  row('lectures', 'hard', 1, [
    ...solution.filter((p) => !good.includes(p)).map((p) => ({ amount: 1, text: `${p.course} in ${p.room}, ${time(p)}: unknown course, room or period` })),
    ...instance.courses.map((c) => {
      const placed = good.filter((p) => p.course === c.id).length
      return { amount: Math.abs(placed - c.lectures), text: `${c.id}: ${placed} lectures instead of ${c.lectures}` }
    }),
  ])
  row(
    'conflicts',
    'hard',
    1,
    good.flatMap((a, i) =>
      good.slice(i + 1).flatMap((b) => {
        if (a.day !== b.day || a.period !== b.period) return []
        const shared = [...curriculaOf.get(a.course)!].find((k) => curriculaOf.get(b.course)!.has(k))
        const teacher = course.get(a.course)!.teacher
        const why =
          a.course === b.course ? 'one course' : teacher === course.get(b.course)!.teacher ? `teacher ${teacher}` : shared && `curriculum ${shared.id}`
        return { amount: why ? 1 : 0, text: `${a.course} and ${b.course}, ${time(a)}: ${why}` }
      }),
    ),
  )
  row(
    'availability',
    'hard',
    1,
    good.map((p) => ({ amount: course.get(p.course)!.unavailable.includes(p.day * periodsPerDay + p.period) ? 1 : 0, text: `${p.course}, ${time(p)}` })),
  )
  const held = Map.groupBy(good, (p) => `${p.room}, ${time(p)}`)
  row(
    'room-occupancy',
    'hard',
    1,
    [...held].map(([where, lectures]) => ({ amount: lectures.length - 1, text: `${where}: ${lectures.map((p) => p.course).join(', ')}` })),
  )
  row(
    'room-capacity',
    'soft',
    1,
    good.map((p) => ({
      amount: Math.max(0, course.get(p.course)!.students - room.get(p.room)!.capacity),
      text: `${p.course} in ${p.room}, ${time(p)}: students without a seat`,
    })),
  )
  row(
    'working-days',
    'soft',
    5,
    instance.courses.map((c) => {
      const used = new Set(good.filter((p) => p.course === c.id).map((p) => p.day)).size
      return { amount: Math.max(0, c.minimumDays - used), text: `${c.id}: on ${used} days instead of ${c.minimumDays}` }
    }),
  )
  row(
    'compactness',
    'soft',
    2,
    instance.curricula.flatMap((k) => {
      const members = new Set(k.courses.map((i) => instance.courses[i].id))
      const lectures = good.filter((p) => members.has(p.course))
      return lectures.map((p) => {
        const near = lectures.some((q) => q.day === p.day && Math.abs(q.period - p.period) === 1)
        return { amount: near ? 0 : 1, text: `${k.id}: ${p.course} alone, ${time(p)}` }
      })
    }),
  )
  row(
    'room-stability',
    'soft',
    1,
    instance.courses.map((c) => {
      const rooms = new Set(good.filter((p) => p.course === c.id).map((p) => p.room))
      return { amount: Math.max(0, rooms.size - 1), text: `${c.id}: in ${[...rooms].join(', ')}` }
    }),
  )
  const sum = (level: Row['level']) => rows.reduce((total, r) => total + (r.level === level ? r.cost : 0), 0)
  return { hard: sum('hard'), soft: sum('soft'), rows }
}
