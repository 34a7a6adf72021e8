import { checkRoster } from '../../models/shift-scheduling/check/check.ts'
import type { Instance, Roster } from '../../models/shift-scheduling/instance.ts'
import { shiftScheduling } from '../../models/shift-scheduling/model.ts'
import { formatRoster, parseRoster } from '../../models/shift-scheduling/solution.ts'
import bestKnown from './best-known.json' with { type: 'json' }
import type { Suite } from './suite.ts'

/** Employee shift scheduling of Curtois and Qu (2014). Best known values: the best that their paper and its later record list. */
export const shiftSchedulingSuite: Suite<Instance, Roster> = {
  name: 'shift-scheduling',
  model: shiftScheduling,
  member: new URL('./shift-scheduling-member.ts', import.meta.url),
  objective: 'cost',
  extensions: ['.txt'],
  read: (text) => text,
  format: (_, roster) => formatRoster(roster),
  parseSolution: (_, text) => parseRoster(text),
  check: (instance, roster) => {
    const { hard, soft } = checkRoster(instance, roster)
    return { hard, medium: 0, soft }
  },
  bestKnown: bestKnown['shift-scheduling'],
}
