import type { Constraint } from '../../src/kernel/constraint.ts'
import { byEmployee, type Tables } from './compile.ts'
import { cover } from './constraints/cover.ts'
import { maximumRun } from './constraints/maximum-run.ts'
import { minimumRest } from './constraints/minimum-rest.ts'
import { minimumRun } from './constraints/minimum-run.ts'
import { minutes } from './constraints/minutes.ts'
import { requests } from './constraints/requests.ts'
import { shiftLimits } from './constraints/shift-limits.ts'
import { succession } from './constraints/succession.ts'
import { weekends } from './constraints/weekends.ts'

/**
 * The rules of one instance. Every hard rule is about one employee's days alone; only cover brings employees together.
 * Everything below is written out rule by rule: each call then meets one class, which the engine can inline.
 */
export class Objective {
  readonly succession
  readonly shiftLimits
  readonly minutes
  readonly maximumRun
  readonly minimumRun
  readonly minimumRest
  readonly weekends
  readonly requests
  readonly cover
  readonly rules: readonly Constraint[]
  /** totals by level */
  hard = 0
  soft = 0
  /** employee → hard violations of their days */
  readonly hardOf: Int32Array
  private readonly employeeOf: Int32Array

  constructor(tables: Tables) {
    this.succession = succession(tables)
    this.shiftLimits = shiftLimits(tables)
    this.minutes = minutes(tables)
    this.maximumRun = maximumRun(tables)
    this.minimumRun = minimumRun(tables)
    this.minimumRest = minimumRest(tables)
    this.weekends = weekends(tables)
    this.requests = requests(tables)
    this.cover = cover(tables)
    const { succession: order, shiftLimits: limits, minutes: time, maximumRun: long, minimumRun: short, minimumRest: rest, weekends: free } = this
    this.rules = [order, limits, time, long, short, rest, free, this.requests, this.cover]
    this.hardOf = new Int32Array(tables.employees)
    this.employeeOf = byEmployee(tables).ownerOf
  }

  reset(values: Int32Array): void {
    this.soft = this.requests.reset(values) + this.cover.reset(values)
    this.hard = 0
    this.hardOf.fill(0)
    for (const rule of this.rules) {
      if (rule.level !== 0) continue
      this.hard += rule.reset(values)
      for (const { amount, where } of rule.findings(values)) this.hardOf[this.employeeIn(rule, where)] += amount
    }
  }

  /** @returns the change of one day in the hard rules; counters untouched */
  hardDelta(variable: number, from: number, to: number): number {
    return (
      this.succession.delta(variable, from, to) +
      this.minimumRest.delta(variable, from, to) +
      this.minimumRun.delta(variable, from, to) +
      this.maximumRun.delta(variable, from, to) +
      this.weekends.delta(variable, from, to) +
      this.minutes.delta(variable, from, to) +
      this.shiftLimits.delta(variable, from, to)
    )
  }

  /** Shifts the hard rules' counters, not the totals. @returns the change */
  hardApply(variable: number, from: number, to: number): number {
    return (
      this.succession.apply(variable, from, to) +
      this.minimumRest.apply(variable, from, to) +
      this.minimumRun.apply(variable, from, to) +
      this.maximumRun.apply(variable, from, to) +
      this.weekends.apply(variable, from, to) +
      this.minutes.apply(variable, from, to) +
      this.shiftLimits.apply(variable, from, to)
    )
  }

  /** in succession's findings stands a variable, in the others' an employee */
  private employeeIn(rule: Constraint, where: readonly number[]): number {
    return rule === this.succession ? this.employeeOf[where[0]] : where[0]
  }
}
