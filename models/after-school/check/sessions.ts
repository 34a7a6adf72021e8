import { clockOf } from '../../../src/calendar/index.ts'
import type { Pricer } from './finding.ts'
import { countText, nameOf, seasonText, sectionText, slotText } from './text.ts'
import type { SessionView } from './view.ts'

/** Rows about when a section's sessions are, and how many there are. */

const whereOf = (session: SessionView) => ({ activity: session.activity.id, section: String(session.number), slot: session.slot.id })

/** Sessions × seasons that end after the latest end. */
export const endTime: Pricer = ({ facts, sections }) => {
  const latest = facts.policy.latestEnd
  if (latest === null) return []
  return sections.flatMap((section) =>
    section.sessions.flatMap((session) =>
      facts.seasons.flatMap(({ index, season }) => {
        const run = session.runs[index]
        if (!run || run.interval.end <= latest) return []
        const group = sectionText(session.activity, session.number)
        return [
          {
            amount: 1,
            where: { ...whereOf(session), season: season.id },
            text: {
              en: `${group.en} on ${slotText(session.slot).en} ends at ${clockOf(run.interval.end)} in ${seasonText(season)}, after ${clockOf(latest)}`,
              zh: `${slotText(session.slot).zh}${group.zh}在${seasonText(season)}于${clockOf(run.interval.end)}结束，晚于${clockOf(latest)}`,
            },
          },
        ]
      }),
    ),
  )
}

/** Sessions at a slot that the activity does not allow, over noon where the policy does not allow it, or at which the activity runs in no season; 1 each. */
export const slotAllowed: Pricer = ({ facts, sections }) =>
  sections.flatMap((section) =>
    section.sessions.flatMap((session) => {
      const listed = session.activity.slots.includes(session.slot.id)
      const noon = !facts.policy.noonAllowed && session.slots.some((slot) => slot.period === 0)
      const never = !facts.plan.someWeeks && session.runs.every((run) => run === undefined)
      if (listed && !noon && !never) return []
      const group = sectionText(session.activity, session.number)
      const at = slotText(session.slot)
      return [
        {
          amount: 1,
          where: whereOf(session),
          text: !listed
            ? { en: `${group.en} is held on ${at.en}, which is not one of its slots`, zh: `${group.zh}安排在${at.zh}，不在该活动允许的时段内` }
            : noon
              ? { en: `${group.en} is held on ${at.en}, but the policy allows no service at noon`, zh: `${group.zh}安排在${at.zh}，但政策不允许午间服务` }
              : { en: `${group.en} is held on ${at.en}, when it runs in no season`, zh: `${group.zh}安排在${at.zh}，但该时段在任何作息季都不开课` },
        },
      ]
    }),
  )

/** Running sections numbered above the maximum, and sessions of one section in the same slot. */
export const sectionCount: Pricer = ({ sections }) =>
  sections.flatMap((section) => {
    const { activity, number, sessions } = section
    const where = { activity: activity.id, section: String(number) }
    const group = sectionText(activity, number)
    const findings = []
    if (number > activity.sections.max) {
      findings.push({
        amount: 1,
        where,
        text: {
          en: `${group.en} is one too many: at most ${countText(activity.sections.max, 'section')} of ${nameOf(activity)}`,
          zh: `${group.zh}超出开班上限：${nameOf(activity)}最多开${activity.sections.max}个班`,
        },
      })
    }
    const repeated = sessions.length - new Set(sessions.map((session) => session.slot)).size
    if (repeated > 0) {
      findings.push({
        amount: repeated,
        where,
        text: {
          en: `${group.en} has ${countText(repeated, 'session')} in a slot that it already uses`,
          zh: `${group.zh}有${repeated}次课安排在已占用的同一时段`,
        },
      })
    }
    return findings
  })

/** Students below the minimum or above the maximum of a running section. */
export const groupSize: Pricer = ({ sections }) =>
  sections.flatMap(({ activity, number, students }) => {
    const { min, max } = activity.size
    const below = Math.max(0, min - students.length)
    const above = Math.max(0, students.length - max)
    if (below + above === 0) return []
    const group = sectionText(activity, number)
    return [
      {
        amount: below + above,
        where: { activity: activity.id, section: String(number) },
        text:
          below > 0
            ? {
                en: `${group.en} has ${countText(students.length, 'student')}, ${below} below its minimum of ${min}`,
                zh: `${group.zh}只有${students.length}名学生，比最低人数${min}少${below}人`,
              }
            : {
                en: `${group.en} has ${countText(students.length, 'student')}, ${above} above its maximum of ${max}`,
                zh: `${group.zh}有${students.length}名学生，比最高人数${max}多${above}人`,
              },
      },
    ]
  })

/** Sections missing below the minimum of an activity. */
export const missingSection: Pricer = ({ facts, sections }) =>
  facts.plan.activities.flatMap((activity) => {
    const running = sections.filter((section) => section.activity === activity).length
    const missing = activity.sections.min - running
    if (missing <= 0) return []
    return [
      {
        amount: missing,
        where: { activity: activity.id },
        text: {
          en: `${nameOf(activity)} runs ${countText(running, 'section')}, ${missing} fewer than its minimum of ${activity.sections.min}`,
          zh: `${nameOf(activity)}开了${running}个班，比最低${activity.sections.min}个少${missing}个`,
        },
      },
    ]
  })

/** Rooms of a section beyond the first. */
export const roomStability: Pricer = ({ sections }) =>
  sections.flatMap(({ activity, number, sessions }) => {
    const rooms = [...new Set(sessions.map((session) => session.room))]
    if (rooms.length <= 1) return []
    const group = sectionText(activity, number)
    return [
      {
        amount: rooms.length - 1,
        where: { activity: activity.id, section: String(number) },
        text: {
          en: `${group.en} changes between ${rooms.length} rooms: ${rooms.map(nameOf).join(', ')}`,
          zh: `${group.zh}使用${rooms.length}个场地：${rooms.map(nameOf).join('、')}`,
        },
      },
    ]
  })

/** Sessions of a section on a weekday that it already uses. */
export const spread: Pricer = ({ sections }) =>
  sections.flatMap(({ activity, number, sessions }) => {
    const days = new Set(sessions.map((session) => session.slot.weekday)).size
    if (sessions.length === days) return []
    const group = sectionText(activity, number)
    return [
      {
        amount: sessions.length - days,
        where: { activity: activity.id, section: String(number) },
        text: {
          en: `${group.en} puts ${sessions.length} sessions on ${countText(days, 'day')}`,
          zh: `${group.zh}的${sessions.length}次课集中在${days}天`,
        },
      },
    ]
  })

/** Sessions × seasons without a bell for a slot that the session occupies. */
export const seasonGap: Pricer = ({ facts, sections }) =>
  sections.flatMap((section) =>
    section.sessions.flatMap((session) =>
      facts.seasons
        .filter(({ bells }) => session.slots.some((slot) => !bells.has(slot.id)))
        .map(({ season, bells }) => {
          const group = sectionText(session.activity, session.number)
          const at = slotText(session.slots.find((slot) => !bells.has(slot.id))!)
          return {
            amount: 1,
            where: { ...whereOf(session), season: season.id },
            text: {
              en: `${group.en} cannot meet on ${at.en} in ${seasonText(season)}: no bell then`,
              zh: `${group.zh}在${seasonText(season)}无法上课：${at.zh}不开放`,
            },
          }
        }),
    ),
  )
