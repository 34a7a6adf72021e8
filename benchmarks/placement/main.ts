import { parseArgs } from 'node:util'
import { checkTimetable } from '../../models/after-school/check/index.ts'
import { placeStudents } from '../../models/after-school/exact/placement.ts'
import { afterSchool } from '../../models/after-school/model.ts'
import { solve } from '../../src/solve/solve.ts'
import { generate } from '../scenarios/index.ts'

/**
 * How far the search's placement of students is from the exact best one in the sections that it found: `npm run -s bench:placement -- --school town --seed 7 --time 30`.
 * Prints one line of JSON a run; `--seeds 1,2,3` repeats the search with these seeds.
 */
const { values } = parseArgs({
  options: {
    school: { type: 'string', default: 'town' },
    seed: { type: 'string', default: '7' },
    time: { type: 'string', default: '30' },
    seeds: { type: 'string', default: '1' },
    tier: { type: 'string', default: 'normal' },
  },
})
const school = (['village', 'town', 'city', 'campus'] as const).find((name) => name === values.school)
const tier = (['normal', 'tight', 'over'] as const).find((name) => name === values.tier)
if (!school || !tier) throw new RangeError(`no school ${values.school} ${values.tier}`)

/** what the families asked for: the rows that a placement in fixed sections can move */
const studentRows = ['student-choice', 'balanced-week', 'change']

const plan = afterSchool.parse(generate({ school, seed: Number(values.seed), tier }).plan)
for (const seed of values.seeds.split(',').map(Number)) {
  const { solution, seconds } = await solve(afterSchool, plan, { timeLimitSeconds: Number(values.time), seed })
  const placed = await placeStudents(plan, solution)
  const [found, exact] = [checkTimetable(plan, solution), checkTimetable(plan, placed.timetable)]
  const ofStudents = (report: typeof found) => report.constraints.filter(({ id }) => studentRows.includes(id)).reduce((sum, { cost }) => sum + cost, 0)
  const [before, after] = [ofStudents(found), ofStudents(exact)]
  const percent = (whole: number) => Math.round((10_000 * (found.soft - exact.soft)) / Math.max(1, whole)) / 100
  const { hard, medium, soft } = found
  const line = {
    school,
    tier,
    planSeed: Number(values.seed),
    seed,
    solveSeconds: Math.round(seconds * 10) / 10,
    found: { hard, medium, soft, students: before },
    exact: { hard: exact.hard, medium: exact.medium, soft: exact.soft, students: after },
    proven: placed.proven,
    exactSeconds: Math.round(placed.seconds * 10) / 10,
    gapOfStudentRowsPercent: percent(after),
    gapOfSoftPercent: percent(exact.soft),
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
process.exit(0)
