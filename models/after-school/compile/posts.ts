import type { Clock } from './clock.ts'
import type { Groups } from './groups.ts'
import type { People } from './people.ts'
import type { Places } from './places.ts'

/**
 * Posts. All of one key's seasons are neighbours, so the season of post q is q % S and its twin in the next season is q + 1.
 * Section posts: (session × 2 + role) × S + season; then care (host × L + slot) × S + season; then duty (site × B + block) × S + season; then general g × S + season.
 */
export interface Posts {
  readonly Q: number
  readonly careFrom: number
  readonly dutyFrom: number
  readonly generalFrom: number
  /** seats of post q: seatFrom[q] … seatFrom[q + 1); as many as it can ever need */
  readonly seatFrom: Int32Array
  readonly seats: number
  /** [seat] */
  readonly seatPost: Int32Array
  /** [post] its season; its section (section posts) or host (care posts); its slot (care posts) */
  readonly postSeason: Uint8Array
  readonly postGroup: Int32Array
  readonly postSlot: Int16Array
  /** [post] of a fixed call, −1 for section posts: theirs follows the session's slot */
  readonly fixedCall: Int32Array
}

export function compilePosts(
  clock: Clock,
  groups: Groups,
  places: Places,
  people: People,
  perSupervisor: number,
  attending: (c: number, l: number) => number,
): Posts {
  const { S, L } = clock
  const careFrom = groups.Z * 2 * S
  const dutyFrom = careFrom + places.H * L * S
  const generalFrom = dutyFrom + places.sites * people.B * S
  const Q = generalFrom + people.G * S
  const need = new Int32Array(Q)
  const fixedCall = new Int32Array(Q).fill(-1)
  for (let z = 0; z < groups.Z; z++) {
    const a = groups.sectionActivity[groups.sessionSection[z]]
    for (let r = 0; r < 2; r++) {
      const per = groups.rolePer[a * 2 + r]
      const most = groups.roleCount[a * 2 + r] + (per > 0 ? Math.ceil(groups.sizeMax[a] / per) : 0)
      for (let season = 0; season < S; season++) need[(z * 2 + r) * S + season] = most
    }
  }
  for (let h = 0; h < places.H; h++) {
    for (let l = 0; l < L; l++) {
      // beyond its room a group is over capacity anyway: seats for twice the room, or for the class alone, are enough to choose from
      const own = h < places.C ? attending(h, l) : 0
      const most = Math.ceil(Math.max(own, 2 * places.capacity[places.hostRoom[h]]) / perSupervisor)
      let guests = own
      for (let c = 0; c < places.C; c++) if (c !== h && places.hosts[c * L + l].includes(h)) guests += attending(c, l)
      for (let season = 0; season < S; season++) {
        const q = careFrom + (h * L + l) * S + season
        if (clock.start[season * 2 * L + l] >= 0) need[q] = Math.min(most, Math.ceil(guests / perSupervisor))
        fixedCall[q] = people.careCalls + l * S + season
      }
    }
  }
  for (let site = 0; site < places.sites; site++) {
    for (let b = 0; b < people.B; b++) {
      for (let season = 0; season < S; season++) {
        const q = dutyFrom + (site * people.B + b) * S + season
        fixedCall[q] = people.dutyCalls + b * S + season
        need[q] = 1
      }
    }
  }
  for (let g = 0; g < people.G; g++) {
    for (let season = 0; season < S; season++) {
      const q = generalFrom + g * S + season
      fixedCall[q] = people.generalCalls + g * S + season
      need[q] = clock.start[season * 2 * L + people.generalSlot[g]] >= 0 ? people.generalCount[g] : 0
    }
  }
  const seatFrom = new Int32Array(Q + 1)
  for (let q = 0; q < Q; q++) seatFrom[q + 1] = seatFrom[q] + need[q]
  const seatPost = new Int32Array(seatFrom[Q])
  for (let q = 0; q < Q; q++) seatPost.fill(q, seatFrom[q], seatFrom[q + 1])
  const postSeason = Uint8Array.from({ length: Q }, (_, q) => q % S)
  const key = (q: number) => Math.trunc((q - careFrom) / S)
  const postGroup = Int32Array.from({ length: Q }, (_, q) =>
    q < careFrom ? groups.sessionSection[Math.trunc(q / (2 * S))] : q < dutyFrom ? Math.trunc(key(q) / L) : -1,
  )
  const postSlot = Int16Array.from({ length: Q }, (_, q) => (q >= careFrom && q < dutyFrom ? key(q) % L : -1))
  return { postSeason, postGroup, postSlot, Q, careFrom, dutyFrom, generalFrom, seatFrom, seats: seatFrom[Q], seatPost, fixedCall }
}
