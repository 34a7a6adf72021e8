import { type Activity, inServiceKinds, type StaffKind } from '../../plan.ts'
import { findPack } from '../../policy/index.ts'
import { type Check, type Context, clauseOf, nextSlot } from '../context.ts'
import { each } from '../draft.ts'
import { text } from '../report.ts'

/** An activity can be run as it is described, and tutoring is tutoring. */
export const checkActivities: Check = (context) => {
  const { draft, report, policy } = context
  for (const [activity, i] of each(draft.activities)) {
    const path = ['activities', i]
    const { size, sections, slots, sessionsPerWeek } = activity
    if (size.min > size.max) {
      report.fault(
        [...path, 'size', 'min'],
        size.min,
        'size-order',
        text(`at least ${size.min} students and at most ${size.max}.`, `人数下限${size.min}大于上限${size.max}。`),
        { suggestion: text('Exchange the two.', '请对调。') },
      )
    }
    if (sections.min > sections.max) {
      report.fault(
        [...path, 'sections', 'min'],
        sections.min,
        'sections-order',
        text(`at least ${sections.min} sections and at most ${sections.max}.`, `开班数下限${sections.min}大于上限${sections.max}。`),
        { suggestion: text('Exchange the two.', '请对调。') },
      )
    }
    if (sessionsPerWeek > new Set(slots).size) {
      report.fault(
        [...path, 'sessionsPerWeek'],
        sessionsPerWeek,
        'too-few-slots',
        text(
          `${sessionsPerWeek} sessions a week in distinct slots, of which ${new Set(slots).size} are allowed.`,
          `每周${sessionsPerWeek}次须在不同时段，仅允许${new Set(slots).size}个时段。`,
        ),
        {
          suggestion: text('Allow more slots, or fewer sessions.', '请增加可用时段或减少次数。'),
        },
      )
    }
    if (activity.length === 2) checkDouble(context, activity, i)
    checkRoles(context, activity, i)
    if (activity.tutoring) checkTutoring(context, activity, i)
  }
  if (draft.careRole) {
    const { kinds } = draft.careRole
    if (kinds.length === 0) {
      report.fault(['careRole', 'kinds'], kinds, 'no-kinds', text('nobody is allowed to supervise care.', '没有允许承担托管的人员类别。'), {
        suggestion: text('Name the kinds, or leave `kinds` out: staff in service.', '请列出类别，或省略“kinds”（默认在职教职工）。'),
      })
    } else if (policy?.externalsAccompanied === 'group' && !allowsInService(kinds)) {
      report.fault(['careRole', 'kinds'], kinds, 'lone-external', text('care is given by externals alone.', '托管仅由校外人员承担。'), {
        clause: clauseOf(context, 'externalsAccompanied'),
        suggestion: text('Allow staff in service too.', '请同时允许在职教职工。'),
      })
    }
  }
  for (const [duty, i] of each(draft.generalDuties)) {
    if (duty.kinds?.length === 0)
      report.fault(['generalDuties', i, 'kinds'], [], 'no-kinds', text('nobody is allowed to do this duty.', '没有允许承担此岗位的人员类别。'), {
        suggestion: text('Name the kinds, or leave `kinds` out: any.', '请列出类别，或省略“kinds”（不限）。'),
      })
  }
}

const allowsInService = (kinds: readonly StaffKind[] | undefined): boolean => kinds === undefined || kinds.some((kind) => inServiceKinds.includes(kind))

function checkDouble({ draft, report }: Context, activity: Activity, index: number): void {
  for (const [k, id] of activity.slots.entries()) {
    const slot = draft.slots[draft.ids.slots.index.get(id) ?? -1]
    if (!slot || !draft.whole('slots') || (slot.period > 0 && nextSlot(draft, slot) >= 0)) continue
    report.fault(
      ['activities', index, 'slots', k],
      id,
      'no-next-slot',
      text(
        `a session of length 2 cannot start at \`${id}\`: ${slot.period === 0 ? 'lessons follow noon' : 'its band has no period after it'}.`,
        `两节连上不能从“${id}”开始：${slot.period === 0 ? '午间之后是课堂教学' : '同组其后没有时段'}。`,
      ),
      {
        suggestion: text('Remove the slot, or make the activity one period long.', '请删除该时段，或将活动改为单节。'),
      },
    )
  }
}

function checkRoles(context: Context, activity: Activity, index: number): void {
  const { report, policy } = context
  const path = ['activities', index, 'roles']
  const { roles } = activity
  for (const [k, { role, kinds }] of roles.entries()) {
    if (roles.findIndex((other) => other.role === role) < k) {
      report.fault([...path, k, 'role'], role, 'duplicate-role', text(`role \`${role}\` has an entry already.`, `岗位“${role}”重复。`), {
        suggestion: text('Make the two one entry.', '请合并为一项。'),
      })
    }
    if (kinds?.length === 0)
      report.fault([...path, k, 'kinds'], kinds, 'no-kinds', text(`nobody is allowed to be \`${role}\`.`, `没有允许担任“${role}”的人员类别。`), {
        suggestion: text('Name the kinds, or leave `kinds` out: any.', '请列出类别，或省略“kinds”（不限）。'),
      })
  }
  const lead = roles.find((role) => role.role === 'lead')
  if (!lead || lead.count < 1) {
    report.fault(path, roles, 'no-lead', text(`\`${activity.id}\` has no lead: a club needs its leader.`, `“${activity.id}”未设负责人岗位。`), {
      suggestion: text('Add a role `lead` with `count` 1 or more.', '请增加“lead”岗位，“count”至少为1。'),
    })
  }
  if (policy?.externalsAccompanied === 'group' && lead?.kinds && lead.kinds.length > 0 && roles.every((role) => !allowsInService(role.kinds))) {
    report.fault(
      path,
      roles,
      'lone-external',
      text(
        `\`${activity.id}\` is led by externals, and no role of it allows staff in service beside them.`,
        `“${activity.id}”由校外人员负责，且没有可由在职教职工担任的岗位。`,
      ),
      {
        clause: clauseOf(context, 'externalsAccompanied'),
        suggestion: text('Add an `assistant` of kind `teacher` or `school-staff`.', '请增加由“teacher”或“school-staff”担任的“assistant”岗位。'),
      },
    )
  }
}

/** A class in disguise: a group above the limit, or a fee. */
function checkTutoring(context: Context, activity: Activity, index: number): void {
  const { draft, report, policy } = context
  const most = policy?.tutoringGroupMax
  if (most !== undefined && activity.size.max > most) {
    report.fault(
      ['activities', index, 'size', 'max'],
      activity.size.max,
      'tutoring-too-large',
      text(`a tutoring group of ${activity.size.max} is a class in disguise: at most ${most}.`, `辅导组${activity.size.max}人属变相集体教学，最多${most}人。`),
      {
        clause: clauseOf(context, 'tutoringGroupMax'),
        suggestion: text(`Make it ${most} at most, with more sections.`, `请不超过${most}人，可增开辅导组。`),
      },
    )
  }
  if (activity.fee > 0) {
    report.fault(['activities', index, 'fee'], activity.fee, 'tutoring-fee', text('tutoring is free.', '对学习有困难学生的辅导须免费。'), {
      clause: (draft.policy && findPack(draft.policy.pack)?.rules.tutoringFree.clause) || undefined,
      suggestion: text('Set the fee to 0.', '请将费用设为0。'),
    })
  }
  if (activity.everyone) {
    report.fault(
      ['activities', index, 'everyone'],
      true,
      'tutoring-for-everyone',
      text('tutoring for everyone is teaching a class.', '面向全员的辅导即集体教学。'),
      {
        clause: clauseOf(context, 'tutoringGroupMax'),
        suggestion: text('Choose one of `tutoring` and `everyone`.', '“tutoring”与“everyone”请择其一。'),
      },
    )
  }
}
