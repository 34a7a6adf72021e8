import { plusDays } from '../../../src/calendar/index.ts'
import type { Plan, Season } from '../plan.ts'
import type { Text } from '../policy/index.ts'
import { text } from '../validate/report.ts'
import type { Change } from './changes.ts'

type Moved = Extract<Change, { kind: 'bell-moved' }>

/**
 * What a moved bell would put in disorder: periods of a band follow one another, nobody attends two slots at once, and a slot that does not run in a season has no bell to move.
 * @param all every change that holds, this one among them: bells that move on the same dates are looked at together
 */
export function bellFault(plan: Plan, moved: Moved, all: readonly Change[]): { code: string; message: Text } | undefined {
  for (const [i, season] of plan.seasons.entries()) {
    const end = plan.seasons[i + 1] ? plusDays(plan.seasons[i + 1].from, -1) : plan.term.end
    if (moved.from > end || (moved.to ?? plan.term.end) < season.from) continue
    if (!season.bells[moved.slot])
      return { code: 'slot-does-not-run', message: text(`\`${moved.slot}\` does not run in \`${season.id}\`.`, `时段“${moved.slot}”在“${season.id}”不开设。`) }
    const other = disorder(plan, season, moved, all)
    if (other === undefined) continue
    return {
      code: 'bells-in-disorder',
      message: text(`would come in the way of \`${other}\` in \`${season.id}\`.`, `将与“${season.id}”的时段“${other}”冲突。`),
    }
  }
  return undefined
}

/** @returns a slot that is at once with the moved one, or on the wrong side of it, for somebody who would be at both */
function disorder(plan: Plan, season: Season, moved: Moved, all: readonly Change[]): string | undefined {
  const bells = { ...season.bells }
  for (const change of all) {
    if (change.kind === 'bell-moved' && bells[change.slot] && together(change, moved)) bells[change.slot] = { start: change.start, end: change.end }
  }
  const own = plan.slots.find(({ id }) => id === moved.slot)!
  const { start, end } = moved
  return plan.slots.find((slot) => {
    const bell = bells[slot.id]
    if (!bell || slot.id === own.id || slot.weekday !== own.weekday) return false
    const atOnce = bell.start < end && start < bell.end
    if (slot.band === own.band) return atOnce || bell.start < start !== slot.period < own.period
    return atOnce && plan.students.some(({ attends }) => attends.includes(own.id) && attends.includes(slot.id))
  })?.id
}

const together = (a: Change, b: Change): boolean => (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to)
