import { clockOf, plusDays } from '../../../src/calendar/index.ts'
import { sunsetMinutes } from '../dates.ts'
import { type Plan, type Weekday, weekdays } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import type { Held, Span } from './spans.ts'

const seasonPlans = new WeakMap<Plan, Plan[]>()

/** The plan of one season alone, on its own dates: what the term's plan says there. Pins and baseline are those of that season. */
export function seasonPlan(plan: Plan, season: number): Plan {
  const known = seasonPlans.get(plan) ?? []
  seasonPlans.set(plan, known)
  known[season] ??= ownPlan(plan, season)
  return known[season]
}

function ownPlan(plan: Plan, season: number): Plan {
  const own = plan.seasons[season]!
  const next = plan.seasons[season + 1]
  const sunset = sunsetMinutes(plan, season)
  return {
    ...plan,
    someWeeks: true,
    term: { ...plan.term, start: own.from > plan.term.start ? own.from : plan.term.start, end: next ? plusDays(next.from, -1) : plan.term.end },
    seasons: [{ ...own, ...(sunset !== undefined && { sunset: clockOf(sunset) }) }],
    pins: partsOfSeason(plan.pins, own.id),
    baseline: undefined,
  }
}

export const partsOfSeason = <Parts extends Partial<TimetableParts>>(parts: Parts, season: string): Parts => ({
  ...parts,
  ...(parts.posts && { posts: parts.posts.filter((post) => post.season === season) }),
})

/** Activities that run on all these dates run as if they had no dates: a weekday without lessons is no reason to be in care. */
export function undated(plan: Plan, start: string, end: string): Plan {
  const covers = ({ from, to }: Plan['activities'][number]) =>
    (from !== undefined || to !== undefined) && (from === undefined || from <= start) && (to === undefined || to >= end)
  if (!plan.activities.some(covers)) return plan
  return { ...plan, activities: plan.activities.map((activity) => (covers(activity) ? { ...activity, from: undefined, to: undefined } : activity)) }
}

/** The season's plan on the dates of a span, with what changed: neighbouring seasons cannot be alike, since there is only one. */
export function spanPlan(season: Plan, span: Pick<Span, 'from' | 'to' | 'held'>): Plan {
  const own = undated(season, span.from, span.to)
  const dated: Plan = { ...own, term: { ...own.term, start: span.from, end: span.to }, seasons: [{ ...own.seasons[0]!, from: span.from }] }
  return withoutPins(span.held.reduce(applied, dated), span.held)
}

function applied(plan: Plan, { change, weekdays }: Held): Plan {
  const dayOf = new Map(plan.slots.map((slot) => [slot.id, slot.weekday]))
  const on = (slot: string) => weekdays.includes(dayOf.get(slot)!)
  const staff = (id: string, change: (person: Plan['staff'][number]) => Plan['staff'][number]) => ({
    ...plan,
    staff: plan.staff.map((person) => (person.id === id ? change(person) : person)),
  })
  const student = (id: string, change: (own: Plan['students'][number]) => Plan['students'][number]) => ({
    ...plan,
    students: plan.students.map((own) => (own.id === id ? change(own) : own)),
  })
  switch (change.kind) {
    case 'staff-away':
    case 'vetting-lapsed':
      return staff(change.staff, (person) => ({ ...person, offers: person.offers.filter((offer) => !weekdays.includes(offer.weekday)) }))
    case 'staff-offers':
      return staff(change.staff, (person) => ({
        ...person,
        offers: [...person.offers.filter((o) => !weekdays.includes(o.weekday)), ...change.offers.filter((o) => weekdays.includes(o.weekday))],
      }))
    case 'new-volunteer':
      return { ...plan, staff: [...plan.staff, { ...change.person, offers: change.person.offers.filter((offer) => weekdays.includes(offer.weekday)) }] }
    case 'room-closed':
      return closedRoom(plan, change.room, weekdays)
    case 'student-joined':
      return { ...plan, students: [...plan.students, { ...change.student, attends: change.student.attends.filter(on) }] }
    case 'student-left':
      return student(change.student, (own) => ({ ...own, attends: own.attends.filter((slot) => !on(slot)) }))
    case 'student-slots':
      return student(change.student, (own) => ({ ...own, attends: [...own.attends.filter((slot) => !on(slot)), ...change.attends.filter(on)] }))
    case 'bell-moved': {
      if (!on(change.slot)) return plan
      const season = plan.seasons[0]!
      return { ...plan, seasons: [{ ...season, bells: { ...season.bells, [change.slot]: { start: change.start, end: change.end } } }] }
    }
    case 'section-cancelled':
    case 'session-cancelled':
      return plan
  }
}

/** The room has no window on these weekdays. Classes at home there are hosted meanwhile, in any other room of the site that is nobody's home. */
function closedRoom(plan: Plan, id: string, closedOn: readonly Weekday[]): Plan {
  const rooms = plan.rooms.map((room) => {
    if (room.id !== id) return room
    const windows = room.windows ?? weekdays.map((weekday) => ({ weekday, start: '00:00', end: '23:59' }))
    return { ...room, windows: windows.filter((window) => !closedOn.includes(window.weekday)) }
  })
  const homes = new Set(plan.classes.map((own) => own.homeRoom))
  const guests = plan.classes.filter((own) => own.homeRoom === id)
  if (guests.length === 0) return { ...plan, rooms }
  const site = plan.rooms.find((room) => room.id === id)!.site
  const known = new Set(plan.careRooms.map((care) => care.room))
  const grades = [...new Set(guests.map((own) => own.grade))]
  const standIns = plan.rooms.filter((room) => room.site === site && room.id !== id && !room.outdoor && !homes.has(room.id) && !known.has(room.id))
  return { ...plan, rooms, careRooms: [...plan.careRooms, ...standIns.map((room) => ({ room: room.id, grades }))] }
}

/** Pins on what is away cannot hold: nobody can be pinned to a place where they may not be. */
function withoutPins(plan: Plan, held: readonly Held[]): Plan {
  if (Object.keys(plan.pins).length === 0) return plan
  const slotDay = new Map(plan.slots.map((slot) => [slot.id, slot.weekday]))
  const dayOf = (slot: string) => slotDay.get(slot) ?? plan.slots.find((s) => s.dutyBlock === slot)?.weekday
  const gone = (kinds: readonly string[], id: string, slot: string) =>
    held.some(({ change, weekdays }) => kinds.includes(change.kind) && Object.values(change).includes(id) && weekdays.includes(dayOf(slot)!))
  const { sections, care, posts } = plan.pins
  return {
    ...plan,
    pins: {
      ...(sections && {
        sections: sections.flatMap((s) => {
          const cancelled = held.some((h) => h.change.kind === 'section-cancelled' && h.change.activity === s.activity && h.change.number === s.number)
          if (cancelled) return []
          return [
            {
              ...s,
              sessions: s.sessions.filter((z) => !gone(['room-closed'], z.room, z.slot)),
              students: s.students.filter((id) => !held.some((h) => h.change.kind.startsWith('student-') && 'student' in h.change && h.change.student === id)),
            },
          ]
        }),
      }),
      ...(care && { care: care.filter((c) => plan.classes.some((own) => own.id === c.host) || !gone(['room-closed'], c.host, c.slot)) }),
      ...(posts && {
        posts: posts.map((p) => {
          const at = p.kind === 'duty' ? p.block : p.slot
          return { ...p, staff: p.staff.filter((id) => !gone(['staff-away', 'vetting-lapsed', 'staff-offers'], id, at)) }
        }),
      }),
    },
  }
}
