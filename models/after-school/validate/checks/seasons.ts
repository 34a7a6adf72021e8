import { clockOf, minutesOf } from '../../../../src/calendar/index.ts'
import type { Season } from '../../plan.ts'
import { type Check, type Context, clauseOf } from '../context.ts'
import { each } from '../draft.ts'
import { text } from '../report.ts'

/** The seasons follow each other and fill the term; their bells ring in order and not past the latest end. */
export const checkSeasons: Check = (context) => {
  const { draft, report } = context
  const { seasons, term } = draft
  for (const [season, i] of each(seasons)) {
    const path = ['seasons', i, 'from']
    const before = seasons[i - 1]
    const after = seasons[i + 1]
    if (i === 0 && term && season.from > term.start) {
      report.fault(
        path,
        season.from,
        'season-late',
        text(`the first season starts after the term (${term.start}).`, `首个作息季晚于学期开始（${term.start}）。`),
        { suggestion: text(`Let it start on ${term.start}.`, `请从${term.start}开始。`) },
      )
    }
    if (before && season.from <= before.from) {
      report.fault(
        path,
        season.from,
        'season-order',
        text(
          `season \`${season.id}\` does not start after \`${before.id}\` (${before.from}).`,
          `作息季“${season.id}”的开始日期不晚于“${before.id}”（${before.from}）。`,
        ),
        {
          suggestion: text('Order the seasons by date; each ends where the next one starts.', '请按日期排列作息季，前一季在后一季开始时结束。'),
        },
      )
    } else if (term && term.start <= term.end && (season.from > term.end || (after && after.from > season.from && after.from <= term.start))) {
      report.fault(
        path,
        season.from,
        'season-outside-term',
        text(`season \`${season.id}\` lies outside the term (${term.start} to ${term.end}).`, `作息季“${season.id}”不在学期内（${term.start}至${term.end}）。`),
        {
          suggestion: text('Remove it, or correct its date.', '请删除或更正日期。'),
        },
      )
    }
    if (before && sameBells(before, season)) {
      report.fault(
        ['seasons', i, 'bells'],
        season.bells,
        'seasons-alike',
        text(`season \`${season.id}\` has the bells of \`${before.id}\`.`, `作息季“${season.id}”与“${before.id}”的作息时间完全相同。`),
        {
          suggestion: text('Make the two one season.', '请合并为一个作息季。'),
        },
      )
    }
  }
  for (const [{ bells = {} }, i] of each(draft.readable.seasons)) checkBells(context, bells, i)
}

const sameBells = (a: Season, b: Season): boolean => {
  const slots = Object.keys(a.bells)
  return (
    slots.length === Object.keys(b.bells).length &&
    slots.every((slot) => Object.hasOwn(b.bells, slot) && a.bells[slot].start === b.bells[slot].start && a.bells[slot].end === b.bells[slot].end)
  )
}

function checkBells(context: Context, bells: Season['bells'], index: number): void {
  const { report, policy } = context
  for (const [slot, { start, end }] of Object.entries(bells)) {
    const path = ['seasons', index, 'bells', slot, 'end']
    if (minutesOf(end) <= minutesOf(start)) {
      report.fault(
        path,
        end,
        'bell-order',
        text(`the bell of \`${slot}\` ends no later than it starts (${start}).`, `时段“${slot}”的结束时间不晚于开始时间（${start}）。`),
        { suggestion: text('Exchange the two times, or correct one.', '请对调或更正时间。') },
      )
    } else if (policy?.latestEnd != null && minutesOf(end) > policy.latestEnd) {
      const latest = clockOf(policy.latestEnd)
      report.fault(path, end, 'past-latest-end', text(`\`${slot}\` ends after ${latest}.`, `时段“${slot}”结束晚于${latest}。`), {
        clause: clauseOf(context, 'latestEnd'),
        suggestion: text(`End it by ${latest}, or override \`latestEnd\` with a written reason.`, `请不晚于${latest}结束，或写明理由调整“latestEnd”。`),
      })
    }
  }
}
