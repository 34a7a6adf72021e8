import { Random } from '../../../src/kernel/random.ts'
import type { Improvement, Improver } from '../../../src/solve/model.ts'
import { compileSchool, forgives, type School } from '../compile/school.ts'
import type { Plan } from '../plan.ts'
import type { Timetable } from '../timetable.ts'
import { everything } from './freedom.ts'
import { incumbentOf } from './incumbent.ts'
import { type Neighbourhood, neighbourhoods } from './neighbourhoods.ts'
import { improveExactly } from './solve.ts'

/** seconds that a try at a part may take, and at the whole for the first time: it doubles every time */
const partSeconds = 4
const wholeSeconds = 15
/** columns of a programme that HiGHS has been seen to prove in seconds, and of one that is worth trying at all */
const tinyColumns = 8000
const tinyStudents = 100
const mostColumns = 60_000
/** a lone search leaves so much of its time where the whole programme is tiny */
const tinyShare = 0.6
/** seconds after which a search of such a school has found what it will */
const tinySeconds = 4
/** a try of no success tells as much as this many soft units in a second */
const prior = { gain: 1, seconds: 1 }
/** what earlier tries count for, with each new one */
const memory = 0.8

interface Arm {
  readonly part: Neighbourhood
  size: number
  gain: number
  seconds: number
}

/**
 * Solves parts of a school exactly, one at a time: which kind, by what it gained a second so far; how much of it, by whether the last one was proved in time. Where the whole programme is tiny, all of it is tried.
 */
export function schoolImprover(plan: Plan): Improver<Timetable> {
  return new SchoolImprover(plan)
}

class SchoolImprover implements Improver<Timetable> {
  readonly share: number
  readonly searchSeconds?: number
  private readonly plan: Plan
  private readonly random = new Random(1)
  /** compiled when first needed: most searches of large schools never do */
  private compiled: { school: School; arms: readonly Arm[] } | undefined
  private readonly tiny: boolean
  /** every timetable without a breach is a solution of the whole programme, at its price */
  private readonly complete: boolean
  private wholeLimit = wholeSeconds

  constructor(plan: Plan) {
    this.plan = plan
    this.tiny = plan.students.length <= tinyStudents && sizeOf(this.parts().school) <= tinyColumns
    this.complete = Object.values(plan.pins).every((list) => list.length === 0) && !forgives(this.parts().school)
    this.share = this.tiny ? tinyShare : 0
    if (this.tiny) this.searchSeconds = tinySeconds
  }

  private parts() {
    if (!this.compiled) {
      const school = compileSchool(this.plan)
      const arms = neighbourhoods(school).map((part) => ({ part, size: Math.min(part.first, part.most), gain: prior.gain, seconds: prior.seconds }))
      this.compiled = { school, arms }
    }
    return this.compiled
  }

  async improve(timetable: Timetable, { timeLimitSeconds, signal }: { timeLimitSeconds: number; signal?: AbortSignal }): Promise<Improvement<Timetable>> {
    const { school, arms } = this.parts()
    const options = (most: number) => ({ timeLimitSeconds: Math.min(timeLimitSeconds, most), mostColumns, ...(signal && { signal }) })
    if (this.tiny) {
      const { improved, proven, ...found } = await improveExactly(school, timetable, everything, options(this.wholeLimit))
      this.wholeLimit *= 2
      if (proven || improved) return { ...(improved && { solution: found.timetable }), done: proven && this.complete }
    }
    const arm = this.choose(arms)
    const wish = arm.part.draw(incumbentOf(school, timetable), arm.size, this.random)
    const { improved, proven, columns, gained, seconds, ...found } = await improveExactly(school, timetable, wish, options(partSeconds))
    arm.gain = memory * arm.gain + gained
    arm.seconds = memory * arm.seconds + seconds
    if (proven && seconds < partSeconds / 3) arm.size = Math.min(arm.part.most, Math.ceil(arm.size * 1.3))
    else if (!proven) arm.size = Math.max(1, Math.floor(arm.size * (columns > mostColumns ? 0.4 : 0.7)))
    return { ...(improved && { solution: found.timetable }), done: false }
  }

  /** draws an arm by its gain a second */
  private choose(arms: readonly Arm[]): Arm {
    const rates = arms.map(({ gain, seconds }) => (gain + 0.01) / (seconds + 0.01))
    let at = this.random.unit() * rates.reduce((sum, rate) => sum + rate, 0)
    return (
      arms.find((_, i) => {
        at -= rates[i]
        return at < 0
      }) ?? arms[0]
    )
  }
}

/** @returns about how many columns the whole programme has, without building it */
function sizeOf(school: School): number {
  const { W, A, L, S, H, optionsFrom, options, slots, sectionActivity, sectionsFrom, candidatesFrom, careCalls, dutyCalls } = school
  const people = (call: number) => candidatesFrom[call + 1] - candidatesFrom[call]
  let columns = 0
  for (let i = 0; i < optionsFrom[W]; i++) columns += 1 + slots[sectionActivity[options[i]]].length
  for (let call = 0; call < careCalls; call++) {
    const a = Math.trunc(call / (2 * L * S))
    if (a < A) columns += (sectionsFrom[a + 1] - sectionsFrom[a]) * people(call)
  }
  for (let call = careCalls; call < dutyCalls; call++) columns += H * people(call)
  return columns
}
