/** A span of clock time on one weekday, in minutes after midnight; half-open. */
export interface Interval {
  readonly start: number
  readonly end: number
}

export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end

export const inside = (inner: Interval, outer: Interval): boolean => outer.start <= inner.start && inner.end <= outer.end

export const minutes = (interval: Interval): number => interval.end - interval.start

export interface Crowd<T> {
  /** the start instant, minutes after midnight */
  readonly at: number
  /** how many run at that instant above the allowed number */
  readonly over: number
  readonly items: readonly T[]
}

/** The distinct start instants of the items (all of one weekday) at which more than `allowed` of them run at once. */
export function crowding<T extends { readonly interval: Interval }>(items: readonly T[], allowed: number): Crowd<T>[] {
  if (items.length <= allowed) return []
  const crowds: Crowd<T>[] = []
  for (const at of new Set(items.map((item) => item.interval.start))) {
    const running = items.filter(({ interval }) => interval.start <= at && at < interval.end)
    if (running.length > allowed) crowds.push({ at, over: running.length - allowed, items: running })
  }
  return crowds
}
