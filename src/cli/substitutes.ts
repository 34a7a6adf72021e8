import { clubPlaces, type PriceChange, substitutes as rank, seatsOf, sectionPlaces } from '../../models/after-school/explain/index.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
import { readArguments } from './arguments.ts'
import { columns } from './columns.ts'
import { type Command, exit, UsageError } from './command.ts'
import { demandOnly, demandSession, known, noSeat, sectionRef } from './named.ts'
import { flag, whole, word } from './options.ts'
import { dateOption, readRuling } from './ruling.ts'
import { levels, sectionText, type Text, text } from './text.ts'

const options = {
  staff: word('ID', text('who is to be replaced: other people for their seats', '被替换的人：其岗位可由谁承担')),
  section: word('ACTIVITY/NUMBER', text('other slots and rooms for a session of this section; with --slot', '该班某次课可用的其他时段与场地；与 --slot 同用')),
  student: word('ID', text('clubs with places for this student', '该学生可加入的社团')),
  slot: word('ID', text('only the seats (or the session) of this slot', '只看该时段的岗位（或课）')),
  season: word('ID', text('the seats of this season (default: that of --date, else the first)', '该作息季的岗位（默认 --date 所在作息季，否则第一个）')),
  most: whole('N', text('list so many (default 10)', '至多列出这么多（默认 10）'), 1),
  date: dateOption,
  json: flag(
    text(
      'print one line of JSON: the list, each entry with its exact change of hard, medium and soft, row by row',
      '输出一行 JSON：列表中每项逐条给出 hard、medium、soft 的确切变化',
    ),
  ),
}

export const substitutes: Command = {
  takes: 'PLAN TIMETABLE --staff ID | --section ACTIVITY/NUMBER --slot ID | --student ID',
  about: text(
    'Ranks who else could take somebody’s seats, where else a session could be, or which clubs a student could join: each with what the timetable would cost more.',
    '排列可接替某人岗位的人员、某次课可用的其他时段场地、或学生可加入的社团，并给出课表代价的变化。',
  ),
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    const asked = [values.staff, values.section, values.student].filter((value) => value !== undefined)
    if (asked.length !== 1) throw new UsageError(text('exactly one of --staff, --section and --student.', '请只给出 --staff、--section、--student 之一。'))
    const { date, json, most, staff, section, student, ...more } = values
    const question = staff !== undefined ? 'staff' : section !== undefined ? 'section' : 'student'
    demandOnly(`--${question}`, more, narrowing[question])
    if (section !== undefined && values.slot === undefined) {
      throw new UsageError(text('--section ACTIVITY/NUMBER, with --slot ID.', '--section ACTIVITY/NUMBER 须与 --slot ID 同用。'))
    }
    const { plan, timetable, season } = readRuling(positionals[0]!, positionals[1]!, date)
    const limit = most ?? 10
    known('--staff', values.staff, plan.staff)
    known('--student', values.student, plan.students)
    known('--slot', values.slot, plan.slots)
    known('--season', values.season, plan.seasons)
    const entries =
      values.staff !== undefined
        ? people(plan, timetable, { season: season ?? plan.seasons[0].id, ...values }, limit)
        : values.section !== undefined
          ? places(plan, timetable, values, limit)
          : clubs(plan, timetable, values.student!, limit)
    if (json) io.out(`${JSON.stringify(entries.map(({ shown: _, ...entry }) => entry))}\n`)
    else {
      const body = entries.map(({ shown, change }) => [shown[io.language], String(change.hard), String(change.medium), String(change.soft), rowsOf(change)])
      io.out(
        entries.length === 0
          ? `${nothing(values)[io.language]}\n`
          : columns([head.map((one) => one[io.language]), ...body], ['left', 'right', 'right', 'right', 'left']),
      )
    }
    return exit.fine
  },
}

const nothing = ({ staff, section, student }: { staff?: string | undefined; section?: string | undefined; student?: string | undefined }): Text =>
  staff !== undefined
    ? text(`nobody else for ${staff}.`, `没有其他人可接替 ${staff}。`)
    : section !== undefined
      ? text(`nowhere else for ${section}.`, `${section} 没有其他可用的时段与场地。`)
      : text(`no other club has a place for ${student}.`, `没有其他社团可供 ${student} 加入。`)

/** what else may be said, by what is asked */
const narrowing = { staff: ['slot', 'season'], section: ['slot'], student: [] } as const

const head = [text('', ''), levels.hard, levels.medium, levels.soft, text('rows', '规则')]

type Entry = { readonly shown: Text; readonly change: PriceChange }

const rowsOf = ({ rows }: PriceChange): string =>
  Object.entries(rows)
    .map(([row, cost]) => `${row} ${cost > 0 ? '+' : ''}${cost}`)
    .join(', ')

function people(plan: Plan, timetable: TimetableParts, { staff, slot, season }: { staff?: string; slot?: string; season: string }, limit: number): Entry[] {
  const posts = seatsOf(plan, timetable, { staff: staff!, season, ...(slot !== undefined && { slot }) })
  if (posts.length === 0) throw noSeat(staff!, slot, season)
  const names = new Map(plan.staff.map((person) => [person.id, person.name ?? person.id]))
  return rank(plan, timetable, { posts, instead: staff!, limit }).map((entry) => ({
    ...entry,
    shown: personText(`${entry.staff} ${names.get(entry.staff)}`, entry.takes.length, posts.length, entry.load),
  }))
}

function places(plan: Plan, timetable: TimetableParts, { section, slot }: { section?: string; slot?: string }, limit: number): Entry[] {
  const ref = sectionRef(plan, section!)
  demandSession(timetable, section!, ref, slot!)
  return sectionPlaces(plan, timetable, { ...ref, slot: slot!, limit }).map(({ after: _, ...entry }) => ({
    ...entry,
    shown: placeText(entry.slot, entry.room, entry.losing.length),
  }))
}

const clubs = (plan: Plan, timetable: TimetableParts, student: string, limit: number): Entry[] =>
  clubPlaces(plan, timetable, student)
    .slice(0, limit)
    .map(({ after: _, ...entry }) => ({
      ...entry,
      shown: clubText(entry),
    }))

function personText(name: string, takes: number, of: number, { sessions, fairShare }: { sessions: number; fairShare?: number | undefined }): Text {
  const share = fairShare === undefined ? text('', '') : text(` (fair share ${fairShare})`, `（应承担${fairShare}）`)
  return text(`${name}: ${takes} of ${of}, ${sessions} a week${share.en}`, `${name}: 可接${takes}/${of}，每周${sessions}次${share.zh}`)
}

function placeText(slot: string, room: string, losing: number): Text {
  const without = losing === 0 ? text('', '') : text(`, without ${losing} students`, `，${losing}名学生不能参加`)
  return text(`${slot} in ${room}${without.en}`, `${slot} ${room}${without.zh}`)
}

function clubText({ rank, leaving, ...club }: { activity: string; number: number; rank?: number; leaving?: { activity: string; number: number } }): Text {
  const [named, left] = [sectionText(club), leaving && sectionText(leaving)]
  const choice = rank === undefined ? text('', '') : text(` (choice ${rank})`, `（第${rank}志愿）`)
  const instead = left ? text(` instead of ${left.en}`, `，替代 ${left.zh}`) : text('', '')
  return text(`${named.en}${choice.en}${instead.en}`, `${named.zh}${choice.zh}${instead.zh}`)
}
