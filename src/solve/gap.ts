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
