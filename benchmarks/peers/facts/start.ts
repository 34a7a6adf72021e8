import { checkTimetable } from '../../../models/after-school/check/index.ts'
import { afterSchool } from '../../../models/after-school/model.ts'
import type { Plan } from '../../../models/after-school/plan.ts'
import type { TimetableParts } from '../../../models/after-school/timetable.ts'

/**
 * Where the exact peers start from: what our own search has after its construction and its first batch of moves, a fraction of a second's work. Seats are filled and the first sections open, nothing more.
 * Sections are numbered from 1 on without a gap, unless pins or a baseline know them by their numbers: a model that breaks the symmetry of equal sections accepts them.
 */
export function firstTimetable(plan: Plan): TimetableParts {
  let parts = searched(plan)
  // pins that contradict a rule: the models know rules as constraints, and start from where all are kept
  if (hasPins(plan) && checkTimetable(plan, parts).constraints.some(({ id, level, amount }) => level === 'hard' && id !== 'pin' && amount > 0)) {
    parts = searched({ ...plan, pins: { sections: [], care: [], posts: [] } })
  }
  return plan.baseline || hasPins(plan) ? parts : renumbered(parts)
}

const hasPins = ({ pins }: Plan): boolean => Object.values(pins).some((list) => list.length > 0)

function searched(plan: Plan): TimetableParts {
  const compiled = afterSchool.compile(plan)
  const search = compiled.search({ seed: 1, used: () => 0 })
  // the construction, then a batch
  search.next()
  search.next()
  const { sections, care, posts } = compiled.decode()
  return { sections, care, posts }
}

function renumbered({ sections, care, posts }: TimetableParts): TimetableParts {
  const numbers = new Map<string, number>()
  const last = new Map<string, number>()
  for (const { activity, number } of sections.toSorted((a, b) => a.number - b.number)) {
    last.set(activity, (last.get(activity) ?? 0) + 1)
    numbers.set(`${activity} ${number}`, last.get(activity)!)
  }
  const anew = <Part extends { activity: string; number: number }>(part: Part): Part => ({
    ...part,
    number: numbers.get(`${part.activity} ${part.number}`)!,
  })
  return { sections: sections.map(anew), care, posts: posts.map((post) => (post.kind === 'section' ? anew(post) : post)) }
}
