import { clockOf, type Interval, minutesOf } from '../../../../src/calendar/index.ts'
import type { Room, SchoolClass, Weekday } from '../../plan.ts'
import { classAttendance } from '../attendance.ts'
import { type Check, type Context, clauseOf, inside, interval, sunsetOf } from '../context.ts'
import { each } from '../draft.ts'
import { dayOf, some, text } from '../report.ts'

/**
 * With no section and nobody seated every class is in its home room: the plan is refused when that alone breaks a rule, for then every
 * timetable could. The room is there, it is usable, it has what its students need, and the class is not in two places.
 */
export const checkClasses: Check = (context) => {
  const { draft } = context
  const attendance = classAttendance(draft)
  for (const [schoolClass, i] of each(draft.classes)) {
    const slots = [...(attendance.get(i) ?? [])]
    checkHandover(context, schoolClass, i, slots)
    const room = draft.rooms[draft.ids.rooms.index.get(schoolClass.homeRoom) ?? -1]
    if (room) checkUsable(context, schoolClass, i, slots, room)
  }
  checkNeeds(context)
  checkCrowding(context, attendance)
}

/** Nobody waits unsupervised: the first bell follows the dismissal, and soon. */
function checkHandover(context: Context, schoolClass: SchoolClass, index: number, slots: readonly number[]): void {
  const { draft, report, policy, bells } = context
  for (const [season, s] of each(draft.seasons)) {
    if (!Object.hasOwn(schoolClass.dismissal, season.id)) continue
    const stated = schoolClass.dismissal[season.id]
    const first = new Map<Weekday, number>()
    for (const slot of slots) {
      const bell = bells[s][slot]
      const of = draft.slots[slot]
      if (bell && of && of.period > 0) first.set(of.weekday, Math.min(bell.start, first.get(of.weekday) ?? Number.POSITIVE_INFINITY))
    }
    const path = ['classes', index, 'dismissal', season.id]
    const gaps = [...first].map(([weekday, start]) => ({ weekday, start, gap: start - minutesOf(stated) }))
    const early = gaps.filter(({ gap }) => gap < 0)
    if (early.length > 0) {
      const { start } = early[0]
      const day = dayOf(early[0].weekday)
      report.fault(
        path,
        stated,
        'bell-before-dismissal',
        text(
          `\`${schoolClass.id}\` is dismissed at ${stated}, after its first bell on ${day.en} (${clockOf(start)}).`,
          `班级“${schoolClass.id}”${stated}放学，晚于${day.zh}首个时段（${clockOf(start)}）。`,
        ),
        {
          suggestion: text('Give the class a band with later bells, or correct the dismissal.', '请为该班另设较晚的时段组，或更正放学时间。'),
        },
      )
    }
    const late = policy ? gaps.filter(({ gap }) => gap > policy.handoverMinutes) : []
    if (policy && late.length > 0) {
      const { start, gap } = late[0]
      const day = dayOf(late[0].weekday)
      report.fault(
        path,
        stated,
        'long-handover',
        text(
          `\`${schoolClass.id}\` is dismissed at ${stated} and waits ${gap} minutes for its first bell on ${day.en} (${clockOf(start)}): at most ${policy.handoverMinutes}.`,
          `班级“${schoolClass.id}”${stated}放学，${day.zh}首个时段${clockOf(start)}开始，无人看管${gap}分钟，最多${policy.handoverMinutes}分钟。`,
        ),
        {
          clause: clauseOf(context, 'handoverMinutes'),
          suggestion: text(
            'Start the service earlier for this class, or override `handoverMinutes` with a written reason.',
            '请提前该班的服务时间，或写明理由调整“handoverMinutes”。',
          ),
        },
      )
    }
  }
}

function checkUsable(context: Context, schoolClass: SchoolClass, index: number, slots: readonly number[], room: Room): void {
  const { draft, report, bells } = context
  const closed: string[] = []
  const dark: string[] = []
  for (const [season, s] of each(draft.seasons)) {
    const sunset = room.outdoor ? sunsetOf(context, s) : undefined
    for (const slot of slots) {
      const bell = bells[s][slot]
      const weekday = draft.slots[slot]?.weekday
      if (!bell || !weekday) continue
      const name = draft.seasons.length > 1 ? `${draft.slots[slot]!.id} (${season.id})` : draft.slots[slot]!.id
      const windows = room.windows?.filter((w) => w.weekday === weekday && (w.season === undefined || w.season === season.id))
      if (windows && !windows.some((w) => inside(bell, interval(w)))) closed.push(name)
      if (sunset !== undefined && bell.end > sunset) dark.push(name)
    }
  }
  const path = ['classes', index, 'homeRoom']
  const way = { suggestion: text('Give the class another home room, or its students other slots.', '请更换教室，或调整学生参加的时段。') }
  if (closed.length > 0) {
    const at = some(closed)
    report.fault(
      path,
      room.id,
      'home-room-closed',
      text(`\`${room.id}\`, the home room of \`${schoolClass.id}\`, is not usable at ${at.en}.`, `班级“${schoolClass.id}”的教室“${room.id}”在${at.zh}不可用。`),
      way,
    )
  }
  if (dark.length > 0) {
    const at = some(dark)
    report.fault(
      path,
      room.id,
      'home-room-dark',
      text(
        `\`${room.id}\`, the home room of \`${schoolClass.id}\`, is outdoors and dark before the end of ${at.en}.`,
        `班级“${schoolClass.id}”的教室“${room.id}”在室外，${at.zh}结束前已日落。`,
      ),
      way,
    )
  }
}

function checkNeeds({ draft, report }: Context): void {
  const homes = new Set(draft.classes.map((schoolClass) => schoolClass?.homeRoom))
  for (const [student, i] of each(draft.students)) {
    if (student.needs.length === 0 || student.attends.length === 0) continue
    const schoolClass = draft.classes[draft.ids.classes.index.get(student.class) ?? -1]
    const room = schoolClass && draft.rooms[draft.ids.rooms.index.get(schoolClass.homeRoom) ?? -1]
    if (!room) continue
    for (const [k, need] of student.needs.entries()) {
      if (room.features.includes(need)) continue
      const other = draft.rooms.find(
        (r) =>
          r &&
          r.site === room.site &&
          r.capacity >= room.capacity &&
          student.needs.every((n) => r.features.includes(n)) &&
          !homes.has(r.id) &&
          // open and light whenever a class may be there
          !r.outdoor &&
          !r.windows,
      )
      report.fault(
        ['students', i, 'needs', k],
        need,
        'home-room-lacks',
        text(
          `\`${room.id}\`, the home room of \`${schoolClass.id}\`, has no \`${need}\`, which \`${student.id}\` needs.`,
          `班级“${schoolClass.id}”的教室“${room.id}”不具备“${student.id}”需要的“${need}”。`,
        ),
        {
          suggestion: other
            ? text(`Maybe \`${other.id}\` as its home room?`, `可否改用教室“${other.id}”？`)
            : text(`Give the class a home room with \`${need}\`.`, `请为该班安排具备“${need}”的教室。`),
        },
      )
    }
  }
}

/** A home room holds the open groups of its classes at once: in the order of the classes, the first that is too many is at fault. */
function checkCrowding({ draft, report, bells }: Context, attendance: ReadonlyMap<number, ReadonlySet<number>>): void {
  const rooms = new Map<string, { classes: string[]; groups: Group[] }>()
  for (const [{ id, homeRoom }, i] of each(draft.classes)) {
    const room = draft.rooms[draft.ids.rooms.index.get(homeRoom) ?? -1]
    if (!room) continue
    const groups = [...(attendance.get(i) ?? [])].flatMap((slot) =>
      bells.flatMap((bell, season) => {
        const { weekday, band } = draft.slots[slot] ?? {}
        return bell[slot] ? [{ day: `${season} ${weekday}`, keeper: JSON.stringify([i, band]), slot, ...bell[slot] }] : []
      }),
    )
    const before = rooms.get(room.id) ?? { classes: [], groups: [] }
    const path = ['classes', i, 'homeRoom']
    const alone = crowd(groups, room.concurrent)
    if (alone) {
      const slots = some([...new Set(alone.map(({ slot }) => draft.slots[slot]!.id))])
      report.fault(
        path,
        room.id,
        'class-in-two-places',
        text(
          `students of \`${id}\` attend ${slots.en}, which are at once: its groups share \`${room.id}\`, which holds ${room.concurrent}.`,
          `班级“${id}”的学生分别参加时间重叠的${slots.zh}，同用“${room.id}”（可容${room.concurrent}组）。`,
        ),
        { suggestion: text('Let one class keep one band.', '同一班级请使用同一时段组。') },
      )
    } else if (crowd([...before.groups, ...groups], room.concurrent)) {
      const sharing = some(before.classes)
      report.fault(
        path,
        room.id,
        'home-room-shared',
        text(
          `\`${room.id}\` is the home room of ${sharing.en} too, at the same times: it holds ${room.concurrent}.`,
          `“${room.id}”同时也是${sharing.zh}的教室，时间重叠（可容${room.concurrent}组）。`,
        ),
        { suggestion: text('Give the class a room of its own, or raise the room’s `concurrent`.', '请另安排教室，或提高该场地的“concurrent”。') },
      )
      continue
    }
    rooms.set(room.id, { classes: [...before.classes, id], groups: [...before.groups, ...groups] })
  }
}

interface Group extends Interval {
  readonly day: string
  /** class and band: two bells of one band that overlap are a fault of their own */
  readonly keeper: string
  readonly slot: number
}

/** @returns groups at one instant that are more than the room holds */
function crowd(groups: readonly Group[], concurrent: number): Group[] | undefined {
  for (const group of groups) {
    const { day, keeper, start } = group
    const others = groups.filter((other) => other.day === day && other.keeper !== keeper && other.start <= start && start < other.end)
    const atOnce = [group, ...new Map(others.map((other) => [other.keeper, other])).values()]
    if (atOnce.length > concurrent) return atOnce
  }
  return undefined
}
