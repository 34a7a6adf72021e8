import type { Cells } from '../../../src/kernel/trail.ts'
import type { School } from '../compile/school.ts'
import { type Found, Rule } from './rule.ts'

/**
 * `balanced-week` 二(四): per student who wished, the domains that could be asked (at most 1 + wished of the required ones) less those covered by care and their sections.
 * Where: student.
 */
export class BalancedWeek extends Rule {
  constructor(school: School, variables: Cells) {
    super('balanced-week', school, variables)
  }

  get scope(): Iterable<number> {
    return this.region('enrol')
  }

  count(values: Int32Array, found: Found): void {
    for (let s = 0; s < this.school.N; s++) {
      const amount = this.lack(s, this.domains(values, s, -1))
      if (amount > 0) found(amount, s)
    }
  }

  /** domains covered, as bits, leaving out one wish */
  private domains(values: Int32Array, s: number, except: number): number {
    const { at, wishesFrom, careDomains, domainBits, sectionActivity } = this.school
    let bits = careDomains[s]
    const end = wishesFrom[s + 1]
    for (let w = wishesFrom[s]; w < end; w++) {
      const section = values[at.enrol + w]
      if (section !== 0 && w !== except) bits |= domainBits[sectionActivity[section - 1]]
    }
    return bits
  }

  private lack(s: number, bits: number): number {
    const asked = this.school.domainsAsked[s]
    if (asked === 0) return 0
    let n = 0
    for (let b = bits; b !== 0; b &= b - 1) n++
    return asked > n ? asked - n : 0
  }

  /** @returns the change if a student gave up one wish (or −1) and took a section with another (or −1) */
  exchange(s: number, leave: number, join: number, section: number): number {
    if (this.school.domainsAsked[s] === 0) return 0
    let after = this.domains(this.values, s, leave)
    if (join >= 0) after |= this.school.domainBits[this.school.sectionActivity[section]]
    return this.lack(s, after) - this.lack(s, this.domains(this.values, s, -1))
  }

  apply(variable: number, from: number, to: number): number {
    return this.delta(variable, from, to)
  }

  override delta(variable: number, from: number, to: number): number {
    const { at, wishStudent, domainBits, sectionActivity, domainsAsked } = this.school
    const w = variable - at.enrol
    const s = wishStudent[w]
    if (domainsAsked[s] === 0) return 0
    const rest = this.domains(this.values, s, w)
    const before = from === 0 ? rest : rest | domainBits[sectionActivity[from - 1]]
    const after = to === 0 ? rest : rest | domainBits[sectionActivity[to - 1]]
    return before === after ? 0 : this.lack(s, after) - this.lack(s, before)
  }
}
