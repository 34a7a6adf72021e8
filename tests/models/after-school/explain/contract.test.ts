import { expect, it } from 'vitest'
import {
  assignmentSchema,
  clubPlacesAnswer,
  clubPlacesQuery,
  fairnessAnswer,
  fixesAnswer,
  sectionPlacesAnswer,
  sectionPlacesQuery,
  substitutesAnswer,
  substitutesQuery,
  whyAnswer,
  wishAnswer,
  wishSchema,
} from '../../../../models/after-school/explain/contract.ts'
import { clubPlaces, fairness, sectionPlaces, substitutes, whatWouldFix, why, whyNot } from '../../../../models/after-school/explain/index.ts'
import { grown } from '../rebalance/school.ts'

const { plan, timetable } = grown('village', 3)
const over = (json: unknown) => JSON.parse(JSON.stringify(json))
const seat = timetable.posts.find(
  ({ staff: seated, ...ref }) => ref.kind === 'care' && seated.length > 0 && substitutes(plan, timetable, { posts: [ref], instead: seated[0] }).length > 0,
)!
const { staff, ...post } = seat
const section = timetable.sections[0]
const short = { ...timetable, posts: timetable.posts.filter((other) => other !== seat) }

it.each<[name: string, question: () => unknown, answer: () => unknown]>([
  [
    'substitutes',
    () => substitutesQuery.parse({ posts: [post], instead: staff[0] }),
    () => substitutesAnswer.parse(over(substitutes(plan, timetable, { posts: [post], instead: staff[0] }))),
  ],
  [
    'places of a section',
    () => sectionPlacesQuery.parse({ activity: section.activity, number: section.number, slot: section.sessions[0].slot }),
    () =>
      sectionPlacesAnswer.parse(over(sectionPlaces(plan, timetable, { activity: section.activity, number: section.number, slot: section.sessions[0].slot }))),
  ],
  [
    'clubs of a student',
    () => clubPlacesQuery.parse({ student: plan.students[0].id }),
    () => plan.students.flatMap(({ id }) => clubPlacesAnswer.parse(over(clubPlaces(plan, timetable, id)))),
  ],
  [
    'a wish',
    () => wishSchema.parse({ kind: 'seat', staff: plan.staff[0].id, post }),
    () => wishAnswer.parse(over(whyNot(plan, timetable, { kind: 'seat', staff: plan.staff[0].id, post }, { steps: 10_000 }))),
  ],
  [
    'why',
    () => assignmentSchema.parse({ kind: 'seat', staff: staff[0], post }),
    () => [
      whyAnswer.parse(over(why(plan, timetable, { kind: 'seat', staff: staff[0], post }))),
      whyAnswer.parse(over(why(plan, timetable, { kind: 'session', activity: section.activity, number: section.number, slot: section.sessions[0].slot }))),
    ],
  ],
  ['what would fix it', () => undefined, async () => fixesAnswer.parse(over(await whatWouldFix(plan, short, { steps: 10_000, most: 2 }))).unmet],
  ['fairness', () => undefined, () => fairnessAnswer.parse(over(fairness(plan, timetable))).people],
])('%s: question and answer survive a wire as their schemas say', async (_, question, answer) => {
  expect(question).not.toThrow()
  const said = await answer()
  expect(Array.isArray(said) ? said.length : 1).toBeGreaterThan(0)
})
