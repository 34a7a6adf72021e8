import { type LinearModel, ModelBuilder, solveLinear } from '../../../src/mip/index.ts'
import type { PostView } from '../check/posts.ts'
import { planObstacles } from '../check/seat-obstacles.ts'
import { weekdayText } from '../check/text.ts'
import type { View } from '../check/view.ts'
import { type Staff, type Weekday, weekdays } from '../plan.ts'
import type { Text } from '../policy/index.ts'
import { type Relaxation, seatRelaxation } from './relaxation.ts'

/**
 * Seats of a week, or of a weekday, that stay empty however people are seated: proved by an integer model over everybody who may sit in each post, with limits of a day and a week. Groups and
 * hosts are taken as they stand, and days outside it as well.
 */
export interface Structural {
  readonly season: string
  readonly weekdays: readonly Weekday[]
  readonly required: number
  /** at least so many stay empty; 0: the model can fill them all */
  readonly empty: number
  /** at least so many even with every relaxation that was thought of; absent: not asked, or not known in time */
  readonly emptyRelaxed?: number
  /** `timed-out`: the numbers are what was proved by then, the minima may be higher */
  readonly outcome: 'proved' | 'timed-out'
  readonly text: Text
}

export interface Elastic extends Structural {
  /** as few as the model can do with, to fill as much as can be filled */
  readonly relaxations: readonly Relaxation[]
}

/** whole columns of a model up to which a whole week is one question, else each weekday is one */
const mostColumns = 4000
/** an empty seat outweighs all relaxations */
const emptySeat = 1000

/** @returns an entry for each week, or weekday, with an empty seat @param seconds for each question, asked anew */
export async function elasticWeeks(view: View, seconds: () => number, signal?: AbortSignal): Promise<Elastic[]> {
  const found: Elastic[] = []
  const short = view.posts.filter(isShort)
  for (const season of new Set(short.map((post) => post.season))) {
    const inSeason = view.posts.filter((post) => post.season === season)
    const days = weekdays.filter((day) => short.some((post) => post.season === season && post.weekday === day))
    const all = weekdays.filter((day) => inSeason.some((post) => post.weekday === day))
    const scopes = inSeason.length * view.facts.plan.staff.length <= mostColumns ? [all] : days.map((day) => [day])
    for (const scope of scopes) {
      if (seconds() <= 0) return found
      const answer = await elasticScope(view, inSeason, scope, seconds, signal)
      // cut short it says nothing
      if (signal?.aborted) return found
      found.push(answer)
    }
  }
  return found
}

const isShort = ({ need, people }: PostView): boolean => people.length < need

async function elasticScope(
  view: View,
  inSeason: readonly PostView[],
  scope: readonly Weekday[],
  seconds: () => number,
  signal: AbortSignal | undefined,
): Promise<Elastic> {
  const { model, relaxations } = elasticModel(view, inSeason, scope)
  const columns = [...relaxations.keys()]
  const upper = model.upper.slice()
  for (const column of columns) upper[column] = 0
  const strict = await solveLinear({ ...model, upper }, { timeLimitSeconds: Math.max(0.05, seconds()), ...(signal && { signal }) })
  const seats = (bound: number) => Math.max(0, Math.ceil(bound / emptySeat - 1e-6))
  const empty = seats(strict.bound)
  const required = inSeason.filter((post) => scope.includes(post.weekday)).reduce((sum, { need }) => sum + need, 0)
  const { season } = inSeason[0].season
  const common = { season: season.id, weekdays: scope, required, empty, text: textOf(season.name ?? season.id, scope, required, empty) }
  if (empty === 0) return { ...common, outcome: strict.status === 'optimal' ? 'proved' : 'timed-out', relaxations: [] }
  const elastic = await solveLinear(model, { timeLimitSeconds: Math.max(0.05, seconds()), absoluteGap: 0.99, ...(signal && { signal }) })
  const emptyRelaxed = seats(elastic.bound - columns.length)
  return {
    ...common,
    ...(elastic.status === 'optimal' && { emptyRelaxed }),
    outcome: strict.status === 'optimal' ? 'proved' : 'timed-out',
    relaxations: elastic.x ? columns.filter((column) => elastic.x![column] > 0.5).map((column) => relaxations.get(column)!) : [],
  }
}

function textOf(season: string, scope: readonly Weekday[], required: number, empty: number): Text {
  const day = scope.length === 1 ? weekdayText(scope[0]) : undefined
  const when = { en: day ? `on ${day.en} in ${season}` : `in a week of ${season}`, zh: day ? `${season}${day.zh}` : `${season}每周` }
  if (empty === 0)
    return {
      en: `${when.en}, the people there are could fill all ${required} seats as the groups stand, by offers and limits`,
      zh: `${when.zh}：按现有班组及志愿与限额，现有人员可以填满全部${required}个岗位`,
    }
  return {
    en: `${when.en}, at least ${empty} of ${required} seats stay empty as the groups stand, whoever sits where: offers, fitness and limits of work do not give more`,
    zh: `${when.zh}：按现有班组，${required}个岗位中至少空缺${empty}个，无论如何安排：志愿、资格与工作限额不足`,
  }
}

interface ElasticModel {
  readonly model: LinearModel
  /** by column */
  readonly relaxations: ReadonlyMap<number, Relaxation>
}

type Seat = { readonly post: PostView; readonly column: number }

/** Who sits where, seats left empty, and, as columns of their own, what could be otherwise in the plan. Travel, days in a row, company and pay are left out: a lower bound. */
function elasticModel(view: View, inSeason: readonly PostView[], scope: readonly Weekday[]): ElasticModel {
  const obstaclesOf = planObstacles(view)
  const { staff } = view.facts.plan
  const b = new ModelBuilder()
  const posts = inSeason.filter(({ weekday, need }) => scope.includes(weekday) && need > 0)
  const short = posts.filter(isShort)
  const nearShort = (post: PostView) => short.some((other) => other.weekday === post.weekday && overlap(other, post))
  const relaxations = new Map<number, Relaxation>()
  const known = new Map<string, number>()
  const columnOf = (relaxation: Relaxation): number => {
    const key = JSON.stringify([relaxation.kind, relaxation.where])
    const column = known.get(key) ?? b.binary(1)
    known.set(key, column)
    relaxations.set(column, relaxation)
    return column
  }
  const seatsOf = new Map<Staff, Seat[]>(staff.map((person) => [person, []]))
  for (const post of posts) {
    const columns: number[] = []
    for (const person of staff) {
      const obstacles = obstaclesOf(person, post)
      if (obstacles.length > 1 || (obstacles.length === 1 && !nearShort(post))) continue
      const relaxation = obstacles.length === 1 ? seatRelaxation(obstacles[0], person, post) : undefined
      if (obstacles.length === 1 && !relaxation) continue
      const column = b.binary(0)
      if (relaxation) b.row(Number.NEGATIVE_INFINITY, 0, [column, columnOf(relaxation)], [1, -1])
      columns.push(column)
      seatsOf.get(person)!.push({ post, column })
    }
    const empty = b.column(emptySeat)
    b.row(post.need, post.need, [...columns, empty])
  }
  for (const [person, seats] of seatsOf) if (seats.length > 0) limit(b, person, seats, inSeason, scope, short, columnOf)
  return { model: b.build(), relaxations }
}

const overlap = (a: PostView, b: PostView): boolean => a.interval.start < b.interval.end && b.interval.start < a.interval.end
const minutesOf = ({ interval }: PostView): number => interval.end - interval.start

/** One seat at once, and the person's own limits, which one relaxation widens by a session. */
function limit(
  b: ModelBuilder,
  person: Staff,
  seats: readonly Seat[],
  inSeason: readonly PostView[],
  scope: readonly Weekday[],
  short: readonly PostView[],
  columnOf: (relaxation: Relaxation) => number,
): void {
  const { limits } = person
  const elsewhere = inSeason.filter((post) => !scope.includes(post.weekday) && post.people.includes(person))
  const sum = (list: readonly PostView[], of: (post: PostView) => number) => list.reduce((total, post) => total + of(post), 0)
  const widening = short.find((post) => seats.some((seat) => seat.post === post))
  const wider = widening && seatRelaxation('limit', person, widening)
  const atMost = (most: number, list: readonly Seat[], of: (post: PostView) => number) => {
    if (
      sum(
        list.map(({ post }) => post),
        of,
      ) <= most
    )
      return
    const columns = list.map(({ column }) => column)
    const each = list.map(({ post }) => of(post))
    if (wider) b.row(Number.NEGATIVE_INFINITY, Math.max(0, most), [...columns, columnOf(wider)], [...each, -of(widening)])
    else b.row(Number.NEGATIVE_INFINITY, Math.max(0, most), columns, each)
  }
  const weightOf = ({ weight }: PostView) => weight
  for (const day of scope) {
    const here = seats.filter(({ post }) => post.weekday === day)
    for (const { post } of here) {
      const running = here.filter((other) => other.post.interval.start <= post.interval.start && post.interval.start < other.post.interval.end)
      if (running.length > 1)
        b.row(
          Number.NEGATIVE_INFINITY,
          1,
          running.map(({ column }) => column),
        )
    }
    atMost(limits.sessionsPerDay, here, weightOf)
  }
  atMost(limits.sessionsPerWeek - sum(elsewhere, weightOf), seats, weightOf)
  atMost(limits.minutesPerWeek - sum(elsewhere, minutesOf), seats, minutesOf)
}
