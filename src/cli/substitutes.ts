import { clubPlaces, type PriceChange, substitutes as rank, seatsOf, sectionPlaces } from '../../models/after-school/explain/index.ts'
import type { Plan } from '../../models/after-school/plan.ts'
import type { TimetableParts } from '../../models/after-school/timetable.ts'
import { readArguments } from './arguments.ts'
import { columns } from './columns.ts'
import { type Command, exit, UsageError } from './command.ts'
import { known, sectionRef } from './named.ts'
import { flag, whole, word } from './options.ts'
import { dateOption, readRuling } from './ruling.ts'

const options = {
  staff: word('ID', 'who is to be replaced: other people for their seats'),
  section: word('ACTIVITY/NUMBER', 'other slots and rooms for a session of this section; with --slot'),
  student: word('ID', 'clubs with places for this student'),
  slot: word('ID', 'only the seats (or the session) of this slot'),
  season: word('ID', 'only the seats of this season (default: the first)'),
  most: whole('N', 'list so many (default 10)', 1),
  date: dateOption,
  json: flag('print one line of JSON: the list, each entry with its exact change of hard, medium and soft, row by row'),
}

export const substitutes: Command = {
  takes: 'PLAN TIMETABLE --staff ID | --section ACTIVITY/NUMBER --slot ID | --student ID',
  about:
    'Ranks who else could take somebody’s seats, where else a session could be, or which clubs a student could join: each with what the timetable would cost more.',
  options,
  run(argv, io) {
    const { values, positionals } = readArguments(argv, ['PLAN', 'TIMETABLE'], options)
    const asked = [values.staff, values.section, values.student].filter((value) => value !== undefined)
    if (asked.length !== 1) throw new UsageError('exactly one of --staff, --section and --student.')
    const { plan, timetable } = readRuling(positionals[0]!, positionals[1]!, values.date)
    const limit = values.most ?? 10
    known('--staff', values.staff, plan.staff)
    known('--student', values.student, plan.students)
    known('--slot', values.slot, plan.slots)
    known('--season', values.season, plan.seasons)
    const entries =
      values.staff !== undefined
        ? people(plan, timetable, values, limit)
        : values.section !== undefined
          ? places(plan, timetable, values, limit)
          : clubs(plan, timetable, values.student!, limit)
    if (values.json) io.out(`${JSON.stringify(entries.map(({ shown: _, ...entry }) => entry))}\n`)
    else {
      const body = entries.map(({ shown, change }) => [shown, String(change.hard), String(change.medium), String(change.soft), rowsOf(change)])
      io.out(entries.length === 0 ? nothing(values) : columns([['', 'hard', 'medium', 'soft', 'rows'], ...body], ['left', 'right', 'right', 'right', 'left']))
    }
    return exit.fine
  },
}

const nothing = ({ staff, section, student }: { staff?: string | undefined; section?: string | undefined; student?: string | undefined }): string =>
  staff !== undefined ? `nobody else for ${staff}.\n` : section !== undefined ? `nowhere else for ${section}.\n` : `no other club has a place for ${student}.\n`

type Entry = { readonly shown: string; readonly change: PriceChange }

const rowsOf = ({ rows }: PriceChange): string =>
  Object.entries(rows)
    .map(([row, cost]) => `${row} ${cost > 0 ? '+' : ''}${cost}`)
    .join(', ')

function people(plan: Plan, timetable: TimetableParts, { staff, slot, season }: { staff?: string; slot?: string; season?: string }, limit: number): Entry[] {
  const posts = seatsOf(plan, timetable, { staff: staff!, ...(slot !== undefined && { slot }), ...(season !== undefined && { season }) })
  const names = new Map(plan.staff.map((person) => [person.id, person.name ?? person.id]))
  return rank(plan, timetable, { posts, instead: staff!, limit }).map((entry) => ({
    ...entry,
    shown: `${entry.staff} ${names.get(entry.staff)}: ${entry.takes.length} of ${posts.length}, ${entry.load.sessions} a week${entry.load.fairShare === undefined ? '' : ` (fair share ${entry.load.fairShare})`}`,
  }))
}

function places(plan: Plan, timetable: TimetableParts, { section, slot }: { section?: string; slot?: string }, limit: number): Entry[] {
  if (slot === undefined) throw new UsageError('--section ACTIVITY/NUMBER, with --slot ID.')
  return sectionPlaces(plan, timetable, { ...sectionRef(plan, section!), slot, limit }).map(({ after: _, ...entry }) => ({
    ...entry,
    shown: `${entry.slot} in ${entry.room}${entry.losing.length > 0 ? `, without ${entry.losing.length} students` : ''}`,
  }))
}

const clubs = (plan: Plan, timetable: TimetableParts, student: string, limit: number): Entry[] =>
  clubPlaces(plan, timetable, student)
    .slice(0, limit)
    .map(({ after: _, ...entry }) => ({
      ...entry,
      shown: `${entry.activity} section ${entry.number}${entry.rank === undefined ? '' : ` (choice ${entry.rank})`}${entry.leaving ? ` instead of ${entry.leaving.activity} section ${entry.leaving.number}` : ''}`,
    }))
