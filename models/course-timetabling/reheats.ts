import type { Random } from '../../src/kernel/random.ts'

/** lowest and highest temperature of a reheat, in soft units: below nothing moves, above nothing of the timetable is left */
const least = 0.2
const most = 6
const first = 0.7
/** what a reheat that came back as good, and one that did not, do to the next one's temperature: three in ten are to come back */
const hotter = 1.3
const colder = 0.9
/** soft units above the best that count as come back: it shivers to the end */
const shiver = 1
/** moves a lecture that the shortest reheat is worth */
const movesOfALecture = 100_000
/** share of the budget that the longest one takes */
const longestShare = 0.1
/** reheats that the budget must hold beside the first annealing: else it is better spent on that alone */
const fewest = 4

/**
 * When, how warm and how long the best timetable is annealed again. Where an instance's landscape is decided differs by ten times, so the temperature follows what comes back:
 * colder after a reheat that ends worse than the best, hotter after one that does not, so that each changes as much of the timetable as can be set right again.
 * Lengths are drawn between short and long, evenly in their logarithm: short ones try more, long ones find deeper.
 */
export class Reheats {
  temperature = first
  private readonly shortest: number

  /**
   * @param lectures that move
   * @param steps moves that a share `used` of the budget has taken
   */
  constructor(lectures: number, steps: number, used: number) {
    this.shortest = (lectures * movesOfALecture * used) / steps
  }

  /** @returns whether so much of the budget holds several reheats */
  fit(share: number): boolean {
    return share > fewest * this.shortest
  }

  /** @returns share of the budget that the next reheat takes, of what is left */
  length(random: Random, left: number): number {
    const longest = Math.max(this.shortest, longestShare)
    const drawn = this.shortest * (longest / this.shortest) ** random.unit()
    // what would be too short for another one is not left over
    return left - drawn < this.shortest ? left : drawn
  }

  /** Call after each reheat. @param rise soft cost at its end above the best before it */
  after(rise: number): void {
    this.temperature = Math.min(most, Math.max(least, this.temperature * (rise <= shiver ? hotter : colder)))
  }
}
