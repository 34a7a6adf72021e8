import type { Compiled, Model, Progress, Prospect, SearchOptions } from '../../src/solve/model.ts'
import { rows } from './catalogue.ts'
import { decode, encode } from './codec.ts'
import { compileSchool, type School } from './compile/school.ts'
import { schoolImprover } from './exact/improver.ts'
import type { Plan } from './plan.ts'
import { anneal, descend } from './search/anneal.ts'
import { Best } from './search/best.ts'
import { Lead } from './search/lead.ts'
import { State } from './state.ts'
import type { Section, Timetable, TimetableParts } from './timetable.ts'
import { parsePlan } from './validate/index.ts'

/** The after-school model: a term plan in, a timetable out. */
export const afterSchool: Model<Plan, Timetable> = {
  name: 'after-school',
  parse: parsePlan,
  compile: (plan) => new CompiledSchool(plan),
  improver: schoolImprover,
}

/** @returns whether there is a choice at all: somebody who may sit somewhere, a wish that a section could serve, a class with a second host */
const decides = ({ candidates, options, hosts, attending }: School): boolean =>
  candidates.length > 0 || options.length > 0 || hosts.some((list, key) => list.length > 1 && attending[key] > 0)

/** @returns what the baseline says where no pin says otherwise: where a search begins that is to stay close to it */
function pinned(pins: Partial<TimetableParts>, baseline: Partial<TimetableParts>): Partial<TimetableParts> {
  const named = new Map((pins.sections ?? []).map((section) => [sectionKey(section), section]))
  const common = (baseline.sections ?? []).map((was) => {
    const pin = named.get(sectionKey(was))
    named.delete(sectionKey(was))
    if (!pin) return was
    return { ...was, sessions: pin.sessions.length > 0 ? pin.sessions : was.sessions, students: [...pin.students, ...was.students] }
  })
  return {
    sections: [...named.values(), ...common],
    care: [...(pins.care ?? []), ...(baseline.care ?? [])],
    posts: [...(pins.posts ?? []), ...(baseline.posts ?? [])],
  }
}

const sectionKey = ({ activity, number }: Section): string => JSON.stringify([activity, number])

/** A plan as integers, with a timetable of it. */
export class CompiledSchool implements Compiled<Timetable> {
  private readonly state: State
  private readonly best: Best
  private readonly lead = new Lead()
  /** what was last said of it */
  private said: { readonly of: object; readonly prospect: Prospect<Timetable> } | undefined

  constructor(plan: Plan) {
    const school = compileSchool(plan)
    this.state = new State(school)
    encode(this.state, plan.pins)
    this.best = new Best(this.state)
    this.best.offer(this.state)
    if (plan.baseline) this.encode(pinned(plan.pins, plan.baseline))
  }

  encode(timetable: Partial<TimetableParts>): void {
    this.state.clear()
    encode(this.state, timetable)
    this.best.offer(this.state)
  }

  adopt(timetable: Timetable): void {
    const own = this.best.copy(this.state)
    this.encode(timetable)
    if (this.best.exploring) this.state.load(own)
  }

  prospect(): Prospect<Timetable> | undefined {
    const { own } = this.lead
    if (!own) return undefined
    if (this.said?.of !== own) this.said = { of: own, prospect: { worth: own.worth, solution: decode(this.state.school, own.decisions) } }
    return this.said.prospect
  }

  pursue({ worth, solution }: Prospect<Timetable>): void {
    if (!this.lead.own) return
    const own = this.best.copy(this.state)
    this.encode(solution)
    this.lead.follow(worth, this.best.copy(this.state))
    this.state.load(own)
  }

  *search(options: SearchOptions): Generator<Progress, void, void> {
    yield* this.reports(anneal(this.state, this.best, options, this.lead))
  }

  /** A search that begins with what `encode` was given, and never takes it apart: no move makes it worse. */
  *descend(seed: number): Generator<Progress, void, void> {
    yield* this.reports(descend(this.state, this.best, seed))
  }

  private *reports(search: Generator<Progress, void, void>): Generator<Progress, void, void> {
    const fixed = !decides(this.state.school)
    for (const progress of search) yield { ...progress, done: progress.done || fixed }
  }

  decode(): Timetable {
    return decode(this.state.school, this.best.decisions)
  }

  breakdown(): Readonly<Record<string, number>> {
    return Object.fromEntries(rows.map((r, i) => [r.id, this.best.amounts[i]]))
  }
}
