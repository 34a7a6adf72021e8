import { parseTimetable } from '../../models/after-school/check/index.ts'
import { fairness, nameBackups, type PriceChange, whatWouldFix, whyNot, wishSchema } from '../../models/after-school/explain/index.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import type { Timetable } from '../../models/after-school/timetable.ts'
import { FaultError } from '../../models/after-school/validate/fault.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { shapeFaults } from '../../models/after-school/validate/shape.ts'
import { readArguments } from './arguments.ts'
import { columns } from './columns.ts'
import { type Command, exit, type Language, UsageError } from './command.ts'
import { readAs } from './documents.ts'
import { file, flag, oneOf, seconds } from './options.ts'

const abouts = ['fix', 'wish', 'fairness', 'backups'] as const
const options = {
  about: oneOf(abouts, 'what would fix what is open; why a wish is not met, or its price; who serves how much; who steps in for external leaders'),
  wish: file(
    '{"kind": "seat", "staff", "post"}, {"kind": "student", "student", "activity", "number"} or {"kind": "session", "activity", "number", "slot", "room"}',
    'WISH',
  ),
  time: seconds('for `fix`, altogether (default 10)'),
  json: flag('print one line of JSON'),
}

export const explain: Command = {
  takes: `PLAN TIMETABLE --about ${abouts.join('|')}`,
  about:
    'Answers questions about a timetable. Every relaxation that it names was tried and works; every price is the checker’s; a time-out is called a time-out.',
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    if (values.about === undefined) throw new UsageError(`missing --about ${abouts.join('|')}.`)
    const plan = readAs(positionals[0]!, parsePlan)
    const timetable = readAs(positionals[1]!, (input) => parseTimetable(plan, input))
    const { answer, text } = answers[values.about](
      plan,
      timetable,
      { ...(values.wish !== undefined && { wish: values.wish }), ...(values.time !== undefined && { time: values.time }) },
      io.language,
    )
    io.out(values.json ? `${JSON.stringify(answer)}\n` : text)
    return exit.fine
  },
}

interface Asked {
  readonly wish?: string
  readonly time?: number
}
type Answer = { readonly answer: unknown; readonly text: string }

const answers: Record<(typeof abouts)[number], (plan: Plan, timetable: Timetable, asked: Asked, language: Language) => Answer> = {
  fix(plan, timetable, { time }, language) {
    const answer = whatWouldFix(plan, timetable, time === undefined ? {} : { seconds: time })
    const lines = answer.unmet.flatMap(({ row, finding, single, joint, outcome }) => [
      `${row}: ${finding.text[language]}`,
      ...single.map((fix) => `  ${fix.relaxations[0]!.text[language]} (${fix.before} → ${fix.after})`),
      ...(joint ? [`  ${joint.relaxations.map((r) => r.text[language]).join(' + ')} (${joint.before} → ${joint.after})`] : []),
      ...(outcome === 'verified' ? [] : [`  ${outcome}`]),
    ])
    const short = answer.shortages.map((shortage) => shortage.text[language])
    return { answer, text: [...lines, ...short].map((line) => `${line}\n`).join('') || 'nothing is open.\n' }
  },
  wish(plan, timetable, { wish }, language) {
    if (wish === undefined) throw new UsageError('missing --wish WISH.')
    const read = readAs(wish, (input) => {
      const parsed = wishSchema.safeParse(input)
      if (!parsed.success) throw new FaultError(shapeFaults(wishSchema, parsed.error.issues, input))
      return parsed.data
    })
    const { timetable: _, ...answer } = whyNot(plan, timetable, read)
    const broken = answer.broken.map(({ row, text }) => `  ${row}: ${text[language]}\n`).join('')
    return { answer, text: `${answer.outcome}${answer.price ? ` ${priceText(answer.price)}` : ''}\n${broken}` }
  },
  fairness(plan, timetable) {
    const answer = fairness(plan, timetable)
    const names = new Map(plan.staff.map((person) => [person.id, person.name ?? person.id]))
    const body = answer.people.flatMap(({ staff, seasons, carriedIn, carriedOut }) =>
      seasons.map((s) => [
        `${staff} ${names.get(staff)}`,
        s.season,
        String(s.sessions),
        String(s.target ?? ''),
        String(s.keen),
        String(s.willing),
        String(s.reluctant),
        String(carriedIn),
        String(carriedOut),
      ]),
    )
    const head = ['', 'season', 'sessions', 'fair share', 'keen', 'willing', 'reluctant', 'carried in', 'carried out']
    return { answer, text: columns([head, ...body], ['left', 'left', ...head.slice(2).map(() => 'right' as const)]) }
  },
  backups(plan, timetable) {
    const answer = nameBackups(plan, timetable)
    const lines = [
      ...answer.backups.map(({ activity, number, staff }) => `${activity} section ${number}: ${staff}\n`),
      ...answer.without.map(({ activity, number }) => `${activity} section ${number}: nobody\n`),
    ]
    return { answer, text: lines.join('') || 'no section has an external leader.\n' }
  },
}

const priceText = ({ hard, medium, soft, rows }: PriceChange): string =>
  `hard ${hard} medium ${medium} soft ${soft}: ${Object.entries(rows)
    .map(([row, cost]) => `${row} ${cost > 0 ? '+' : ''}${cost}`)
    .join(', ')}`
