import type { Random } from '../../src/kernel/random.ts'
import type { Tables } from './compile.ts'

/**
 * Places every lecture that has none yet: a random free place in which its course is available; where none is free, by moving others along.
 * @param values lecture → place, or −1; changed. A lecture that cannot be placed beside all others stays at −1.
 */
export function placeAll(tables: Tables, values: Int32Array, random: Random): void {
  const { courseOf, openPlaces, places, lectures } = tables
  const at = new Int32Array(places).fill(-1)
  for (let lecture = 0; lecture < lectures; lecture++) if (values[lecture] >= 0) at[values[lecture]] = lecture
  const choices = (lecture: number) => openPlaces.start[courseOf[lecture] + 1] - openPlaces.start[courseOf[lecture]]
  const waiting = Array.from({ length: lectures }, (_, lecture) => lecture).filter((lecture) => values[lecture] < 0)
  waiting.sort((a, b) => choices(a) - choices(b))
  /** places from which no free one can be reached: nobody moves among them any more, so that stays so */
  const hopeless = new Uint8Array(places)

  for (const lecture of waiting) {
    const free: number[] = []
    for (const place of placesOf(lecture)) if (at[place] < 0) free.push(place)
    if (free.length > 0) put(lecture, free[random.below(free.length)])
    else augment(lecture)
  }

  function* placesOf(lecture: number): Generator<number> {
    for (let i = openPlaces.start[courseOf[lecture]]; i < openPlaces.start[courseOf[lecture] + 1]; i++) {
      yield openPlaces.items[i]
    }
  }

  function put(lecture: number, place: number): void {
    values[lecture] = place
    at[place] = lecture
  }

  /** breadth first: who could make room for whom, until somebody finds a free place */
  function augment(lecture: number): void {
    const from = new Map<number, number>()
    const queue = [lecture]
    for (const mover of queue) {
      for (const place of placesOf(mover)) {
        if (hopeless[place] || from.has(place)) continue
        from.set(place, mover)
        if (at[place] >= 0) {
          queue.push(at[place])
          continue
        }
        let target = place
        for (;;) {
          const who = from.get(target)!
          const left = values[who]
          put(who, target)
          if (who === lecture) return
          target = left
        }
      }
    }
    for (const place of from.keys()) hopeless[place] = 1
  }
}
