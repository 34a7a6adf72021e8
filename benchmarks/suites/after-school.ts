import { checkTimetable, parseTimetable } from '../../models/after-school/check/index.ts'
import { compileSchool } from '../../models/after-school/compile/school.ts'
import { afterSchool } from '../../models/after-school/model.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import { lowerBound } from '../../models/after-school/relax/bound.ts'
import { wishFloor } from '../../models/after-school/relax/wishes.ts'
import type { Timetable } from '../../models/after-school/timetable.ts'
import { generate, type School, schools, type Tier, tiers } from '../scenarios/index.ts'
import type { Suite } from './suite.ts'

/** Our own schools: plans in a directory, or generated ones by name: `town-7`, `town-7-tight`, `city-2-over`. */
export const afterSchoolSuite: Suite<Plan, Timetable> = {
  name: 'after-school',
  model: afterSchool,
  member: new URL('./after-school-member.ts', import.meta.url),
  objective: 'levels',
  extensions: ['.json'],
  generate(name) {
    const [school, seed, tier = 'normal', ...rest] = name.split('-')
    if (!isOneOf(schools, school) || !/^\d+$/.test(seed ?? '') || !isOneOf(tiers, tier) || rest.length > 0) return undefined
    return JSON.stringify(generate({ school, seed: Number(seed), tier }).plan)
  },
  usual: ['town', 'city', 'campus'].flatMap((school) => [`${school}-7`, `${school}-7-tight`]),
  read: (text) => JSON.parse(text),
  format: (_, timetable) => `${JSON.stringify(timetable)}\n`,
  parseSolution: (plan, text) => parseTimetable(plan, JSON.parse(text)),
  check: (plan, timetable) => {
    const { hard, medium, soft } = checkTimetable(plan, timetable)
    return { hard, medium, soft }
  },
  floor: (plan) => wishFloor(compileSchool(plan)),
  bound: async (plan, { medium, timeLimitSeconds }) => lowerBound(plan, { mediumAtMost: medium, timeLimitSeconds }),
  bestKnown: {},
}

const isOneOf = <Name extends School | Tier>(names: readonly Name[], name: string | undefined): name is Name => names.some((one) => one === name)
