import { clockOf } from '../../../../src/calendar/index.ts'
import type { Slot } from '../../plan.ts'
import { type Check, clauseOf } from '../context.ts'
import { each } from '../draft.ts'
import { dayOf, text } from '../report.ts'

/** Periods of a band are distinct and follow each other; noon only where it is allowed; a duty block is one time of the week. */
export const checkSlots: Check = (context) => {
  const { draft, report, policy, bells } = context
  const byPeriod = new Map<string, Slot>()
  const blocks = new Map<string, Slot>()
  for (const [slot, i] of each(draft.slots)) {
    const key = JSON.stringify([slot.weekday, slot.band, slot.period])
    const same = byPeriod.get(key)
    if (same) {
      report.fault(
        ['slots', i, 'period'],
        slot.period,
        'duplicate-period',
        text(
          `band \`${slot.band}\` has period ${slot.period} on ${dayOf(slot.weekday).en} already (\`${same.id}\`).`,
          `时段组“${slot.band}”在${dayOf(slot.weekday).zh}已有第${slot.period}节（“${same.id}”）。`,
        ),
        {
          suggestion: text('Give it another period, or a band of its own.', '请更改节次或另设时段组。'),
        },
      )
    } else byPeriod.set(key, slot)
    if (policy && slot.period === 0 && !policy.noonAllowed) {
      report.fault(
        ['slots', i, 'period'],
        slot.period,
        'noon-not-allowed',
        text(`\`${slot.id}\` is at noon, which the policy does not allow.`, `时段“${slot.id}”在中午，政策不允许。`),
        {
          clause: clauseOf(context, 'noonAllowed'),
          suggestion: text('Remove the slot, or override `noonAllowed` with a written reason.', '请删除该时段，或写明理由调整“noonAllowed”。'),
        },
      )
    }
    const block = slot.dutyBlock ?? slot.id
    const first = blocks.get(block)
    if (!first) blocks.set(block, slot)
    else if (first.weekday !== slot.weekday || first.period !== slot.period) {
      // the slot's own id is a block without being named
      const named = slot.dutyBlock === undefined ? draft.slots.indexOf(first) : i
      report.fault(
        ['slots', named, 'dutyBlock'],
        draft.slots[named]!.dutyBlock,
        'mixed-duty-block',
        text(
          `duty block \`${block}\` holds \`${first.id}\`, which is another weekday or period.`,
          `值班组“${block}”中的“${first.id}”与此时段的星期或节次不同。`,
        ),
        {
          suggestion: text('Slots of one duty block share weekday and period: use a block for each.', '同一值班组的时段须星期、节次相同，请分设。'),
        },
      )
    }
  }
  for (const [season, s] of each(draft.seasons)) {
    for (const [slot, i] of each(draft.slots)) {
      const bell = bells[s][i]
      const previous = bell && lastBefore(draft.slots, bells[s], slot)
      if (bell && previous !== undefined && bells[s][previous]!.end > bell.start) {
        const { id } = draft.slots[previous]!
        const end = clockOf(bells[s][previous]!.end)
        report.fault(
          ['seasons', s, 'bells', slot.id, 'start'],
          season.bells[slot.id].start,
          'periods-overlap',
          text(`\`${slot.id}\` starts before \`${id}\` ends (${end}).`, `时段“${slot.id}”在“${id}”结束（${end}）前开始。`),
          {
            suggestion: text(`Start it at ${end} or later.`, `请在${end}或之后开始。`),
          },
        )
      }
    }
  }
}

/** @returns the slot of the same weekday and band with the highest lower period that runs */
function lastBefore(slots: readonly (Slot | undefined)[], bells: readonly unknown[], slot: Slot): number | undefined {
  let last: number | undefined
  for (const [other, i] of each(slots)) {
    if (other.weekday !== slot.weekday || other.band !== slot.band || other.period >= slot.period || !bells[i]) continue
    if (last === undefined || other.period > slots[last]!.period) last = i
  }
  return last
}
