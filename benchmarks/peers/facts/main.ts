import { readFileSync, writeFileSync } from 'node:fs'
import { parsePlan } from '../../../models/after-school/validate/index.ts'
import { schoolFacts } from './school.ts'

/** `node main.ts PLAN FACTS`: a plan as resolved numbers, for peers that are not written in TypeScript. */
const [plan, facts] = process.argv.slice(2)
writeFileSync(facts, JSON.stringify(schoolFacts(parsePlan(JSON.parse(readFileSync(plan, 'utf8'))))))
