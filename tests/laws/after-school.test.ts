import { describe, expect, test } from 'vitest'
import { encode } from '../../models/after-school/codec.ts'
import { compileSchool, type School } from '../../models/after-school/compile/school.ts'
import { Aftermath } from '../../models/after-school/search/aftermath.ts'
import { canJoin } from '../../models/after-school/search/join.ts'
import { State } from '../../models/after-school/state.ts'
import { parsePlan } from '../../models/after-school/validate/index.ts'
import { Random } from '../../src/kernel/random.ts'
import { randomPlan } from '../support/random-plan.ts'
import { RandomWalk } from '../support/random-walk.ts'
import { Heard, recount } from './heard.ts'

/** plans of the walks: few enough to be quick, enough for every rule to be heard */
const seeds = Array.from({ length: 30 }, (_, i) => 1000 + i)

function begin(seed: number): { school: School; state: State; walk: RandomWalk } {
  const plan = parsePlan(randomPlan(seed))
  const school = compileSchool(plan)
  const state = new State(school)
  encode(state, plan.pins)
  return { school, state, walk: new RandomWalk(state, seed) }
}

/** everything that a state holds beside lists whose order means nothing */
const held = (state: State) => {
  const { busy, daySessions, dayMinutes, held, weekSessions, weekMinutes, days, callOf } = state.roster
  return {
    values: state.values,
    amounts: state.amounts,
    filled: state.filled,
    opens: state.opens,
    guests: state.guests,
    busy,
    daySessions,
    dayMinutes,
    held,
    weekSessions,
    weekMinutes,
    days,
    callOf,
  }
}
const copyOf = (state: State) => ({ energy: state.energy, ...structuredClone(held(state)) })

function anew(state: State) {
  const fresh = new State(state.school)
  fresh.price(4000, 60, 1)
  fresh.load(state.values)
  return { energy: fresh.energy, ...held(fresh) }
}

/** @returns a random wish of the student that holds a section (or that holds none, and could), or −1: if there is none, and sometimes anyway */
function someWish({ school, values }: State, random: Random, s: number, holds: boolean): number {
  const { at, wishesFrom, optionsFrom } = school
  const wishes = Array.from({ length: wishesFrom[s + 1] - wishesFrom[s] }, (_, k) => wishesFrom[s] + k)
  const some = wishes.filter((w) => (holds ? values[at.enrol + w] !== 0 : values[at.enrol + w] === 0 && optionsFrom[w] < optionsFrom[w + 1]))
  return some.length > 0 && random.below(3) > 0 ? some[random.below(some.length)] : -1
}

describe('along a random walk', () => {
  const changes = new Map<string, number>()

  test.each(seeds)('every price that the rules give keeps the laws (plan %i)', (seed) => {
    const { state, walk } = begin(seed)
    const heard = new Heard(state, 9)
    walk.go(300)
    for (const [id, n] of heard.changes) changes.set(id, (changes.get(id) ?? 0) + n)
  })

  test('no rule went untested', () => {
    const { state } = begin(seeds[0])
    expect(state.list.filter(({ id }) => (changes.get(id) ?? 0) < 5).map(({ id }) => `${id}: ${changes.get(id) ?? 0}`)).toEqual([])
  })

  test.each(seeds)('the running amounts and counters are those of a state made anew; findings add up (plan %i)', (seed) => {
    const { state, walk } = begin(seed)
    for (let i = 0; i < 12; i++) {
      walk.go(20)
      expect(copyOf(state)).toEqual(anew(state))
      for (const rule of state.list) expect(recount(rule, state.values), rule.id).toBe(state.amounts[rule.row])
    }
  })

  test.each(seeds)('taking back restores everything to the byte (plan %i)', (seed) => {
    const { state, walk } = begin(seed)
    for (let i = 0; i < 60; i++) {
      walk.move()
      // half-way marks, as the moves set them
      const mark = state.mark()
      const there = copyOf(state)
      walk.move()
      state.rollback(mark)
      expect(copyOf(state)).toEqual(there)
      walk.settle()
    }
  })

  test.each(seeds)('an exchange of wishes is worth what a recount says (plan %i)', (seed) => {
    const { school, state, walk } = begin(seed)
    const { at, priority, wished } = school
    const { studentChoice, priorityUnserved, balancedWeek } = state.rules
    const random = new Random(seed)
    for (let i = 0; i < 60; i++) {
      walk.go(2)
      const s = random.below(school.N)
      const leave = someWish(state, random, s, true)
      const join = someWish(state, random, s, false)
      const then = state.values.slice()
      if (leave >= 0) then[at.enrol + leave] = 0
      const section = join >= 0 ? school.options[school.optionsFrom[join]] : -1
      if (join >= 0) then[at.enrol + join] = section + 1
      expect(balancedWeek.exchange(s, leave, join, section)).toBe(recount(balancedWeek, then) - state.amounts[balancedWeek.row])
      expect(studentChoice.exchange(s, leave, join)).toBe(recount(studentChoice, then) - state.amounts[studentChoice.row])
      // it is asked about counted students only
      if (priority[s] && wished[s] > 0)
        expect(priorityUnserved.exchange(s, leave, join)).toBe(recount(priorityUnserved, then) - state.amounts[priorityUnserved.row])
    }
  })

  test.each(seeds)('a room is as crowded by one more session as a recount says (plan %i)', (seed) => {
    const { school, state, walk } = begin(seed)
    const { at, S, L, runs, sectionActivity, sessionsFrom, slots, length } = school
    const { roomClash } = state.rules
    const random = new Random(seed)
    for (let i = 0; i < 60; i++) {
      walk.go(2)
      const x = random.below(school.X)
      const a = sectionActivity[x]
      if (state.values[at.size + x] > 0 || sessionsFrom[x + 1] - sessionsFrom[x] > 1 || slots[a].length === 0) continue
      const slot = slots[a][random.below(slots[a].length)]
      const room = random.below(school.R)
      const then = state.values.slice()
      then[at.slot + sessionsFrom[x]] = slot + 1
      then[at.room + sessionsFrom[x]] = room + 1
      then[at.size + x] = 1
      let crowding = 0
      for (let season = 0; season < S; season++)
        if (runs[(a * L + slot) * S + season]) crowding += roomClash.crowding(room, season, length[a] === 2 ? L + slot : slot)
      expect(crowding).toBe(recount(roomClash, then) - state.amounts[roomClash.row])
    }
  })

  const seen = { nothing: 0, seats: 0, unknown: 0 }

  test.each(seeds)('what follows from students’ moves: nothing, or so many seats more, as making them shows (plan %i)', (seed) => {
    const { school, state, walk } = begin(seed)
    const { at, X, wishers, sectionActivity, wishStudent } = school
    const own = new Set<string>(['student-choice', 'balanced-week', 'priority-unserved', 'tutoring-unserved', 'pin', 'change'])
    const random = new Random(seed)
    const aftermath = new Aftermath()
    for (let i = 0; i < 40 * X; i++) {
      if (i % X === 0) walk.go(3)
      aftermath.begin(state)
      const before = state.amounts.slice()
      // one or two students leave or join a section or two
      const made: [wish: number, section: number][] = []
      for (let x = i % X, k = 0; k < 2; k++, x = random.below(X)) {
        const list = wishers[sectionActivity[x]]
        if (state.values[at.size + x] === 0 || list.length === 0) continue
        const w = list[random.below(list.length)]
        const held = state.values[at.enrol + w]
        if (made.some(([wish]) => wish === w) || (held !== x + 1 && !canJoin(state, w, x))) continue
        made.push([w, x])
        // told before any of it is done
        if (held === x + 1) aftermath.leave(state, wishStudent[w], x)
        else aftermath.join(state, wishStudent[w], x)
      }
      const least = aftermath.least(state)
      const running = made.every(([w, x]) => state.values[at.enrol + w] !== x + 1 || state.values[at.size + x] > made.length)
      if (!running) continue
      for (const [w, x] of made)
        if (state.values[at.enrol + w] === x + 1) state.leave(w)
        else if (canJoin(state, w, x)) state.join(w, x)
        else made.length = 0
      const changed = state.list.filter(({ id, row }) => state.amounts[row] !== before[row] && !own.has(id)).map(({ id }) => id)
      if (made.length > 0 && least === 0) {
        expect(changed).toEqual([])
        seen.nothing++
      } else if (made.length > 0 && least > 0) {
        expect(changed.filter((id) => id === 'unfilled-seat' || id === 'room-fit')).not.toEqual([])
        // nobody is spared by it
        expect(state.amounts[state.rules.unfilledSeat.row]).toBeGreaterThanOrEqual(before[state.rules.unfilledSeat.row])
        expect(state.amounts[state.rules.pay.row]).toBe(before[state.rules.pay.row])
        seen.seats++
      } else if (made.length > 0) seen.unknown++
      state.rollback(0)
      state.commit()
    }
  })

  test('there were moves of each kind', () => {
    expect(seen.nothing).toBeGreaterThan(50)
    expect(Math.min(seen.seats, seen.unknown)).toBeGreaterThan(20)
  })
})
