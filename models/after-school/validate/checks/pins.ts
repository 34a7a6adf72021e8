import type { Post } from '../../timetable.ts'
import { type Check, type Context, clauseOf, nextSlot } from '../context.ts'
import { each } from '../draft.ts'
import { some, text } from '../report.ts'

/**
 * Pins that no timetable could keep, whatever rules it breaks: such a timetable would be malformed. Pins that can be kept against a rule alone are a finding;
 * pins of different things that contradict each other are a matter of the row `pin`.
 */
export const checkPins: Check = (context) => {
  checkSessions(context)
  checkHosts(context)
  checkPeople(context)
}

function checkSessions({ draft, report }: Context): void {
  for (const [{ activity: id, sessions }, i] of each(draft.pins?.sections ?? [])) {
    const activity = draft.activities[draft.ids.activities.index.get(id) ?? -1]
    if (!activity) continue
    const at = ['pins', 'sections', i, 'sessions']
    // one that is named twice counts once
    const named = new Set(sessions.map(({ slot, room }) => JSON.stringify([slot, room]))).size
    if (named > activity.sessionsPerWeek) {
      report.fault(
        at,
        sessions,
        'too-many-sessions',
        text(
          `${named} sessions are pinned of a section of \`${id}\`, which has ${activity.sessionsPerWeek} a week.`,
          `“${id}”每周${activity.sessionsPerWeek}次课，却固定了${named}次。`,
        ),
        { suggestion: text('Pin fewer, or raise `sessionsPerWeek`.', '请减少固定的课次，或提高“sessionsPerWeek”。') },
      )
    }
    if (activity.length === 1 || !draft.whole('slots')) continue
    for (const [k, { slot: first }] of sessions.entries()) {
      const slot = draft.slots[draft.ids.slots.index.get(first) ?? -1]
      if (!slot || nextSlot(draft, slot) >= 0) continue
      report.fault(
        [...at, k, 'slot'],
        first,
        'no-next-slot',
        text(`a session of \`${id}\` takes two consecutive periods, and none follows \`${first}\`.`, `“${id}”每次课占连续两节，“${first}”之后没有下一节。`),
        { suggestion: text(`It may start at ${some(activity.slots).en}.`, `可从${some(activity.slots).zh}开始。`) },
      )
    }
  }
}

function checkHosts({ draft, report }: Context): void {
  const care = [...each(draft.pins?.care ?? [])]
  const key = (schoolClass: string, slot: string) => JSON.stringify([schoolClass, slot])
  const guests = new Set(care.filter(([entry]) => entry.host !== entry.class).map(([entry]) => key(entry.class, entry.slot)))
  for (const [{ class: guest, host, slot }, i] of care) {
    if (host === guest || !guests.has(key(host, slot))) continue
    report.fault(
      ['pins', 'care', i, 'host'],
      host,
      'host-chain',
      text(`\`${host}\` is itself pinned to another host at \`${slot}\`.`, `“${host}”在“${slot}”自身也固定由别处托管。`),
      { suggestion: text('Name the last host of the chain.', '请填写最终托管地点。') },
    )
  }
}

function checkPeople(context: Context): void {
  const { draft, report } = context
  for (const [post, i] of each(draft.pins?.posts ?? [])) {
    const people = new Set(post.staff).size
    const most = people === 0 ? undefined : mostNeeded(context, post)
    if (most === undefined || people <= most) continue
    report.fault(
      ['pins', 'posts', i, 'staff'],
      post.staff,
      'post-over-need',
      most === 0
        ? text(`this post needs nobody in \`${post.season}\`, and people are pinned to it.`, `该岗位在“${post.season}”无需人员，却固定了${people}人。`)
        : text(`this post never needs more than ${most}, and ${people} are pinned to it.`, `该岗位最多需${most}人，却固定了${people}人。`),
      {
        clause: post.kind === 'care' ? clauseOf(context, 'studentsPerSupervisor') : undefined,
        suggestion: most === 0 ? text('Leave the post out.', '请删除该岗位。') : text('Pin fewer people to it.', '请减少固定的人员。'),
      },
    )
  }
}

/** @returns the most people that the post could need in any timetable; undefined where another fault leaves it open */
function mostNeeded(context: Context, post: Post): number | undefined {
  const { draft, policy } = context
  const season = draft.seasons[draft.ids.seasons.index.get(post.season) ?? -1]
  if (!season || !draft.whole('slots') || !draft.whole('students')) return undefined
  const runs = (slot: string) => Object.hasOwn(season.bells, slot)
  if (post.kind !== 'duty' && !draft.ids.slots.index.has(post.slot)) return undefined
  switch (post.kind) {
    case 'section': {
      const activity = draft.activities[draft.ids.activities.index.get(post.activity) ?? -1]
      const role = activity?.roles.find((one) => one.role === post.role)
      if (!role) return undefined
      if (!runs(post.slot)) return 0
      return role.count + (role.perStudents === undefined ? 0 : Math.ceil(draft.students.length / role.perStudents))
    }
    case 'care':
      if (!runs(post.slot)) return 0
      // all classes in one group, at most
      return policy && Math.ceil([...each(draft.students)].filter(([{ attends }]) => attends.includes(post.slot)).length / policy.studentsPerSupervisor)
    case 'duty': {
      const slots = [...each(draft.slots)].filter(([{ id, dutyBlock = id }]) => dutyBlock === post.block)
      return slots.length === 0 ? undefined : slots.some(([{ id }]) => runs(id)) ? 1 : 0
    }
    case 'general': {
      const duty = draft.generalDuties[draft.ids.generalDuties.index.get(post.duty) ?? -1]
      return duty && (duty.slots.includes(post.slot) && runs(post.slot) ? duty.count : 0)
    }
  }
}
