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
import { type Command, exit, UsageError } from './command.ts'
import { demandWritable, readAs, writeDocument } from './documents.ts'
import { demandOnly, known, missing, noSeat, sectionRef, usageFault } from './named.ts'
import { file, flag, oneOf, seconds, word } from './options.ts'
import { dateOption, readRuling } from './ruling.ts'
import { type Language, levels, sectionText, type Text, text } from './text.ts'

const abouts = ['why', 'wish', 'fix', 'fairness', 'backups'] as const

const options = {
  about: oneOf(
    abouts,
    text(
      'why something is as it is; why a wish is not met, or its price; what would fix what is open; who serves how much; who steps in for external leaders',
      '为何如此安排；愿望为何未满足或其代价；如何补救；各人工作量；谁替补校外负责人',
    ),
  ),
  wish: file(
    text(
      '{"kind": "seat", "staff", "post"}, {"kind": "student", "student", "activity", "number"} or {"kind": "session", "activity", "number", "slot", "room"}',
      '{"kind": "seat", "staff", "post"}、{"kind": "student", "student", "activity", "number"} 或 {"kind": "session", "activity", "number", "slot", "room"}',
    ),
    'WISH',
  ),
  staff: word('ID', text('for `why`: this person’s seat at --slot', '用于 `why`：此人在 --slot 的岗位')),
  student: word('ID', text('for `why`: this student in --section', '用于 `why`：--section 中的该学生')),
  section: word('ACTIVITY/NUMBER', text('for `why`: its session at --slot, or --student in it', '用于 `why`：该班在 --slot 的课，或其中的 --student')),
  class: word('ID', text('for `why`: where this class is in care at --slot', '用于 `why`：该班级在 --slot 的托管地点')),
  slot: word('ID', text('for `why`', '用于 `why`')),
  season: word('ID', text('for `why --staff` (default: that of --date, else the first)', '用于 `why --staff`（默认 --date 所在作息季，否则第一个）')),
  time: seconds(text('for `fix`, altogether (default 10); Ctrl-C ends it with what it has', '用于 `fix`，总秒数（默认 10）；Ctrl-C 以已有结果结束')),
  next: file(
    text('for `fairness`: the plan of the next term; --out gets it with what this one carries over', '用于 `fairness`：下学期方案；--out 写入结转后的该方案'),
    'PLAN',
  ),
  out: file(
    text(
      'for `backups`: the timetable with them; for `fairness`: the next plan, or the ledger alone',
      '用于 `backups`：含替补人员的课表；用于 `fairness`：下学期方案或仅台账',
    ),
  ),
  date: dateOption,
  json: flag(text('print one line of JSON', '输出一行 JSON')),
}

export const explain: Command = {
  takes: `PLAN TIMETABLE --about ${abouts.join('|')}`,
  about: text(
    'Answers questions about a timetable. Every relaxation that it names was tried and works; every price is the checker’s; a time-out is called a time-out.',
    '回答关于课表的问题。所列每个放宽办法都经过试验确实有效；所有代价均由检查程序计算；超时即注明超时。',
  ),
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    if (values.about === undefined) throw missing(`--about ${abouts.join('|')}`)
    const { about, json, date, ...asked } = values
    demandOnly(`--about ${about}`, asked, wanted[about!])
    if (about === 'why') demandWay(asked)
    if (about === 'wish' && asked.wish === undefined) throw missing('--wish WISH')
    demandWritable(asked.out)
    const { plan, timetable, season } = readRuling(positionals[0]!, positionals[1]!, date)
    const { answer, shown, document } = await answers[about!](plan, timetable, { season: season ?? plan.seasons[0].id, ...asked }, io.language, io.interrupt)
    if (asked.out !== undefined) writeDocument(asked.out, document, io)
    io.out(json ? `${JSON.stringify(answer)}\n` : shown)
    return exit.fine
  },
}

/** options of each question beside --date and --json: others would be ignored */
const wanted: Readonly<Record<(typeof abouts)[number], readonly string[]>> = {
  why: ['staff', 'student', 'section', 'class', 'slot', 'season'],
  wish: ['wish'],
  fix: ['time'],
  fairness: ['next', 'out'],
  backups: ['out'],
}

type Asked = Omit<Values<typeof options>, 'about' | 'json' | 'date' | 'season'> & { readonly season: string }
/** @property document what --out gets */
type Answer = { readonly answer: unknown; readonly shown: string; readonly document?: unknown }

const answers: Record<
  (typeof abouts)[number],
  (plan: Plan, timetable: TimetableParts, asked: Asked, language: Language, interrupt: AbortSignal) => Answer | Promise<Answer>
> = {
  why(plan, timetable, asked, language) {
    const parts = assignmentsOf(plan, timetable, asked).map((assignment) => ({ assignment, ...whyIt(plan, timetable, assignment) }))
    const lines = parts.flatMap(({ assignment, findings, without, others }) => [
      placeText(assignment, language),
      ...findings.map((finding) => `  ${finding.row}: ${finding.text[language]}`),
      `  ${text('without it', '若无此安排')[language]}: ${priceText(without, language)}`,
      ...others.map(({ change, ...other }) => `  ${insteadOf(Object.values(other).join(' '))[language]}: ${priceText(change, language)}`),
    ])
    return { answer: parts, shown: lines.map((line) => `${line}\n`).join('') }
  },
  async fix(plan, timetable, { time }, language, signal) {
    const answer = await whatWouldFix(plan, timetable, { signal, ...(time !== undefined && { seconds: time }) })
    const lines = answer.unmet.flatMap(({ row, finding, again, single, joint, outcome }) => [
      `${row}: ${finding.text[language]}`,
      ...(again ? [`  ${text('solve again from this timetable', '从该课表起重新求解')[language]} (${again.before} → ${again.after})`] : []),
      ...single.map((fix) => `  ${fix.relaxations[0]!.text[language]} (${fix.before} → ${fix.after})`),
      ...(joint ? [`  ${joint.relaxations.map((r) => r.text[language]).join(' + ')} (${joint.before} → ${joint.after})`] : []),
      ...(outcome === 'verified' ? [] : [`  ${outcomes[outcome][language]}`]),
    ])
    const sum = answer.together
    const all = sum
      ? [`${text('all seats together', '全部岗位合计')[language]}: ${sum.relaxations.map((r) => r.text[language]).join(' + ')} (${sum.before} → ${sum.after})`]
      : []
    const short = [
      ...answer.shortages.map((shortage) => shortage.text[language]),
      ...answer.structural.map((week) => `${week.text[language]} (${outcomes[week.outcome][language]})`),
    ]
    return { answer, shown: ([...lines, ...all, ...short].join('\n') || text('nothing is open.', '没有未满足的事项。')[language]).concat('\n') }
  },
  wish(plan, timetable, { wish }, language) {
    const read = readAs(wish!, (input) => {
      const parsed = wishSchema.safeParse(input)
      if (!parsed.success) throw new FaultError(shapeFaults(wishSchema, parsed.error.issues, input))
      return parsed.data
    })
    const { timetable: _, ...answer } = whyNot(plan, timetable, read)
    const broken = answer.broken.map((finding) => `  ${finding.row}: ${finding.text[language]}\n`).join('')
    return { answer, shown: `${outcomes[answer.outcome][language]}${answer.price ? ` ${priceText(answer.price, language)}` : ''}\n${broken}` }
  },
  fairness(plan, timetable, { next }, language) {
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
    const head = ['', ...fairnessHeads.map((one) => one[language])]
    return { answer, document, shown: columns([head, ...body], ['left', 'left', ...head.slice(2).map(() => 'right' as const)]) }
  },
  backups(plan, timetable, _, language) {
    const answer = nameBackups(plan, timetable)
    const document = { ...timetable, backups: answer.backups }
    const lines = [
      ...answer.backups.map(({ staff, ...section }) => `${sectionText(section)[language]}: ${staff}\n`),
      ...answer.without.map((section) => `${sectionText(section)[language]}: ${text('nobody', '无人')[language]}\n`),
    ]
    return { answer, document, shown: lines.join('') || `${text('no section has an external leader.', '没有由校外人员负责的班。')[language]}\n` }
  },
}

/** what `why` can be asked of: each set of options */
const ways = [
  ['staff', 'slot'],
  ['staff', 'slot', 'season'],
  ['section', 'slot'],
  ['student', 'section'],
  ['class', 'slot'],
]

/** @throws UsageError where the options of `why` are none of its ways */
function demandWay(asked: Readonly<Record<string, unknown>>): void {
  const given = Object.keys(asked)
  if (ways.some((way) => way.length === given.length && way.every((name) => given.includes(name)))) return
  const calls = ['--staff ID --slot ID [--season ID]', '--section ACTIVITY/NUMBER --slot ID', '--student ID --section ACTIVITY/NUMBER', '--class ID --slot ID']
  throw new UsageError(
    text(
      `explain --about why wants ${calls.slice(0, -1).join(', ')}, or ${calls.at(-1)}, and nothing else.`,
      `explain --about why 需要 ${calls.join('，或 ')}，且不带其他选项。`,
    ),
  )
}

/** What the options of `why` name in the timetable. */
function assignmentsOf(plan: Plan, timetable: TimetableParts, { staff, student, section, class: schoolClass, slot, season }: Asked): Assignment[] {
  known('--staff', staff, plan.staff)
  known('--student', student, plan.students)
  known('--class', schoolClass, plan.classes)
  known('--slot', slot, plan.slots)
  known('--season', season, plan.seasons)
  if (student !== undefined) return [{ kind: 'student', student, ...sectionRef(plan, section!) }]
  if (section !== undefined) return [{ kind: 'session', ...sectionRef(plan, section), slot: slot! }]
  if (schoolClass !== undefined) return [{ kind: 'care', class: schoolClass, slot: slot! }]
  const seats = seatsOf(plan, timetable, { staff: staff!, slot: slot!, season })
  if (seats.length === 0) throw noSeat(staff!, slot, season)
  return seats.map((post) => ({ kind: 'seat', staff: staff!, post }))
}

/** @throws UsageError where the timetable says otherwise: the options name what is not there */
function whyIt(plan: Plan, timetable: TimetableParts, assignment: Assignment) {
  try {
    return why(plan, timetable, assignment)
  } catch (error) {
    const fault = error instanceof FaultError ? error.faults.find(({ code }) => code === 'not-so') : undefined
    throw fault ? usageFault('--about why', fault) : error
  }
}

const kinds: Readonly<Record<string, Text>> = {
  section: text('section', '社团'),
  care: text('care', '托管'),
  duty: text('duty', '值班'),
  general: text('general', '公共岗位'),
  lead: text('lead', '负责人'),
  assistant: text('assistant', '助教'),
}

function placeText(assignment: Assignment, language: Language): string {
  if (assignment.kind !== 'seat') return Object.values(assignment).slice(1).join(' ')
  const { kind, ...ids } = assignment.post
  const named = Object.entries(ids).map(([field, value]) => (field === 'role' ? kinds[value]![language] : value))
  return `${assignment.staff}: ${[kinds[kind]![language], ...named].join(' ')}`
}

const insteadOf = (other: string) => text(`${other} instead`, `改为 ${other}`)

const outcomes = {
  verified: text('verified', '已验证'),
  'none-found': text('none-found', '未找到'),
  'timed-out': text('timed-out', '超时'),
  proved: text('proved', '已证明'),
  forbidden: text('forbidden', '规则不允许'),
  possible: text('possible', '可以满足'),
  'not-found': text('not-found', '未找到可行安排'),
  'no-such-place': text('no-such-place', '没有这一安排'),
} as const

const fairnessHeads = [
  text('season', '作息季'),
  text('sessions', '次数'),
  text('fair share', '应承担'),
  text('keen', '乐意'),
  text('willing', '愿意'),
  text('reluctant', '勉强'),
  text('carried in', '上期结转'),
  text('carried out', '结转下期'),
]

const priceText = ({ hard, medium, soft, rows }: PriceChange, language: Language): string =>
  `${levels.hard[language]} ${hard} ${levels.medium[language]} ${medium} ${levels.soft[language]} ${soft}: ${Object.entries(rows)
    .map(([row, cost]) => `${row} ${cost > 0 ? '+' : ''}${cost}`)
    .join(', ')}`
