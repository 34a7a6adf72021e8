import type { Compiled, Model, Progress, SearchOptions } from '../../src/solve/model.ts'
import { rows } from './catalogue.ts'
import { decode, encode } from './codec.ts'
import { compileSchool } from './compile/school.ts'
import type { Plan } from './plan.ts'
import { anneal, Best } from './search/anneal.ts'
import { State } from './state.ts'
import type { Timetable } from './timetable.ts'
import { parsePlan } from './validate/index.ts'

/** The after-school model: a term plan in, a timetable out. */
export const afterSchool: Model<Plan, Timetable> = {
  name: 'after-school',
  parse: parsePlan,
  compile: (plan) => new CompiledSchool(plan),
}

class CompiledSchool implements Compiled<Timetable> {
  private readonly state: State
  private readonly best: Best

  constructor(plan: Plan) {
    const school = compileSchool(plan)
    this.state = new State(school)
    encode(this.state, plan.pins)
    this.best = new Best(this.state)
    this.best.offer(this.state)
  }

  encode(timetable: Timetable): void {
    this.state.clear()
    encode(this.state, timetable)
    this.best.offer(this.state)
  }

  search(options: SearchOptions): Generator<Progress, void, void> {
    return anneal(this.state, this.best, options)
  }

  decode(): Timetable {
    return decode(this.state.school, this.best.decisions)
  }

  breakdown(): Readonly<Record<string, number>> {
    return Object.fromEntries(rows.map((r, i) => [r.id, this.best.amounts[i]]))
  }
}
