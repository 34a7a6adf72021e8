import { Random } from '../../src/kernel/random.ts'
import type { Compiled, Model } from '../../src/solve/model.ts'
import { compileTables } from './compile.ts'
import { placeAll } from './construct.ts'
import { parseEctt } from './ectt.ts'
import type { Instance, Solution } from './instance.ts'
import { Objective } from './objective.ts'
import { Search } from './search.ts'

/** Curriculum-based course timetabling; documents are texts in the `.ectt` format. */
export const courseTimetabling: Model<Instance, Solution> = {
  name: 'course-timetabling',

  parse(input) {
    if (typeof input !== 'string') throw new TypeError('a course-timetabling instance is a text in the .ectt format')
    return parseEctt(input)
  },

  compile(instance): Compiled<Solution> {
    const tables = compileTables(instance)
    let start = new Int32Array(tables.lectures).fill(-1)
    let search: Search | undefined
    const bestValues = () => search?.walk.best ?? start

    return {
      encode(solution) {
        start = encode(instance, tables, solution)
        search = undefined
      },
      search(options) {
        const random = new Random(options.seed)
        const from = start.slice()
        placeAll(tables, from, random)
        search = new Search(tables, from, random, options)
        return search.run()
      },
      adopt(solution) {
        search?.walk.adopt(encode(instance, tables, solution))
      },
      prospect() {
        const own = search?.prospect
        return own && { worth: own.worth, solution: decode(instance, tables, own.values) }
      },
      pursue({ worth, solution }) {
        if (search?.prospect) search.prospect = { worth, values: encode(instance, tables, solution) }
      },
      decode: () => decode(instance, tables, bestValues()),
      breakdown() {
        const values = bestValues()
        const rules = new Objective(tables).rules.map((rule) => [rule.id, rule.reset(values)])
        return { lectures: values.filter((place) => place < 0).length, availability: 0, 'room-occupancy': 0, ...Object.fromEntries(rules) }
      },
    }
  },
}

function decode(instance: Instance, tables: ReturnType<typeof compileTables>, values: Int32Array): Solution {
  return [...values].flatMap((place, lecture) => {
    if (place < 0) return []
    const period = tables.periodOf[place]
    return [
      {
        course: instance.courses[tables.courseOf[lecture]].id,
        room: instance.rooms[tables.roomOf[place]].id,
        day: tables.dayOf[place],
        period: period % instance.periodsPerDay,
      },
    ]
  })
}

/** Lecture → place, −1 for what the solution leaves out or puts where it may not be: outside its open periods, in a place that is taken. */
function encode(instance: Instance, tables: ReturnType<typeof compileTables>, solution: Solution): Int32Array<ArrayBuffer> {
  const values = new Int32Array(tables.lectures).fill(-1)
  const taken = new Set<number>()
  const next = tables.firstLecture.slice()
  const courses = new Map(instance.courses.map((course, c) => [course.id, c]))
  const rooms = new Map(instance.rooms.map((room, r) => [room.id, r]))
  for (const { course, room, day, period } of solution) {
    const c = courses.get(course)
    const r = rooms.get(room)
    if (c === undefined || r === undefined || day >= instance.days || period >= instance.periodsPerDay || next[c] === tables.firstLecture[c + 1]) continue
    const at = day * instance.periodsPerDay + period
    const place = at * tables.rooms + r
    if (!tables.isOpen[c * tables.periods + at] || taken.has(place)) continue
    taken.add(place)
    values[next[c]++] = place
  }
  return values
}
