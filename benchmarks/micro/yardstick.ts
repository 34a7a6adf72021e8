import { compileTables } from '../../models/course-timetabling/compile.ts'
import { placeAll } from '../../models/course-timetabling/construct.ts'
import { parseEctt } from '../../models/course-timetabling/ectt.ts'
import { Objective } from '../../models/course-timetabling/objective.ts'
import { conflictWeight, cooling } from '../../models/course-timetabling/search.ts'
import { Walk } from '../../models/course-timetabling/walk.ts'
import { Random } from '../../src/kernel/random.ts'
import { Schedule } from '../../src/search/schedule.ts'
import { handWritten } from './hand-written.ts'

/** @returns moves per second of one whole annealing of so many moves, by the kernel or by the hand-written loop, from the same start with the same cooling */
export function speed(text: string, how: 'kernel' | 'hand-written', moves: number): number {
  const instance = parseEctt(text)
  const tables = compileTables(instance)
  const start = new Int32Array(tables.lectures).fill(-1)
  placeAll(tables, start, new Random(1))
  const run = how === 'kernel' ? () => byKernel(tables, start, moves) : () => handWritten(instance, start, moves, cooling, 1).movesPerSecond
  // the first one warms up
  run()
  return run()
}

function byKernel(tables: ReturnType<typeof compileTables>, start: Int32Array, moves: number): number {
  const walk = new Walk(tables, new Objective(tables), start, new Random(1))
  const schedule = new Schedule(cooling)
  const began = performance.now()
  for (let steps = 0; steps < moves; ) {
    const accepted = walk.run(4096, schedule.temperature, conflictWeight)
    steps += 4096
    schedule.after(4096, accepted, steps, steps / moves)
  }
  return moves / ((performance.now() - began) / 1000)
}
