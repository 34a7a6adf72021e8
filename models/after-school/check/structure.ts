import type { CareHost, Post, Section, Timetable, TimetableParts } from '../timetable.ts'
import { pointerOf } from '../validate/fault.ts'
import { nearest } from '../validate/nearest.ts'
import { type Path, type Report, some, text } from '../validate/report.ts'
import { maybe } from '../validate/shape.ts'
import { type Facts, occupied } from './facts.ts'
import { postKey, postText } from './post-names.ts'
import { countText, nameOf, slotText } from './text.ts'

/** A timetable's lists; an entry without the right shape leaves a hole, so that an index is still a pointer. */
export type Entries = { readonly [List in keyof TimetableParts]: readonly (TimetableParts[List][number] | undefined)[] }

/** Reports what the parts cannot mean together. @returns the entries without a fault, with holes in place of the others */
export function checkStructure(facts: Facts, entries: Entries, report: Report): Entries {
  const sound = <T>(list: readonly (T | undefined)[], check: (item: T, index: number) => void) =>
    list.map((item, index) => {
      const before = report.errors.length
      if (item !== undefined) check(item, index)
      return report.errors.length === before ? item : undefined
    })
  const sectionKeys = firstIndex(entries.sections, (section) => JSON.stringify([section.activity, section.number]))
  const hostKeys = firstIndex(entries.care, (entry) => JSON.stringify([entry.class, entry.slot]))
  const postKeys = firstIndex(entries.posts, (post) => JSON.stringify([post.season, postKey(post)]))
  const guests = new Set(entries.care.flatMap((entry) => (entry && entry.host !== entry.class ? [JSON.stringify([entry.class, entry.slot])] : [])))
  return {
    sections: sound(entries.sections, (section, i) => checkSection(facts, section, i, sectionKeys, report)),
    care: sound(entries.care, (entry, i) => checkHost(facts, entry, i, hostKeys, guests, report)),
    posts: sound(entries.posts, (post, i) => checkPost(facts, post, i, postKeys, report)),
  }
}

type Keys<T> = { readonly of: (item: T) => string; readonly first: ReadonlyMap<string, number> }

function firstIndex<T>(list: readonly (T | undefined)[], of: (item: T) => string): Keys<T> {
  const first = new Map<string, number>()
  for (const [i, item] of list.entries()) if (item !== undefined && !first.has(of(item))) first.set(of(item), i)
  return { of, first }
}

/** Reports an id that the plan does not have. @returns whether it has */
function known(ids: ReadonlyMap<string, unknown>, [code, en, zh]: Noun, id: string, path: Path, report: Report): boolean {
  if (ids.has(id)) return true
  const words = some([...ids.keys()])
  report.fault(path, id, code, text(`unknown ${en} \`${id}\`.`, `未知${zh}“${id}”。`), {
    suggestion: maybe(nearest(id, ids.keys())) ?? (ids.size > 0 ? text(`There are ${words.en}.`, `已有：${words.zh}。`) : text('There is none.', '尚未定义。')),
  })
  return false
}

type Noun = readonly [code: string, en: string, zh: string]
const activityNoun = ['unknown-activity', 'activity', '活动'] as const
const slotNoun = ['unknown-slot', 'slot', '时段'] as const
const roomNoun = ['unknown-room', 'room', '场地'] as const
const studentNoun = ['unknown-student', 'student', '学生'] as const
const staffNoun = ['unknown-staff', 'member of staff', '人员'] as const

/** Of an entry that is misshaped, whatever can be read of it: what it names exists. */
export function checkNames(facts: Facts, entry: Readonly<Record<string, unknown>> | undefined, at: Path, report: Report): void {
  const name = (field: string, ids: ReadonlyMap<string, unknown>, noun: Noun) => {
    const value = entry?.[field]
    for (const [i, id] of (Array.isArray(value) ? value : [value]).entries())
      if (typeof id === 'string') known(ids, noun, id, Array.isArray(value) ? [...at, field, i] : [...at, field], report)
  }
  name('activity', facts.activities, activityNoun)
  name('students', facts.students, studentNoun)
  name('slot', facts.slots, slotNoun)
  name('room', facts.rooms, roomNoun)
  name('staff', facts.staff, staffNoun)
  const sessions = entry?.sessions
  if (Array.isArray(sessions)) for (const [i, session] of sessions.entries()) checkNames(facts, session, [...at, 'sessions', i], report)
}

function checkSection(facts: Facts, section: Section, index: number, keys: Keys<Section>, report: Report): void {
  const at = ['sections', index]
  const first = keys.first.get(keys.of(section))!
  if (first !== index) {
    const path = pointerOf(['sections', first])
    report.fault(
      at,
      section.activity,
      'duplicate-section',
      text(`section ${section.number} of \`${section.activity}\` stands at ${path} already.`, `“${section.activity}”${section.number}班已在${path}列出。`),
    )
  }
  if (section.students.length === 0) {
    report.fault([...at, 'students'], [], 'section-without-students', text('a section that runs has students.', '开班须有学生。'), {
      suggestion: text('Leave the section out: the list holds running sections only.', '删除该班：列表只含实际开班。'),
    })
  }
  const seen = new Set<string>()
  for (const [i, id] of section.students.entries()) {
    if (seen.has(id)) report.fault([...at, 'students', i], id, 'duplicate-student', text(`\`${id}\` is in this section twice.`, `“${id}”在本班重复。`))
    seen.add(id)
    known(facts.students, studentNoun, id, [...at, 'students', i], report)
  }
  const activity = known(facts.activities, activityNoun, section.activity, [...at, 'activity'], report) ? facts.activities.get(section.activity)! : undefined
  if (activity && section.sessions.length !== activity.sessionsPerWeek) {
    report.fault(
      [...at, 'sessions'],
      section.sessions.length,
      'session-count',
      text(
        `${nameOf(activity)} has ${countText(activity.sessionsPerWeek, 'session')} a week, ${section.sessions.length} given.`,
        `${nameOf(activity)}每周${activity.sessionsPerWeek}次课，给出了${section.sessions.length}次。`,
      ),
    )
  }
  for (const [i, session] of section.sessions.entries()) {
    known(facts.rooms, roomNoun, session.room, [...at, 'sessions', i, 'room'], report)
    if (!known(facts.slots, slotNoun, session.slot, [...at, 'sessions', i, 'slot'], report) || !activity) continue
    const slot = facts.slots.get(session.slot)!
    if (occupied(facts, activity, slot)) continue
    const fitting = activity.slots.filter((id) => facts.slots.has(id) && occupied(facts, activity, facts.slots.get(id)!))
    report.fault(
      [...at, 'sessions', i, 'slot'],
      session.slot,
      'no-next-period',
      text(
        `a session of ${nameOf(activity)} takes two periods, and none follows ${slotText(slot).en}.`,
        `${nameOf(activity)}每次课占两节，${slotText(slot).zh}之后没有下一节。`,
      ),
      fitting.length > 0 ? { suggestion: text(`Start it at ${some(fitting).en}.`, `可从${some(fitting).zh}开始。`) } : {},
    )
  }
}

function checkHost(facts: Facts, entry: CareHost, index: number, keys: Keys<CareHost>, guests: ReadonlySet<string>, report: Report): void {
  const at = ['care', index]
  const first = keys.first.get(keys.of(entry))!
  if (first !== index) {
    const path = pointerOf(['care', first])
    report.fault(
      at,
      entry.class,
      'two-hosts',
      text(`\`${entry.class}\` has a host at \`${entry.slot}\` already, at ${path}.`, `“${entry.class}”在“${entry.slot}”已有托管地点（${path}）。`),
    )
  }
  known(facts.classes, ['unknown-class', 'class', '班级'], entry.class, [...at, 'class'], report)
  known(facts.slots, slotNoun, entry.slot, [...at, 'slot'], report)
  if (!knownHost(facts, entry.host, [...at, 'host'], report)) return
  if (entry.host !== entry.class && facts.classes.has(entry.host) && guests.has(JSON.stringify([entry.host, entry.slot]))) {
    report.fault(
      [...at, 'host'],
      entry.host,
      'host-chain',
      text(`\`${entry.host}\` is itself hosted elsewhere at \`${entry.slot}\`.`, `“${entry.host}”在“${entry.slot}”自身也由别处托管。`),
      { suggestion: text('Name the last host of the chain.', '请填写最终托管地点。') },
    )
  }
}

/** A host is a class or the room of one of the plan's `careRooms`. */
function knownHost(facts: Facts, host: string, path: Path, report: Report): boolean {
  const { careRooms } = facts.plan
  if (facts.classes.has(host) || careRooms.some(({ room }) => room === host)) return true
  const hosts = new Map([...facts.classes.keys(), ...careRooms.map(({ room }) => room)].map((id) => [id, id]))
  return known(hosts, ['unknown-host', 'host (a class or a care room)', '托管地点（班级或托管场地）'], host, path, report)
}

function checkPost(facts: Facts, post: Post, index: number, keys: Keys<Post>, report: Report): void {
  const at = ['posts', index]
  const first = keys.first.get(keys.of(post))!
  if (first !== index) {
    const path = pointerOf(['posts', first])
    report.fault(at, post.kind, 'duplicate-post', text(`the same post stands at ${path} already.`, `同一岗位已在${path}列出。`))
  }
  known(new Map(facts.plan.seasons.map((season) => [season.id, season])), ['unknown-season', 'season', '作息季'], post.season, [...at, 'season'], report)
  if (post.kind === 'section') known(facts.activities, activityNoun, post.activity, [...at, 'activity'], report)
  if (post.kind === 'care') knownHost(facts, post.host, [...at, 'host'], report)
  if (post.kind === 'general')
    known(new Map(facts.plan.generalDuties.map((duty) => [duty.id, duty])), ['unknown-duty', 'general duty', '公共岗位'], post.duty, [...at, 'duty'], report)
  if (post.kind === 'duty') {
    known(facts.siteOrder, ['unknown-site', 'site', '校区'], post.site, [...at, 'site'], report)
    known(facts.blocks, ['unknown-block', 'duty block', '值班时段'], post.block, [...at, 'block'], report)
  } else known(facts.slots, slotNoun, post.slot, [...at, 'slot'], report)
  const seen = new Set<string>()
  for (const [i, id] of post.staff.entries()) {
    if (seen.has(id)) report.fault([...at, 'staff', i], id, 'duplicate-person', text(`\`${id}\` sits in this post twice.`, `“${id}”在该岗位重复。`))
    seen.add(id)
    known(facts.staff, staffNoun, id, [...at, 'staff', i], report)
  }
}

/**
 * Reports posts with more people than they need; what does not run needs nobody.
 * @param needs by season and post key @param trusted whether the need of a post can be told in spite of the other faults
 */
export function checkNeeds(facts: Facts, posts: Entries['posts'], needs: ReadonlyMap<string, number>, trusted: (post: Post) => boolean, report: Report): void {
  for (const [i, post] of posts.entries()) {
    if (!post || post.staff.length === 0 || !trusted(post)) continue
    const need = needs.get(JSON.stringify([post.season, postKey(post)])) ?? 0
    if (post.staff.length <= need) continue
    const name = postText(facts, post)
    report.fault(
      ['posts', i, 'staff'],
      post.staff,
      'post-over-need',
      text(
        `${name.en} needs ${need === 0 ? 'nobody' : need} in \`${post.season}\`, and has ${post.staff.length}.`,
        `${name.zh}在“${post.season}”需${need}人，安排了${post.staff.length}人。`,
      ),
      need === 0 ? { suggestion: text('Leave the post out: what it serves does not run or is empty then.', '删除该岗位：相应班组此时不运行或无人。') } : {},
    )
  }
}

type Backup = NonNullable<Timetable['backups']>[number]

/** Somebody can step in only where a section runs. */
function checkBackedUp({ activity, number }: Backup, sections: Entries['sections'], path: Path, report: Report): void {
  // what a misshaped entry was meant to be is not known
  if (sections.some((section) => section === undefined || (section.activity === activity && section.number === number))) return
  const running = sections.filter((section) => section?.activity === activity).map((section) => String(section!.number))
  const numbers = some(running)
  report.fault(path, number, 'unknown-section', text(`section ${number} of \`${activity}\` does not run.`, `“${activity}”${number}班没有开班。`), {
    suggestion:
      running.length > 0
        ? text(`There are ${numbers.en}; or leave the backup out.`, `已开：${numbers.zh}；或删除该替补。`)
        : text('Leave the backup out.', '请删除该替补。'),
  })
}

/** The backups that a timetable names, which nothing prices. */
export function checkBackups(facts: Facts, backups: readonly (Backup | undefined)[], sections: Entries['sections'], report: Report): void {
  for (const [i, backup] of backups.entries()) {
    if (!backup) continue
    if (known(facts.activities, activityNoun, backup.activity, ['backups', i, 'activity'], report))
      checkBackedUp(backup, sections, ['backups', i, 'number'], report)
    known(facts.staff, staffNoun, backup.staff, ['backups', i, 'staff'], report)
  }
}
