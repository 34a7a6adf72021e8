/** How far a cost may be from the least there is. */
export interface Gaps {
  /** the share of the soft cost that is not proved to be needed */
  readonly gap: number | null
  /** the same distance as a share of what lies above the floor */
  readonly gapAboveFloor: number | null
}

/**
 * @param cost null before there is one
 * @param bound null while nothing is proved; its `floor`, where it has one, is what no solution that breaks no rule undercuts, in soft
 * @returns null for what cannot be said: while a rule is broken, or a lower medium cost is not ruled out
 */
export function gapsOf(
  cost: { readonly hard: number; readonly medium: number; readonly soft: number } | null,
  bound: { readonly medium: number; readonly soft: number; readonly floor?: number | undefined } | null,
): Gaps {
  if (!cost || !bound || cost.hard > 0) return { gap: null, gapAboveFloor: null }
  return { gap: gapOf(cost, bound), gapAboveFloor: bound.floor === undefined ? null : gapAboveFloor(cost, bound, bound.floor) }
}

/** @returns the share of the soft cost that is not proved to be needed; null while a lower medium cost is not ruled out */
export function gapOf(cost: { readonly medium: number; readonly soft: number }, bound: { readonly medium: number; readonly soft: number }): number | null {
  if (cost.medium > bound.medium) return null
  return cost.soft === 0 ? 0 : Math.max(0, (cost.soft - bound.soft) / cost.soft)
}

/**
 * The same distance as a share of what lies above a floor, where most of a cost is unavoidable: (soft − bound) ÷ max(1, soft − floor).
 * @param floor no solution that breaks no rule costs less, in soft
 */
export function gapAboveFloor(
  cost: { readonly medium: number; readonly soft: number },
  bound: { readonly medium: number; readonly soft: number },
  floor: number,
): number | null {
  if (cost.medium > bound.medium) return null
  return Math.max(0, cost.soft - bound.soft) / Math.max(1, cost.soft - floor)
}
