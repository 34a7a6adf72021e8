import type { Random } from '../../src/kernel/random.ts'
import type { Relaxation } from './relaxation.ts'

/** pricings of each member between two fixings, on the average; the fewer are free, the more rounds that makes */
const roundsBetween = 8
/** rounds before the first fixing, and those in which a relaxation that looks too dear may still come down */
const roundsAtMost = 80
/** members who are free for each that is fixed at a time: with a hundred of them, one at a time takes too long; when fewer than this are left, whoever has a row by more than half */
const freePerFixing = 20
/** a share from which a row is as good as chosen */
const nearlyWhole = 0.9

/**
 * From the relaxation to a roster: fix what is nearly whole, or else the row with the largest share, let the others answer, and so on until every member has a row.
 * Yields after each pricing. @returns the rows' columns by member; when no better roster lies this way, those with the largest shares where most members are fixed by then, else nothing
 *
 * @param enough gives up at a relaxation above this
 * @param noise 0 takes the largest share; above, shares are blurred by as much
 */
export function* dive(relaxation: Relaxation, enough: number, noise: number, random: Random): Generator<void, Int32Array | undefined, void> {
  const { master, fixed, members } = relaxation
  for (;;) {
    const free = fixed.reduce((sum, is) => sum - is, members.length)
    const most = free === members.length ? roundsAtMost : Math.min(roundsAtMost, Math.ceil((roundsBetween * members.length) / Math.max(1, free)))
    let settled = false
    for (let round = 0; round < (master.objective > enough ? roundsAtMost : most) && !settled; round++) {
      settled = !(yield* relaxation.round())
      if (relaxation.lower > enough) break
    }
    yield* relaxation.solve()
    const open = master.shares().filter(({ column }) => fixed[master.ownerOf[column]] === 0)
    const lost = relaxation.lower > enough || master.objective > enough
    if (lost && free > members.length / 2) return undefined
    if (lost || open.length === 0) return largest(relaxation)
    const whole = open.filter(({ share }) => share > nearlyWhole)
    if (whole.length > 0) for (const { column } of whole) relaxation.fix(master.ownerOf[column], column)
    else {
      const blurred = open.map(({ column, share }) => ({ column, share: share * (1 - noise + 2 * noise * random.unit()) }))
      const [first, ...others] = blurred.sort((a, b) => b.share - a.share)
      relaxation.fix(master.ownerOf[first.column], first.column)
      const more = free < freePerFixing ? others.length : Math.floor(free / freePerFixing) - 1
      for (const { column, share } of others.slice(0, more)) {
        if (share > 0.5 && fixed[master.ownerOf[column]] === 0) relaxation.fix(master.ownerOf[column], column)
      }
    }
  }
}

/** @returns each member's column with the largest share, or nothing where somebody has none */
export function largest({ master, members }: Relaxation): Int32Array | undefined {
  const columns = new Int32Array(members.length).fill(-1)
  const most = new Float64Array(members.length)
  for (const { column, share } of master.shares()) {
    const owner = master.ownerOf[column]
    if (share <= most[owner]) continue
    most[owner] = share
    columns[owner] = column
  }
  return columns.includes(-1) ? undefined : columns
}
