import { readFileSync, writeFileSync } from 'node:fs'
import { checkTimetable } from '../../../models/after-school/check/index.ts'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { solveExactly } from './solve.ts'

/** `node main.ts PLAN SOLUTION SECONDS SEED`: the peer, as the bench runs it. */
const [instance, solution, seconds, seed] = process.argv.slice(2)
const plan = parsePlan(JSON.parse(readFileSync(instance, 'utf8')))
const began = performance.now()
const { timetable, bound } = await solveExactly(plan, { timeLimitSeconds: Number(seconds), seed: Number(seed) })
writeFileSync(solution, JSON.stringify(timetable))
const { hard, medium, soft } = checkTimetable(plan, timetable)
process.stdout.write(`${JSON.stringify({ seconds: (performance.now() - began) / 1000, hard, medium, soft })}\n`)
process.stdout.write(`${JSON.stringify({ bound })}\n`)
process.exit(0)
