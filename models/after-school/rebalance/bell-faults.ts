import { plusDays } from '../../../src/calendar/index.ts'
import type { Plan, Season } from '../plan.ts'
import type { Text } from '../policy/index.ts'
import { text } from '../validate/report.ts'
import type { Change } from './changes.ts'

type Moved = Extract<Change, { kind: 'bell-moved' }>
type BellFault = { code: string; message: Text }

/** A slot that does not run in a season has no bell to move. */
export function absentBell(plan: Plan, moved: Moved): BellFault | undefined {
  for (const [i, season] of plan.seasons.entries()) {
    const end = plan.seasons[i + 1] ? plusDays(plan.seasons[i + 1].from, -1) : plan.term.end
    if (moved.from > end || (moved.to ?? plan.term.end) < season.from || season.bells[moved.slot]) continue
    return { code: 'slot-does-not-run', message: text(`\`${moved.slot}\` does not run in \`${season.id}\`.`, `时段“${moved.slot}”在“${season.id}”不开设。`) }
  }
  return undefined
}

/**
 * What a moved bell would put in disorder: periods of a band follow one another, and nobody attends two slots at once.
 * @param season with all bells as they are on a day on which this one has moved
 * @param plan with who attends that day
 */
export function periodFault(plan: Plan, season: Season, { slot: id, start, end }: Moved): BellFault | undefined {
  const own = plan.slots.find((slot) => slot.id === id)!
  const other = plan.slots.find((slot) => {
    const bell = season.bells[slot.id]
    if (!bell || slot.id === own.id || slot.weekday !== own.weekday) return false
    const atOnce = bell.start < end && start < bell.end
    if (slot.band === own.band) return atOnce || bell.start < start !== slot.period < own.period
    return atOnce && plan.students.some(({ attends }) => attends.includes(own.id) && attends.includes(slot.id))
  })?.id
  if (other === undefined) return undefined
  return {
    code: 'bells-in-disorder',
    message: text(`would come in the way of \`${other}\` in \`${season.id}\`.`, `将与“${season.id}”的时段“${other}”冲突。`),
  }
}
