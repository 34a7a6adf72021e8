import type { Random } from '../../src/kernel/random.ts'
import type { Relaxation } from './relaxation.ts'

/** rounds of pricing between two fixings, at most */
const roundsBetween = 8
/** and before the first */
const roundsAtFirst = 80
/** a share from which a row is as good as chosen */
const nearlyWhole = 0.9

/**
 * From the relaxation to a roster: fix what is nearly whole, or else the row with the largest share, let the others answer, and so on until every member has a row.
 * Yields after each pricing. @returns the rows' columns by member, or nothing when the relaxation says that no better roster lies this way
 *
 * @param enough gives up at a relaxation above this
 * @param noise 0 takes the largest share; above, shares are blurred by as much
 */
export function* dive(relaxation: Relaxation, enough: number, noise: number, random: Random): Generator<void, Int32Array | undefined, void> {
  const { master, fixed, members } = relaxation
  for (;;) {
    const most = fixed.includes(1) ? roundsBetween : roundsAtFirst
    let settled = false
    for (let round = 0; round < most && !settled; round++) settled = !(yield* relaxation.round())
    yield* relaxation.solve()
    const shares = master.shares().filter(({ column }) => fixed[master.ownerOf[column]] === 0)
    if (master.objective > enough && (settled || fixed.includes(1))) return undefined
    if (shares.length === 0) break
    const whole = shares.filter(({ share }) => share > nearlyWhole)
    if (whole.length > 0) for (const { column } of whole) relaxation.fix(master.ownerOf[column], column)
    else {
      const blurred = shares.map(({ column, share }) => ({ column, share: share * (1 - noise + 2 * noise * random.unit()) }))
      const { column } = blurred.reduce((most, one) => (one.share > most.share ? one : most))
      relaxation.fix(master.ownerOf[column], column)
    }
  }
  const columns = new Int32Array(members.length).fill(-1)
  for (const { column, share } of master.shares()) if (share > 0.5) columns[master.ownerOf[column]] = column
  return columns.includes(-1) ? undefined : columns
}
