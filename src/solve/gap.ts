/** @returns the share of the soft cost that is not proved to be needed; null while a lower medium cost is not ruled out */
export function gapOf(cost: { readonly medium: number; readonly soft: number }, bound: { readonly medium: number; readonly soft: number }): number | null {
  if (cost.medium > bound.medium) return null
  return cost.soft === 0 ? 0 : Math.max(0, (cost.soft - bound.soft) / cost.soft)
}
