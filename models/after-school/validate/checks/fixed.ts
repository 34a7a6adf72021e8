import { type Check, type Context, refer, unknown } from '../context.ts'
import { type Draft, each } from '../draft.ts'
import { type Path, text } from '../report.ts'

/** Pins and baseline speak of things that the plan has. */
export const checkFixed: Check = (context) => {
  const { pins, baseline } = context.draft
  if (pins) checkParts(context, pins, ['pins'])
  if (baseline) checkParts(context, baseline, ['baseline'])
}

function checkParts(context: Context, parts: NonNullable<Draft['pins' | 'baseline']>, base: Path): void {
  const { draft, report } = context
  const careRooms = draft.careRooms.flatMap((entry) => entry?.room ?? [])
  const hosts = (id: string, path: Path) => {
    if (draft.ids.classes.index.has(id) || careRooms.includes(id) || !draft.ids.classes.closed || !draft.whole('careRooms')) return
    unknown(report, 'unknown-host', text('host', '托管方'), id, [...draft.ids.classes.index.keys(), ...careRooms], path)
  }
  const section = (id: string, number: number, path: Path) => {
    refer(context, 'activities', id, [...path, 'activity'])
    const most = draft.activities[draft.ids.activities.index.get(id) ?? -1]?.sections.max
    if (base[0] === 'pins' && most !== undefined && number > most) {
      report.fault([...path, 'number'], number, 'unknown-section', text(`\`${id}\` has at most ${most} sections.`, `“${id}”最多开${most}个班。`), {
        suggestion: text('Raise `sections.max`, or correct the number.', '请提高“sections.max”或更正班号。'),
      })
    }
  }
  const twice = <Entry>(entries: readonly (Entry | undefined)[] | undefined, keyOf: (entry: Entry) => unknown, path: Path) => {
    const seen = new Set<string>()
    for (const [entry, i] of each(entries ?? [])) {
      const key = JSON.stringify(keyOf(entry))
      if (seen.has(key))
        report.fault([...path, i], JSON.parse(key), 'repeated', text('stands in the list twice.', '在列表中重复出现。'), {
          suggestion: text('Make the two one entry.', '请合并为一项。'),
        })
      seen.add(key)
    }
  }

  for (const [{ activity, number, sessions, students }, i] of each(parts.sections ?? [])) {
    const path = [...base, 'sections', i]
    section(activity, number, path)
    for (const [k, session] of sessions.entries()) {
      refer(context, 'slots', session.slot, [...path, 'sessions', k, 'slot'])
      refer(context, 'rooms', session.room, [...path, 'sessions', k, 'room'])
    }
    for (const [k, student] of students.entries()) refer(context, 'students', student, [...path, 'students', k])
  }
  twice(parts.sections, ({ activity, number }) => [activity, number], [...base, 'sections'])

  for (const [entry, i] of each(parts.care ?? [])) {
    const path = [...base, 'care', i]
    refer(context, 'classes', entry.class, [...path, 'class'])
    refer(context, 'slots', entry.slot, [...path, 'slot'])
    hosts(entry.host, [...path, 'host'])
  }
  twice(parts.care, (entry) => [entry.class, entry.slot], [...base, 'care'])

  const blocks = [...new Set([...each(draft.slots)].map(([slot]) => slot.dutyBlock ?? slot.id))]
  for (const [post, i] of each(parts.posts ?? [])) {
    const path = [...base, 'posts', i]
    refer(context, 'seasons', post.season, [...path, 'season'])
    for (const [k, person] of post.staff.entries()) refer(context, 'staff', person, [...path, 'staff', k])
    if (post.kind !== 'duty') refer(context, 'slots', post.slot, [...path, 'slot'])
    if (post.kind === 'care') hosts(post.host, [...path, 'host'])
    else if (post.kind === 'general') refer(context, 'generalDuties', post.duty, [...path, 'duty'])
    else if (post.kind === 'duty') {
      refer(context, 'sites', post.site, [...path, 'site'])
      if (!blocks.includes(post.block) && draft.whole('slots'))
        unknown(report, 'unknown-block', text('duty block', '值班组'), post.block, blocks, [...path, 'block'])
    } else {
      section(post.activity, post.number, path)
      const roles = draft.activities[draft.ids.activities.index.get(post.activity) ?? -1]?.roles.map(({ role }) => role)
      if (roles && !roles.includes(post.role)) unknown(report, 'unknown-role', text('role', '岗位'), post.role, roles, [...path, 'role'])
    }
  }
  twice(parts.posts, ({ staff: _, ...key }) => key, [...base, 'posts'])
}
