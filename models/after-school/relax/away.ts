import type { Relaxation, Start } from './relaxation.ts'

/** (class × L + slot) × S + season → per child who attends and could be away then, the starts that would take it away */
export type Away = ReadonlyMap<number, readonly (readonly Start[])[]>

export function awayBySlot(relaxation: Relaxation): Away {
  const { school } = relaxation
  const { L, S, attends, coveredFrom, covered, runs, studentClass } = school
  const away = new Map<number, Start[][]>()
  for (const own of Map.groupBy(relaxation.starts, ({ student }) => student).values()) {
    const bySlot = new Map<number, Start[]>()
    for (const start of own) {
      for (let season = 0; season < S; season++) {
        if (runs[(start.activity * L + start.slot) * S + season] !== 3) continue
        const i = season * 2 * L + start.span
        for (let k = coveredFrom[i]; k < coveredFrom[i + 1]; k++) {
          if (!attends[start.student * 2 * L + covered[k]]) continue
          const list = bySlot.get(covered[k] * S + season) ?? []
          bySlot.set(covered[k] * S + season, list)
          list.push(start)
        }
      }
    }
    for (const [key, list] of bySlot) {
      const c = studentClass[own[0].student]
      const lists = away.get(c * L * S + key) ?? []
      away.set(c * L * S + key, lists)
      lists.push(list)
    }
  }
  return away
}

/** @returns children of the class whom no club can take away from care then */
export function stuck(relaxation: Relaxation, away: Away, c: number, l: number, season: number): number {
  const { L, S, attending } = relaxation.school
  return attending[c * L + l] - (away.get((c * L + l) * S + season)?.length ?? 0)
}

/** @returns whether some child of the class is, in care or in a club, on the class's site in this slot's block */
function stayOnSite(relaxation: Relaxation, away: Away, c: number, l: number, season: number): boolean {
  const { school } = relaxation
  const { L, S, slotBlock, crossSite, next } = school
  if (stuck(relaxation, away, c, l, season) > 0) return true
  const inBlock = ({ activity, slot, span }: Start) =>
    !crossSite[activity] && (slotBlock[slot] === slotBlock[l] || (span >= L && slotBlock[next[slot]] === slotBlock[l]))
  return (away.get((c * L + l) * S + season) ?? []).some((list) => list.every(inBlock))
}

/** @returns [slot × S + season] classes of which somebody is in care then, whatever clubs there are */
export function certainIn(relaxation: Relaxation, away: Away): number[][] {
  const { C, L, S, start } = relaxation.school
  return Array.from({ length: L * S }, (_, at) => {
    const [l, season] = [Math.trunc(at / S), at % S]
    if (start[season * 2 * L + l] < 0) return []
    return [...Array(C).keys()].filter((c) => stuck(relaxation, away, c, l, season) > 0)
  })
}

/** @returns [block × S + season] sites on which somebody certainly is, so that they need a duty leader */
export function dutyOf(relaxation: Relaxation, away: Away): Int32Array {
  const { school } = relaxation
  const { B, C, L, S, start, attending, slotBlock, hostSite } = school
  const duty = new Int32Array(B * S)
  for (let season = 0; season < S; season++) {
    for (let b = 0; b < B; b++) {
      const sites = new Set<number>()
      for (let l = 0; l < L; l++) {
        if (slotBlock[l] !== b || start[season * 2 * L + l] < 0) continue
        for (let c = 0; c < C; c++) if (attending[c * L + l] > 0 && stayOnSite(relaxation, away, c, l, season)) sites.add(hostSite[c])
      }
      duty[b * S + season] = sites.size
    }
  }
  return duty
}
