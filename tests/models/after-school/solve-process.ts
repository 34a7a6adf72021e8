import { afterSchool } from '../../../models/after-school/model.ts'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { solve } from '../../../src/solve/solve.ts'
import { randomPlan } from '../../support/random-plan.ts'

/** Solves in a process of their own, whose timetables go to standard output: arguments are the seed, the step limit and the numbers of random plans. */
const [seed, stepLimit, ...plans] = process.argv.slice(2).map(Number)
const solutions = []
for (const plan of plans) solutions.push((await solve(afterSchool, parsePlan(randomPlan(plan)), { seed, stepLimit })).solution)
process.stdout.write(JSON.stringify(solutions))
