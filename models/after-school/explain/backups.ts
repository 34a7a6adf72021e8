import { inServiceKinds, type Plan } from '../plan.ts'
import type { Timetable, TimetableParts } from '../timetable.ts'
import { Incumbent } from './incumbent.ts'

type Backup = NonNullable<Timetable['backups']>[number]

/** sections without a backup that are tried again after others have given theirs up */
interface External {
  readonly section: number
  readonly people: readonly number[]
}

/**
 * Names somebody for each section with an external leader who could step in at every session: permitted, free then, and nobody's backup at the same time twice.
 * As many sections as possible have one (augmenting paths).
 */
export function nameBackups(plan: Plan, timetable: TimetableParts): { backups: Backup[]; without: { activity: string; number: number }[] } {
  const { state, school } = new Incumbent(plan, timetable)
  const external = Array.from({ length: school.X }, (_, x) => x)
    .filter((x) => leads(x).some((q) => people(q).some((p) => !inServiceKinds.includes(plan.staff[p].kind))))
    .map((section): External => ({ section, people: eligible(section) }))
  const taken = new Map<number, number>()
  for (const entry of external.toSorted((a, b) => a.people.length - b.people.length)) assign(entry, new Set())

  function leads(x: number): number[] {
    if (state.values[school.at.size + x] === 0) return []
    const posts: number[] = []
    for (let z = school.sessionsFrom[x]; z < school.sessionsFrom[x + 1]; z++)
      for (let season = 0; season < school.S; season++) posts.push(z * 2 * school.S + season)
    return posts.filter((q) => state.values[school.at.need + q] > 0)
  }
  function people(q: number): number[] {
    return Array.from({ length: school.seatFrom[q + 1] - school.seatFrom[q] }, (_, i) => state.values[school.at.seat + school.seatFrom[q] + i] - 1).filter(
      (p) => p >= 0,
    )
  }
  function eligible(x: number): number[] {
    const posts = leads(x)
    return Array.from({ length: school.P }, (_, p) => p).filter((p) =>
      posts.every((q) => school.permit[state.roster.callOf[q] * school.P + p] !== 255 && state.roster.free(q, p)),
    )
  }
  function atOnce(x: number, y: number): boolean {
    return leads(x).some((q) =>
      leads(y).some((r) => {
        const [a, b] = [state.roster.callOf[q], state.roster.callOf[r]]
        return school.postSeason[q] === school.postSeason[r] && school.callDay[a] === school.callDay[b] && (school.callBit[a] & school.callClash[b]) !== 0
      }),
    )
  }
  function assign(entry: External, asked: Set<number>): boolean {
    for (const p of entry.people) {
      if (asked.has(p)) continue
      asked.add(p)
      const rivals = external.filter((other) => other !== entry && taken.get(other.section) === p && atOnce(other.section, entry.section))
      if (rivals.length > 1) continue
      if (rivals.length === 1) {
        taken.delete(rivals[0].section)
        if (!assign(rivals[0], asked)) {
          taken.set(rivals[0].section, p)
          continue
        }
      }
      taken.set(entry.section, p)
      return true
    }
    return false
  }
  const named = (x: number) => ({ activity: plan.activities[school.sectionActivity[x]].id, number: x - school.sectionsFrom[school.sectionActivity[x]] + 1 })
  return {
    backups: external.flatMap(({ section }) => (taken.has(section) ? [{ ...named(section), staff: plan.staff[taken.get(section)!].id }] : [])),
    without: external.filter(({ section }) => !taken.has(section)).map(({ section }) => named(section)),
  }
}
