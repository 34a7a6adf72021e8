import { runMember } from '../../src/solve/member.ts'
import { leastSum } from './least-sum.ts'

await runMember(leastSum)
