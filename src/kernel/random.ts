/** A seeded generator (sfc32, Chris Doty-Humphrey, PractRand): the same seed gives the same stream on every machine. */
export class Random {
  private a: number
  private b: number
  private c: number
  private d = 1

  constructor(seed: number) {
    this.a = 0x9e3779b9
    this.b = 0x243f6a88
    this.c = seed | 0
    for (let i = 0; i < 15; i++) this.next()
  }

  /** @returns 32 random bits, as an unsigned integer */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + t) | 0
    return t >>> 0
  }

  /** @returns a whole number in [0, n); n at most 2^31 */
  below(n: number): number {
    return Math.floor(this.next() * 2.3283064365386963e-10 * n)
  }

  /** @returns a real number in [0, 1) */
  unit(): number {
    return this.next() * 2.3283064365386963e-10
  }
}
