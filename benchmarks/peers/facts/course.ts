import { readFileSync, writeFileSync } from 'node:fs'
import { parseEctt } from '../../../models/course-timetabling/ectt.ts'
import { courseTimetabling } from '../../../models/course-timetabling/model.ts'
import { formatSolution } from '../../../models/course-timetabling/solution.ts'

/**
 * `node course.ts INSTANCE SOLUTION`: a first timetable of an `.ectt` instance, in the official format: what our construction places, and as many batches of moves as it takes until no hard rule is broken.
 * After `mostBatches` without that nothing is written.
 */
const mostBatches = 100
const [instance, solution] = process.argv.slice(2)
const compiled = courseTimetabling.compile(parseEctt(readFileSync(instance, 'utf8')))
let batches = 0
for (const { hard } of compiled.search({ seed: 1, used: () => 0 })) {
  if (hard === 0) writeFileSync(solution, formatSolution(compiled.decode()))
  if (hard === 0 || ++batches >= mostBatches) break
}
