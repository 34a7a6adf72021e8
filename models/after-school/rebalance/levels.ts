import { rows } from '../catalogue.ts'
import type { State } from '../state.ts'

/** what a unit of each level costs: any unit outweighs all that a rebalance could gain below it; the sums stay whole numbers in a double */
const price = { hard: 1e13, medium: 1e9, change: 1e5, soft: 1 }
/** a session without its leader: dearer than anything unmet, but no reason to break another rule, since it need not take place */
const leaderless = 400 * price.medium
const ledRow = rows.findIndex((row) => row.id === 'led')
const changeRow = rows.findIndex((row) => row.id === 'change')
const prices = [price.hard, price.medium, price.soft]

/** Lets the state's energy order timetables as a rebalance does: hard, medium, `change`, then the rest of soft. */
export function priceByLevel(state: State): void {
  const { weight, level } = state.school
  state.energy = 0
  for (let r = 0; r < weight.length; r++) {
    state.penalty[r] = r === changeRow ? price.change : r === ledRow ? leaderless : weight[r] * prices[level[r]]
    state.energy += state.penalty[r] * state.amounts[r]
  }
}

export const brokenRule = price.hard

/** a session that does not take place, beside the price that its students and seats have by the rows */
export const cancelledSession = { medium: 10, energy: 10 * price.medium }

export const changeOf = (state: State): number => state.amounts[changeRow]
export const withoutChange = (state: State): number => state.energy - price.change * state.amounts[changeRow]
