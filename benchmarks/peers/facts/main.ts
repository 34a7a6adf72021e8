import { readFileSync, writeFileSync } from 'node:fs'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { schoolFacts } from './school.ts'
import { firstTimetable } from './start.ts'

/** `node main.ts PLAN FACTS [FIRST]`: a plan as resolved numbers, for peers that are not written in TypeScript, and the timetable from which they start. */
const [source, facts, first] = process.argv.slice(2)
const plan = parsePlan(JSON.parse(readFileSync(source, 'utf8')))
writeFileSync(facts, JSON.stringify(schoolFacts(plan)))
if (first !== undefined) writeFileSync(first, JSON.stringify(firstTimetable(plan)))
