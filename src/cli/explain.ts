import {
  type Assignment,
  fairness,
  nameBackups,
  type PriceChange,
  seatsOf,
  whatWouldFix,
  why,
  whyNot,
  wishSchema,
  withLedger,
} from '../../models/after-school/explain/index.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
import { FaultError } from '../../models/after-school/validate/fault.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { shapeFaults } from '../../models/after-school/validate/shape.ts'
import { readArguments, type Values } from './arguments.ts'
import { columns } from './columns.ts'
import { type Command, exit, type Language, UsageError } from './command.ts'
import { readAs, writeDocument } from './documents.ts'
import { known, sectionRef } from './named.ts'
import { file, flag, oneOf, seconds, word } from './options.ts'
import { dateOption, readRuling } from './ruling.ts'

const abouts = ['why', 'wish', 'fix', 'fairness', 'backups'] as const

const options = {
  about: oneOf(
    abouts,
    'why something is as it is; why a wish is not met, or its price; what would fix what is open; who serves how much; who steps in for external leaders',
  ),
  wish: file(
    '{"kind": "seat", "staff", "post"}, {"kind": "student", "student", "activity", "number"} or {"kind": "session", "activity", "number", "slot", "room"}',
    'WISH',
  ),
  staff: word('ID', 'for `why`: this person’s seat at --slot'),
  student: word('ID', 'for `why`: this student in --section'),
  section: word('ACTIVITY/NUMBER', 'for `why`: its session at --slot, or --student in it'),
  class: word('ID', 'for `why`: where this class is in care at --slot'),
  slot: word('ID', 'for `why`'),
  season: word('ID', 'for `why --staff` (default: the first)'),
  time: seconds('for `fix`, altogether (default 10)'),
  next: file('for `fairness`: the plan of the next term; --out gets it with what this one carries over', 'PLAN'),
  out: file('for `backups`: the timetable with them; for `fairness`: the next plan, or the ledger alone'),
  date: dateOption,
  json: flag('print one line of JSON'),
}

export const explain: Command = {
  takes: `PLAN TIMETABLE --about ${abouts.join('|')}`,
  about:
    'Answers questions about a timetable. Every relaxation that it names was tried and works; every price is the checker’s; a time-out is called a time-out.',
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    if (values.about === undefined) throw new UsageError(`missing --about ${abouts.join('|')}.`)
    const { plan, timetable } = readRuling(positionals[0]!, positionals[1]!, values.date)
    const { about, json, out, ...asked } = values
    const { answer, text, document } = await answers[about!](plan, timetable, asked, io.language)
    if (out !== undefined) {
      if (document === undefined) throw new UsageError(`--about ${about} has no document for --out.`)
      writeDocument(out, document, io)
    }
    io.out(json ? `${JSON.stringify(answer)}\n` : text)
    return exit.fine
  },
}

type Asked = Pick<Values<typeof options>, 'wish' | 'time' | 'next' | 'staff' | 'student' | 'section' | 'class' | 'slot' | 'season'>
/** @property document what --out gets */
type Answer = { readonly answer: unknown; readonly text: string; readonly document?: unknown }

const answers: Record<(typeof abouts)[number], (plan: Plan, timetable: TimetableParts, asked: Asked, language: Language) => Answer | Promise<Answer>> = {
  why(plan, timetable, asked, language) {
    const parts = assignmentsOf(plan, timetable, asked).map((assignment) => ({ assignment, ...whyIt(plan, timetable, assignment) }))
    const lines = parts.flatMap(({ assignment, findings, without, others }) => [
      placeText(assignment),
      ...findings.map(({ row, text }) => `  ${row}: ${text[language]}`),
      `  without it: ${priceText(without)}`,
      ...others.map(({ change, ...other }) => `  ${Object.values(other).join(' ')} instead: ${priceText(change)}`),
    ])
    return { answer: parts, text: lines.map((line) => `${line}\n`).join('') }
  },
  async fix(plan, timetable, { time }, language) {
    const answer = await whatWouldFix(plan, timetable, time === undefined ? {} : { seconds: time })
    const lines = answer.unmet.flatMap(({ row, finding, single, joint, outcome }) => [
      `${row}: ${finding.text[language]}`,
      ...single.map((fix) => `  ${fix.relaxations[0]!.text[language]} (${fix.before} → ${fix.after})`),
      ...(joint ? [`  ${joint.relaxations.map((r) => r.text[language]).join(' + ')} (${joint.before} → ${joint.after})`] : []),
      ...(outcome === 'verified' ? [] : [`  ${outcome}`]),
    ])
    const sum = answer.together
    const all = sum ? [`all seats together: ${sum.relaxations.map((r) => r.text[language]).join(' + ')} (${sum.before} → ${sum.after})`] : []
    const short = [
      ...answer.shortages.map((shortage) => shortage.text[language]),
      ...answer.structural.map(({ text, outcome }) => `${text[language]} (${outcome})`),
    ]
    return { answer, text: [...lines, ...all, ...short].map((line) => `${line}\n`).join('') || 'nothing is open.\n' }
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
  fairness(plan, timetable, { next }) {
    const answer = fairness(plan, timetable)
    const document = next === undefined ? answer.ledger : withLedger(readAs(next, parsePlan), answer.ledger)
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
    return { answer, document, text: columns([head, ...body], ['left', 'left', ...head.slice(2).map(() => 'right' as const)]) }
  },
  backups(plan, timetable) {
    const answer = nameBackups(plan, timetable)
    const document = { ...timetable, backups: answer.backups }
    const lines = [
      ...answer.backups.map(({ activity, number, staff }) => `${activity} section ${number}: ${staff}\n`),
      ...answer.without.map(({ activity, number }) => `${activity} section ${number}: nobody\n`),
    ]
    return { answer, document, text: lines.join('') || 'no section has an external leader.\n' }
  },
}

/** What the options of `why` name in the timetable. */
function assignmentsOf(plan: Plan, timetable: TimetableParts, { staff, student, section, class: schoolClass, slot, season }: Asked): Assignment[] {
  known('--staff', staff, plan.staff)
  known('--student', student, plan.students)
  known('--class', schoolClass, plan.classes)
  known('--slot', slot, plan.slots)
  known('--season', season, plan.seasons)
  const ways =
    'explain --about why wants --staff ID --slot ID, --section ACTIVITY/NUMBER --slot ID, --student ID --section ACTIVITY/NUMBER, or --class ID --slot ID.'
  if (student !== undefined && section !== undefined) return [{ kind: 'student', student, ...sectionRef(plan, section) }]
  if (slot === undefined) throw new UsageError(ways)
  if (section !== undefined) return [{ kind: 'session', ...sectionRef(plan, section), slot }]
  if (schoolClass !== undefined) return [{ kind: 'care', class: schoolClass, slot }]
  if (staff === undefined) throw new UsageError(ways)
  const seats = seatsOf(plan, timetable, { staff, slot, ...(season !== undefined && { season }) })
  if (seats.length === 0)
    throw new UsageError(
      `${JSON.stringify(staff)} has no seat at ${JSON.stringify(slot)} in that season. \`substitutes\` and \`explain --about wish\` say who could.`,
    )
  return seats.map((post) => ({ kind: 'seat', staff, post }))
}

/** @throws UsageError where the timetable says otherwise: the options name what is not there */
function whyIt(plan: Plan, timetable: TimetableParts, assignment: Assignment) {
  try {
    return why(plan, timetable, assignment)
  } catch (error) {
    const fault = error instanceof FaultError ? error.faults.find(({ code }) => code === 'not-so') : undefined
    throw fault ? new UsageError([fault.message.en, fault.suggestion?.en].filter(Boolean).join(' ')) : error
  }
}

const placeText = (assignment: Assignment): string =>
  assignment.kind === 'seat' ? `${assignment.staff}: ${Object.values(assignment.post).join(' ')}` : Object.values(assignment).slice(1).join(' ')

const priceText = ({ hard, medium, soft, rows }: PriceChange): string =>
  `hard ${hard} medium ${medium} soft ${soft}: ${Object.entries(rows)
    .map(([row, cost]) => `${row} ${cost > 0 ? '+' : ''}${cost}`)
    .join(', ')}`
