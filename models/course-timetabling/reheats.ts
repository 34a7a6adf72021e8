import type { Random } from '../../src/kernel/random.ts'

/** lowest and highest temperature of a short reheat, in soft units: below nothing moves, above nothing of the timetable is left */
const least = 0.2
const most = 4
const first = 0.6
/** what a reheat that came back as good, and one that did not, do to the next ones' temperature: three in ten are to come back */
const hotter = 1.3
const colder = 0.9
/** soft units above the best that count as come back: it shivers to the end */
const shiver = 1
/** the longest reheat is so many times as hot as the shortest */
const span = 3
/** moves a lecture that the shortest reheat is worth */
const movesOfALecture = 100_000
/** share of the budget that the longest one takes */
const longestShare = 0.1
/** share of the budget that the first annealing takes: less of a long one, down to where it is worth so many of the shortest reheats, but never less than the second */
const firstShare = 0.5
const firstWorth = 60
const leastFirstShare = 0.3
/** reheats that the rest must hold: else all is better spent on the first annealing */
const fewest = 4

/** How hot, and for what share of the budget. */
export interface Reheat {
  readonly temperature: number
  readonly length: number
}

/**
 * When, how hot and how long the best timetable is annealed again. Lengths are drawn between short and long, evenly in their logarithm, and the longer the hotter: a short one changes a little many times, a long one finds another valley.
 * Where an instance's landscape is decided differs by ten times, so the temperatures follow what comes back: colder after a reheat that ends worse than the best, hotter after one that does not.
 */
export class Reheats {
  /** of the shortest reheat */
  temperature = first
  private readonly shortest: number

  /**
   * @param lectures that move
   * @param steps moves that a share `used` of the budget has taken
   */
  constructor(lectures: number, steps: number, used: number) {
    this.shortest = (lectures * movesOfALecture * used) / steps
  }

  /** share of the budget for the first annealing: all of it where the rest would not hold several reheats */
  get begin(): number {
    return 1 - firstShare < fewest * this.shortest ? 1 : Math.max(leastFirstShare, Math.min(firstShare, firstWorth * this.shortest))
  }

  /** @param left share of the budget */
  next(random: Random, left: number): Reheat {
    const drawn = random.unit()
    const length = this.shortest * (Math.max(this.shortest, longestShare) / this.shortest) ** drawn
    // what would be too short for another one is not left over
    return { temperature: this.temperature * span ** drawn, length: left - length < this.shortest ? left : length }
  }

  /** Call after each reheat. @param rise soft cost at its end above the best before it */
  after(rise: number): void {
    this.temperature = Math.min(most, Math.max(least, this.temperature * (rise <= shiver ? hotter : colder)))
  }
}
