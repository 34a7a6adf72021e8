import { daysBetween, isZone, knowsYear, unknownYears, weekdayOf } from '../../../../src/calendar/index.ts'
import type { Check, Context } from '../context.ts'
import { each } from '../draft.ts'
import { type Path, text } from '../report.ts'

/** a term longer than a school year was mistyped, and would be counted day by day */
const termDaysAtMost = 400

/** The dates of the term, its holidays and make-up days; the dates of certificates and activities. */
export const checkTerm: Check = (context) => {
  const { draft, report } = context
  const { term, timezone } = draft
  if (timezone !== undefined && !isZone(timezone)) {
    report.fault(['timezone'], timezone, 'unknown-timezone', text(`unknown time zone \`${timezone}\`.`, `未知时区“${timezone}”。`), {
      suggestion: text('Maybe `Asia/Shanghai`?', '是否为“Asia/Shanghai”？'),
    })
  }
  if (term) {
    const days = daysBetween(term.start, term.end) + 1
    if (days < 1) {
      report.fault(
        ['term', 'end'],
        term.end,
        'term-order',
        text(`the term ends before it starts (${term.start}).`, `学期结束日期早于开始日期（${term.start}）。`),
        { suggestion: text('Exchange the two dates, or correct the year.', '请对调两个日期或更正年份。') },
      )
    } else if (days > termDaysAtMost) {
      report.fault(
        ['term', 'end'],
        term.end,
        'term-too-long',
        text(`the term has ${days} days: at most ${termDaysAtMost}.`, `学期长达${days}天，最多${termDaysAtMost}天。`),
        { suggestion: text('One plan is one term.', '每个方案只含一个学期。') },
      )
    }
    checkPublicCalendar(context)
    checkOwnDays(context)
  }
  for (const [person, i] of each(draft.staff)) {
    for (const [key, certificate] of Object.entries(person.certificates))
      if (certificate) ordered(context, certificate.from, certificate.until, ['staff', i, 'certificates', key, 'until'])
  }
  for (const [activity, i] of each(draft.activities)) ordered(context, activity.from, activity.to, ['activities', i, 'to'])
}

/** The public calendar knows no holidays of a year that is not announced, and would not say so. */
function checkPublicCalendar({ draft, report }: Context): void {
  const term = draft.term!
  if (term.start > term.end || daysBetween(term.start, term.end) >= termDaysAtMost) return
  for (const year of unknownYears(term)) {
    report.fault(
      ['term', 'calendar'],
      term.calendar,
      'holidays-unknown',
      text(`the public holidays of ${year} are not known.`, `尚无${year}年的法定节假日数据。`),
      {
        suggestion: text(
          `List the holidays and make-up days of ${year} in \`term.holidays\` and \`term.makeUpDays\` (at least one holiday of that year), or set \`calendar\` to \`none\` and list them all.`,
          `请在“term.holidays”“term.makeUpDays”中列出${year}年的放假和调休日期（至少一个放假日期），或将“calendar”设为“none”并全部自行列出。`,
        ),
      },
    )
  }
}

function checkOwnDays({ draft, report }: Context): void {
  const { start, end, calendar, holidays, makeUpDays } = draft.term!
  const outside = (date: string, path: Path) => {
    // a list may be the whole year's, and 1 January of the next one stands for a year that is not announced
    if ((date < start || date > end) && knowsYear(Number(date.slice(0, 4)))) {
      report.finding(path, date, 'date-outside-term', text(`${date} is outside the term: it has no effect.`, `${date}不在学期内，不起作用。`))
    }
  }
  for (const [i, date] of holidays.entries()) {
    if (holidays.indexOf(date) < i)
      report.fault(['term', 'holidays', i], date, 'repeated', text(`${date} stands in the list twice.`, `${date}在列表中重复出现。`), {
        suggestion: text('Remove one of them.', '请删除重复项。'),
      })
    outside(date, ['term', 'holidays', i])
  }
  for (const [i, { date, runs }] of makeUpDays.entries()) {
    if (makeUpDays.findIndex((other) => other.date === date) < i) {
      report.fault(['term', 'makeUpDays', i, 'date'], date, 'repeated', text(`${date} is a make-up day already.`, `${date}已列为调休日。`), {
        suggestion: text('A date runs one weekday: keep one of them.', '每个日期只能执行一天的课表，请保留其一。'),
      })
    }
    if (holidays.includes(date)) {
      report.fault(
        ['term', 'makeUpDays', i, 'date'],
        date,
        'holiday-and-make-up-day',
        text(`${date} is a holiday and a make-up day.`, `${date}既列为放假又列为调休上课。`),
        { suggestion: text('Remove it from one of the two lists.', '请从其中一个列表中删除。') },
      )
    }
    if (calendar === 'none' && weekdayOf(date) === runs && runs !== 'sat' && runs !== 'sun') {
      report.finding(['term', 'makeUpDays', i], { date, runs }, 'ordinary-day', text(`${date} runs that weekday anyway.`, `${date}本就执行当日课表。`))
    }
    outside(date, ['term', 'makeUpDays', i, 'date'])
  }
}

function ordered({ report }: Context, from: string | undefined, to: string | undefined, path: Path): void {
  if (from !== undefined && to !== undefined && to < from) {
    report.fault(path, to, 'dates-order', text(`${to} is before the first date, ${from}.`, `${to}早于起始日期${from}。`), {
      suggestion: text('Exchange the two dates.', '请对调两个日期。'),
    })
  }
}
