import { rows } from '../catalogue.ts'
import { forgives, type School } from '../compile/school.ts'
import { rankCost } from '../constraints/student-choice.ts'
import { servable } from './students.ts'

const unserved = 12
const rounds = 120
/** first step of the prices, in units of soft cost for an activity that twice as many want as it holds */
const firstStep = 6

/**
 * A floor in milliseconds, of `student-choice` alone: every place of an activity has a price, every student takes what is cheapest, and the places that there are earn their prices back. Whatever the prices, no timetable with hard 0 undercuts the
 * balance; they rise where more is taken than there is, for the highest one.
 */
export function wishFloor(school: School): number {
  const row = rows.findIndex(({ id }) => id === 'student-choice')
  const weight = school.level[row] === 2 ? school.weight[row] : 0
  if (weight === 0 || forgives(school)) return 0
  const { A, sectionsFrom, sizeMax, slots, rooms, capacity, L } = school
  const places = Float64Array.from({ length: A }, (_, a) => {
    const largest = Math.max(0, ...slots[a].flatMap((slot) => rooms[a * L + slot].map((r) => Math.min(sizeMax[a], capacity[r]))))
    return (sectionsFrom[a + 1] - sectionsFrom[a]) * largest
  })
  const students = Array.from({ length: school.N }, (_, s) => wishesOf(school, s))
  const prices = new Float64Array(A)
  const taken = new Float64Array(A)
  let best = 0
  for (let round = 0; round < rounds; round++) {
    taken.fill(0)
    let balance = 0
    for (const student of students) balance += cheapest(student, prices, weight, taken)
    for (let a = 0; a < A; a++) balance -= prices[a] * places[a]
    best = Math.max(best, balance)
    const step = (firstStep * weight) / (1 + round / 8)
    for (let a = 0; a < A; a++) prices[a] = Math.max(0, prices[a] + (step * (taken[a] - places[a])) / Math.max(1, places[a]))
  }
  // costs are whole: a floor of 6.2 means 7
  return Math.ceil(best - 1e-6)
}

interface Wishes {
  readonly factor: number
  readonly wished: number
  /** activities that could be had, with the cost of their rank; and those that everybody of a grade has */
  readonly clubs: readonly { readonly activity: number; readonly rank: number }[]
  readonly everyone: readonly number[]
  /** activities for everybody that cannot be had at all */
  readonly missed: number
}

function wishesOf(school: School, s: number): Wishes {
  const { wishesFrom, choices, wished, everyone, factor } = school
  const activityOf = (wish: number): number | undefined => {
    const section = school.optionsFrom[wish] < school.optionsFrom[wish + 1] ? school.options[school.optionsFrom[wish]] : undefined
    if (section === undefined) return undefined
    const activity = school.sectionActivity[section]
    return school.slots[activity].some((slot) => servable(school, s, activity, slot)) ? activity : undefined
  }
  const clubs = Array.from({ length: choices[s] }, (_, rank) => ({ activity: activityOf(wishesFrom[s] + rank), rank: rankCost[rank] }))
  const common = Array.from({ length: everyone[s] }, (_, e) => activityOf(wishesFrom[s] + choices[s] + e))
  return {
    factor: factor[s],
    wished: wished[s],
    clubs: clubs.flatMap(({ activity, rank }) => (activity === undefined ? [] : [{ activity, rank }])),
    everyone: common.filter((activity) => activity !== undefined),
    missed: common.filter((activity) => activity === undefined).length,
  }
}

/** @returns the least that a student costs at these prices; counts what they take */
function cheapest({ factor, wished, clubs, everyone, missed }: Wishes, prices: Float64Array, weight: number, taken: Float64Array): number {
  const unit = weight * factor
  let cost = unserved * unit * (wished + missed)
  for (const activity of everyone) {
    if (prices[activity] < unserved * unit) taken[activity]++
    cost += Math.min(unserved * unit, prices[activity])
  }
  if (wished === 0) return cost
  const offers = clubs.map(({ activity, rank }) => ({ activity, change: (rank - unserved) * unit + prices[activity] })).sort((a, b) => a.change - b.change)
  const first = offers[0]
  // in none at all costs as much again as one unserved
  if (!first || first.change >= unserved * unit) return cost + unserved * unit
  for (const [i, { activity, change }] of offers.slice(0, wished).entries()) {
    if (i > 0 && change >= 0) break
    cost += change
    taken[activity]++
  }
  return cost
}
