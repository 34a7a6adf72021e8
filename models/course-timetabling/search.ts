import type { Random } from '../../src/kernel/random.ts'
import { Schedule } from '../../src/search/schedule.ts'
import type { Progress, SearchOptions } from '../../src/solve/model.ts'
import type { Tables } from './compile.ts'
import { Frost } from './frost.ts'
import { Objective } from './objective.ts'
import { Walk } from './walk.ts'

export const cooling = { start: 30, end: 0.1, levels: 500, acceptedShare: 0.03 }
/** soft units that a conflict counts for while searching */
export const conflictWeight = 100
/** once frozen it is warmed to so many times the temperature at which it froze, and cooled to so many times that in the time left */
const thawed = 3
const refrozen = 0.8
const reheatLevels = 200
const batch = 4096
/** batches between two full recounts */
const auditEvery = 256

/** Anneals from the start given, a batch of moves at a time; `keep` hears of the walk, which holds the best timetable. */
export function* anneal(
  tables: Tables,
  start: Int32Array,
  random: Random,
  options: SearchOptions,
  keep: (walk: Walk) => void,
): Generator<Progress, void, void> {
  const objective = new Objective(tables)
  const walk = new Walk(tables, objective, start, random)
  keep(walk)
  let schedule = new Schedule(cooling)
  let frost = new Frost(cooling.start, 0)
  let began = { steps: 0, used: 0 }
  const size = Math.min(batch, Math.max(1, Math.ceil((options.stepLimit ?? Number.POSITIVE_INFINITY) / cooling.levels)))
  let weight = conflictWeight
  for (let steps = 0, batches = 0; ; batches++) {
    const done = walk.bestHard === 0 && walk.bestSoft === 0
    yield { hard: walk.bestHard, medium: 0, soft: walk.bestSoft, steps, done: done || walk.isFixed }
    const accepted = walk.run(size, schedule.temperature, weight)
    steps += size
    const used = options.used(steps)
    schedule.after(size, accepted, steps - began.steps, (used - began.used) / (1 - began.used))
    if (frost.after(objective.hard, objective.soft, schedule.temperature, used)) {
      schedule = new Schedule({ ...cooling, start: frost.temperature * thawed, end: frost.temperature * refrozen, levels: reheatLevels })
      frost = new Frost(schedule.temperature, used)
      began = { steps, used }
    }
    // conflicts that survive the warm half are priced ever higher: no soft cost is worth one
    if (used > 0.5 && objective.hard > 0) weight += conflictWeight / 100
    if (batches % auditEvery === 0) audit(objective, walk.values)
  }
}

/** @throws if the running totals are not what a recount of every rule says */
function audit(objective: Objective, values: Int32Array): void {
  const { hard, soft } = objective
  objective.reset(values)
  if (hard !== objective.hard || soft !== objective.soft) {
    throw new Error(`the running cost (${hard}, ${soft}) is not what a recount says (${objective.hard}, ${objective.soft}): a constraint breaks its laws`)
  }
}
