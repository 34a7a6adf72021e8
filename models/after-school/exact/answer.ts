import type { Post, TimetableParts } from '../timetable.ts'
import type { PostTerms, Programme, Term } from './programme.ts'

/** @returns the timetable that a solution of the programme stands for */
export function timetableOf(p: Programme, x: Float64Array): TimetableParts {
  const { school } = p
  const { plan, L, C, X, B } = school
  const is = (term: Term) => (term < 0 ? ~term : x[term]) > 0.5
  const students: string[][] = Array.from({ length: X }, () => [])
  p.enrol.forEach((bySection, w) => {
    for (const [section, term] of bySection) if (is(term)) students[section].push(plan.students[school.wishStudent[w]].id)
  })
  const numberOf = (section: number) => section - school.sectionsFrom[school.sectionActivity[section]] + 1
  const activityOf = (section: number) => plan.activities[school.sectionActivity[section]].id
  const sections: TimetableParts['sections'] = []
  for (let section = 0; section < X; section++) {
    if (students[section].length === 0) continue
    const sessions = []
    for (let l = 0; l < L; l++)
      for (const [room, term] of p.place[section * L + l]) if (is(term)) sessions.push({ slot: plan.slots[l].id, room: plan.rooms[room].id })
    sections.push({ activity: activityOf(section), number: numberOf(section), sessions, students: students[section] })
  }
  const care: TimetableParts['care'] = []
  for (let c = 0; c < C; c++) {
    for (let l = 0; l < L; l++) {
      for (const [h, term] of p.host[c * L + l])
        if (h !== c && is(term)) care.push({ class: plan.classes[c].id, slot: plan.slots[l].id, host: school.hostIds[h] })
    }
  }
  const posts = p.posts.flatMap((post): Post[] => {
    const staff = post.seats.filter(({ term }) => is(term)).map(({ person }) => plan.staff[person].id)
    if (staff.length === 0) return []
    return [{ ...nameOf(post), season: plan.seasons[post.season].id, staff }]
  })
  return { sections, care, posts }

  function nameOf({ kind, group, slot, role }: PostTerms) {
    const at = plan.slots[slot].id
    switch (kind) {
      case 'section':
        return { kind, activity: activityOf(group), number: numberOf(group), slot: at, role: role === 0 ? ('lead' as const) : ('assistant' as const) }
      case 'care':
        return { kind, host: school.hostIds[group], slot: at }
      case 'duty':
        return { kind, site: plan.sites[Math.trunc(group / B)].id, block: school.blockIds[group % B] }
      case 'general':
        return { kind, duty: plan.generalDuties[school.generalDuty[group]].id, slot: at }
    }
  }
}
