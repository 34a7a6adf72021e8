import { inServiceKinds, type Plan, type Staff } from '../../models/after-school/plan.ts'
import type { Timetable } from '../../models/after-school/timetable.ts'
import { minutesOf } from '../../src/calendar/index.ts'

/** What a plan and a timetable look like in figures, read from the documents alone: to be held against what is known of real schools. */
export interface Figures {
  /** students who attend, of all; of those, who come on all five days */
  readonly attending: number
  readonly everyDay: number
  /** students in a priority group, of all */
  readonly priority: number
  /** externals, of the staff; running clubs that externals lead, of the clubs */
  readonly externals: number
  readonly clubsLedByExternals: number
  /** in-service staff with an offer, of all in service; of them, who offer two to four weekdays; of the offers, the reluctant ones */
  readonly serving: number
  readonly twoToFourDays: number
  readonly reluctant: number
  /** running clubs per class, and the smallest and largest */
  readonly clubsPerClass: number
  readonly smallestClub: number
  readonly largestClub: number
  /** wishes that name the most wished fifth of the clubs, of all wishes */
  readonly wishesForTopFifth: number
  /** places in running clubs for each club wanted */
  readonly placesPerWanted: number
  /** by season, of the staff in service: sessions that their offers cover within the weekly limits, for each session that they are seated in */
  readonly slack: readonly number[]
  readonly studentsPerServingAdult: number
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
const weekdaysOf = (ids: readonly string[], { slots }: Plan) => new Set(slots.filter(({ id }) => ids.includes(id)).map(({ weekday }) => weekday)).size

export function figuresOf(plan: Plan, timetable: Timetable): Figures {
  const { students, staff, classes, activities } = plan
  const attending = students.filter(({ attends }) => attends.length > 0)
  const own = staff.filter(({ kind }) => inServiceKinds.includes(kind))
  const serving = own.filter(({ offers }) => offers.length > 0)
  const days = serving.map(({ offers }) => new Set(offers.map(({ weekday }) => weekday)).size)
  const offers = own.flatMap((person) => person.offers)
  const offered = activities.filter(({ tutoring, everyone }) => !tutoring && !everyone)
  const clubs = timetable.sections.filter((section) => offered.some(({ id }) => id === section.activity))
  const sizes = clubs.map((section) => section.students.length)
  const kindOf = new Map(staff.map(({ id, kind }) => [id, kind]))
  const ledOutside = new Set(
    timetable.posts.flatMap((post) =>
      post.kind === 'section' && post.role === 'lead' && post.staff.some((id) => !inServiceKinds.includes(kindOf.get(id)!))
        ? [`${post.activity} ${post.number}`]
        : [],
    ),
  )
  const wishes = offered.map(({ id }) => students.filter(({ choices }) => choices.includes(id)).length)
  const total = wishes.reduce((sum, n) => sum + n, 0)
  const top = wishes.toSorted((a, b) => b - a).slice(0, Math.ceil(wishes.length / 5))
  return {
    attending: share(attending.length, students.length),
    everyDay: share(attending.filter(({ attends }) => weekdaysOf(attends, plan) === 5).length, attending.length),
    priority: share(students.filter(({ priority }) => priority.length > 0).length, students.length),
    externals: share(staff.length - own.length, staff.length),
    clubsLedByExternals: share(ledOutside.size, clubs.length),
    serving: share(serving.length, own.length),
    twoToFourDays: share(days.filter((n) => n >= 2 && n <= 4).length, days.length),
    reluctant: share(offers.filter(({ keenness }) => keenness === 'reluctant').length, offers.length),
    clubsPerClass: clubs.length / classes.length,
    smallestClub: Math.min(...sizes),
    largestClub: Math.max(...sizes),
    wishesForTopFifth: share(
      top.reduce((sum, n) => sum + n, 0),
      total,
    ),
    placesPerWanted: share(
      sizes.reduce((sum, n) => sum + n, 0),
      students.reduce((sum, { clubsWanted }) => sum + clubsWanted, 0),
    ),
    slack: plan.seasons.map(({ id }) => slackOf(plan, timetable, id)),
    studentsPerServingAdult: attending.length / staff.filter((person) => person.offers.length > 0).length,
  }
}

function slackOf(plan: Plan, timetable: Timetable, season: string): number {
  const length = new Map(plan.activities.map((activity) => [activity.id, activity.length]))
  const afterBell = new Set(plan.generalDuties.filter(({ afterMinutes }) => afterMinutes !== undefined).map(({ id }) => id))
  const own = new Map(plan.staff.filter(({ kind }) => inServiceKinds.includes(kind)).map((person) => [person.id, person]))
  const demand = timetable.posts
    .filter((post) => post.season === season && !(post.kind === 'general' && afterBell.has(post.duty)))
    .reduce((sum, post) => sum + post.staff.filter((id) => own.has(id)).length * (post.kind === 'section' ? length.get(post.activity)! : 1), 0)
  return share(
    [...own.values()].reduce((sum, person) => sum + Math.min(person.limits.sessionsPerWeek, periodsOffered(plan, person, season)), 0),
    demand,
  )
}

/** Weekdays × periods in which at least one slot's interval lies in an offer and meets no teaching; nobody whose papers do not hold all season. */
function periodsOffered(plan: Plan, person: Staff, season: string): number {
  if (!holdsAllSeason(plan, person, season)) return 0
  const { bells } = plan.seasons.find(({ id }) => id === season)!
  const within = (entry: { weekday: string; season?: string | undefined }, weekday: string) => entry.weekday === weekday && (entry.season ?? season) === season
  const covered = plan.slots.filter(({ id, weekday }) => {
    const bell = bells[id]
    if (!bell) return false
    const [start, end] = [minutesOf(bell.start), minutesOf(bell.end)]
    return (
      person.offers.some((offer) => within(offer, weekday) && minutesOf(offer.start) <= start && end <= minutesOf(offer.end)) &&
      person.teaching.every((lesson) => !within(lesson, weekday) || minutesOf(lesson.end) <= start || end <= minutesOf(lesson.start))
    )
  })
  return new Set(covered.map(({ weekday, period }) => `${weekday} ${period}`)).size
}

function holdsAllSeason({ seasons, term }: Plan, { certificates }: Staff, season: string): boolean {
  const index = seasons.findIndex(({ id }) => id === season)
  const until = seasons[index + 1]?.from ?? term.end
  const { character, health, qualification } = certificates
  // a certificate from the first weeks of a season on counts: holidays lie there
  const from = seasons[index].from.slice(0, 7)
  return (
    character?.status === 'cleared' && [character, health, qualification].every((c) => c && (c.from ?? '').slice(0, 7) <= from && (c.until ?? '9999') >= until)
  )
}
