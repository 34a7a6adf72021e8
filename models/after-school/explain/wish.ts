import { type CheckFinding, type CheckReport, checkTimetable, type PricedRow, timetableFaults } from '../check/index.ts'
import type { Plan } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import type { Wish } from './contract.ts'
import { descend } from './descent.ts'
import type { PostRef, PriceChange } from './incumbent.ts'
import { assertKnown } from './known.ts'
import { samePost } from './same-post.ts'

export interface WishAnswer {
  /** `forbidden`: a rule stands against it whatever else changes; `possible`: `price` is what the best timetable found costs more; `not-found`: no timetable with it was found in time, which proves nothing; `no-such-place`: the timetable has no such post or section */
  readonly outcome: 'forbidden' | 'possible' | 'not-found' | 'no-such-place'
  /** hard rows that the wish alone would break in the timetable as it is, with the places */
  readonly broken: readonly (CheckFinding & { readonly row: string })[]
  /** what the best timetable with the wish costs more than the best without it, both improved from the timetable for as long */
  readonly price?: PriceChange
  readonly timetable?: TimetableParts
}

export interface WishOptions {
  /** moves of each of the two searches; default 300,000 */
  readonly steps?: number
}

/** rows that speak of a session’s time alone */
const ofTime: ReadonlySet<string> = new Set(['end-time', 'slot-allowed'])
/** … and of a person, a room or a student alone: no other assignment can mend them */
const alone: ReadonlySet<string> = new Set(['end-time', 'slot-allowed', 'staff-offer', 'staff-refusal', 'staff-role', 'staff-vetting', 'grade-fit'])

/** Why a wish is not met, or what it would cost. @throws FaultError where the plan does not have what it names */
export function whyNot(plan: Plan, timetable: TimetableParts, wish: Wish, { steps = 300_000 }: WishOptions = {}): WishAnswer {
  assertKnown(plan, wish)
  const before = checkTimetable(plan, timetable)
  const wished = wellFormed(plan, granted(plan, timetable, wish))
  if (!wished) return { outcome: 'no-such-place', broken: [] }
  const after = checkTimetable(plan, wished)
  const broken = after.constraints.flatMap((row, i) =>
    row.level === 'hard' ? newFindings(before.constraints[i], row).map((finding) => ({ ...finding, row: row.id })) : [],
  )
  if (broken.some((finding) => isAlone(finding, wish))) return { outcome: 'forbidden', broken }
  const pinned: Plan = { ...plan, pins: withPin(plan, wish) }
  const found = descend(pinned, first(wished, wish), steps).timetable
  const checked = checkTimetable(pinned, found)
  if (checked.hard > before.hard) return { outcome: 'not-found', broken }
  const best = checkTimetable(plan, descend(plan, timetable, steps).timetable)
  return { outcome: 'possible', broken, price: priceChange(best, checkTimetable(plan, found)), timetable: found }
}

/** @returns what a row finds that it did not find before; where it costs no more than before, only at places where it found less: what is less than it was is no news */
function newFindings(before: PricedRow, after: PricedRow): readonly CheckFinding[] {
  const known = new Set(before.findings.map(({ text }) => text.en))
  const fresh = after.findings.filter(({ text }) => !known.has(text.en))
  if (after.amount > before.amount) return fresh
  const placeOf = ({ where }: CheckFinding) => JSON.stringify(Object.entries(where).sort())
  return fresh.filter((finding) => {
    const place = placeOf(finding)
    const at = (row: PricedRow) => row.findings.reduce((sum, one) => sum + (placeOf(one) === place ? one.amount : 0), 0)
    return at(after) > at(before)
  })
}

/** a rule that the wish itself breaks: it names the wish's own person, student or time */
function isAlone({ row, where }: CheckFinding & { readonly row: string }, wish: Wish): boolean {
  if (row === 'student-consent') {
    if (wish.kind !== 'student' || where.student !== wish.student) return false
    // of this section; or of the child alone: other clubs are given up by then, so that this one is too many by itself
    return where.section === undefined ? where.activity === undefined : where.activity === wish.activity && where.section === String(wish.number)
  }
  // whoever leads there today may be somebody else at another time
  if (wish.kind === 'session') return ofTime.has(row)
  return alone.has(row) && (wish.kind === 'seat' ? where.staff === wish.staff : where.student === wish.student)
}

type Pins = Plan['pins']
type Section = TimetableParts['sections'][number]

function withPin({ pins }: Plan, wish: Wish): Pins {
  const sections = pins.sections ?? []
  switch (wish.kind) {
    case 'seat':
      return { ...pins, posts: [...(pins.posts ?? []), { ...wish.post, staff: [wish.staff] }] }
    case 'student':
      return { ...pins, sections: [...sections, { activity: wish.activity, number: wish.number, sessions: [], students: [wish.student] }] }
    case 'session':
      return {
        ...pins,
        sections: [...sections, { activity: wish.activity, number: wish.number, sessions: [{ slot: wish.slot, room: wish.room }], students: [] }],
      }
  }
}

/** The timetable with the wish and nothing else changed but who is in its way at that very place. @returns undefined where there is no such place */
function granted(plan: Plan, timetable: TimetableParts, wish: Wish): TimetableParts | undefined {
  const isSection = (section: { activity: string; number: number }) =>
    'activity' in wish && section.activity === wish.activity && section.number === wish.number
  switch (wish.kind) {
    case 'seat':
      return seatedAt(timetable, wish.post, wish.staff)
    case 'student': {
      if (!timetable.sections.some(isSection)) return undefined
      const given = givenUp(plan, timetable, wish)
      return {
        ...timetable,
        sections: timetable.sections
          .map((section) => {
            if (isSection(section)) return section.students.includes(wish.student) ? section : { ...section, students: [...section.students, wish.student] }
            return given.has(section) ? { ...section, students: section.students.filter((id) => id !== wish.student) } : section
          })
          .filter((section) => section.students.length > 0),
      }
    }
    case 'session': {
      const section = timetable.sections.find(isSection)
      if (!section) return undefined
      const old = section.sessions.find((session) => session.slot === wish.slot) ?? section.sessions[0]
      const sessions = section.sessions.map((session) => (session === old ? { slot: wish.slot, room: wish.room } : session))
      // whoever is posted at the old slot comes along; care seats at both slots are filled anew
      const posts = timetable.posts.flatMap((own) => {
        if (own.kind === 'section' && isSection(own) && own.slot === old.slot) return [{ ...own, slot: wish.slot }]
        return own.kind === 'care' && (own.slot === old.slot || own.slot === wish.slot) && old.slot !== wish.slot ? [] : [own]
      })
      return { ...timetable, sections: timetable.sections.map((own) => (own === section ? { ...own, sessions } : own)), posts }
    }
  }
}

/** @returns the sections that a child cannot have beside the one wished: others of the activity, other tutoring beside tutoring, and of the other clubs those ranked last, as many as would be too many */
function givenUp(plan: Plan, timetable: TimetableParts, { student: id, activity: wished, number }: Extract<Wish, { kind: 'student' }>): Set<Section> {
  const { choices, clubsWanted } = plan.students.find((own) => own.id === id)!
  const activityOf = new Map(plan.activities.map((own) => [own.id, own]))
  const isClub = (activity: string) => choices.includes(activity) && !activityOf.get(activity)!.tutoring && !activityOf.get(activity)!.everyone
  const others = timetable.sections.filter((own) => own.students.includes(id) && (own.activity !== wished || own.number !== number))
  const given = new Set(others.filter(({ activity }) => activity === wished || (activityOf.get(wished)!.tutoring && activityOf.get(activity)!.tutoring)))
  if (!isClub(wished)) return given
  const clubs = others.filter((own) => !given.has(own) && isClub(own.activity)).sort((a, b) => choices.indexOf(a.activity) - choices.indexOf(b.activity))
  for (const last of clubs.slice(Math.max(0, clubsWanted - 1))) given.add(last)
  return given
}

function seatedAt(timetable: TimetableParts, ref: PostRef, staff: string): TimetableParts | undefined {
  const there = timetable.posts.find((own) => samePost(own, ref))
  if (there?.staff.includes(staff)) return timetable
  if (!there) return { ...timetable, posts: [...timetable.posts, { ...ref, staff: [staff] }] }
  return { ...timetable, posts: timetable.posts.map((own) => (own === there ? { ...own, staff: [...own.staff.slice(1), staff] } : own)) }
}

/** Seats that are not needed any more, or whose group is gone, are left. @returns undefined where the rest makes no timetable */
function wellFormed(plan: Plan, parts: TimetableParts | undefined): TimetableParts | undefined {
  if (!parts) return undefined
  const faults = timetableFaults(plan, parts)
  const posts = new Set(faults.flatMap(({ pointer }) => (pointer.startsWith('/posts/') ? [Number(pointer.split('/')[2])] : [])))
  const rest = { ...parts, posts: parts.posts.filter((_, i) => !posts.has(i)) }
  return timetableFaults(plan, rest).length === 0 ? rest : undefined
}

/** The search takes over a timetable from its start and drops what does not fit: the wish comes first, what a student had beside it is found again. */
function first(parts: TimetableParts, wish: Wish): TimetableParts {
  if (wish.kind === 'session') return parts
  if (wish.kind === 'seat') {
    const own = parts.posts.find((post) => samePost(post, wish.post))!
    return {
      ...parts,
      posts: [
        { ...own, staff: [wish.staff] },
        ...parts.posts.map((post) => (post === own ? { ...own, staff: own.staff.filter((id) => id !== wish.staff) } : post)),
      ],
    }
  }
  const isWish = (section: Section) => section.activity === wish.activity && section.number === wish.number
  const alone = parts.sections.map((section) => (isWish(section) ? section : { ...section, students: section.students.filter((id) => id !== wish.student) }))
  return { ...parts, sections: alone.sort((a, b) => Number(isWish(b)) - Number(isWish(a))) }
}

/** @returns after − before, rows that differ */
function priceChange(before: CheckReport, after: CheckReport): PriceChange {
  const rows = after.constraints.map((row, i) => [row.id, row.cost - before.constraints[i].cost] as const).filter(([, cost]) => cost !== 0)
  return { hard: after.hard - before.hard, medium: after.medium - before.medium, soft: after.soft - before.soft, rows: Object.fromEntries(rows) }
}
