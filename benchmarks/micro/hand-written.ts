import type { Instance } from '../../models/course-timetabling/instance.ts'
import { Random } from '../../src/kernel/random.ts'
import { allowance, Schedule } from '../../src/search/schedule.ts'

/** 2^−32: a draw as a share of one */
const perBit = 2.3283064365386963e-10
const conflictWeight = 100
const mostGainBelieved = 20
/** of 64 moves that would meet somebody, so many become Kempe chains, of so many lectures at most: as the model's walk has it */
const chains = 3
const longest = 6

/**
 * Course timetabling without a kernel: one annealing for this problem alone, every rule written into one loop over flat arrays, no constraint, no interface, no class.
 * The yardstick for what the generic kernel costs. Same moves, same cooling, same tables as the model's.
 *
 * @param start lecture → place (period × rooms + room), as the model's construction leaves it
 * @param steps moves to try
 * @returns moves per second, and the cost reached
 */
export function handWritten(instance: Instance, start: Int32Array, steps: number, cooling: ConstructorParameters<typeof Schedule>[0], seed: number) {
  const { days, periodsPerDay, courses, rooms, curricula } = instance
  const periods = days * periodsPerDay
  const roomCount = rooms.length
  const courseCount = courses.length
  const stride = days * (periodsPerDay + 1) + 4
  const padded = (period: number) => 2 + Math.floor(period / periodsPerDay) * (periodsPerDay + 1) + (period % periodsPerDay)

  const course = Int32Array.from(courses.flatMap(({ lectures }, c) => new Array(lectures).fill(c)))
  const lectures = course.length
  const related = courses.map((a, i) =>
    courses.flatMap((b, j) => (i !== j && (a.teacher === b.teacher || curricula.some((k) => k.courses.includes(i) && k.courses.includes(j))) ? [j] : [])),
  )
  const curriculaOf = courses.map((_, c) => curricula.flatMap((k, i) => (k.courses.includes(c) ? [i] : [])))
  const shared = courses.flatMap((_, a) => courses.map((_, b) => curriculaOf[a].filter((k) => curriculaOf[b].includes(k))))
  const adjacent = new Uint8Array(courseCount * courseCount)
  related.forEach((list, a) => {
    adjacent[a * courseCount + a] = 1
    for (const b of list) adjacent[a * courseCount + b] = 1
  })
  const openPlaces = courses.map(({ unavailable }) =>
    Int32Array.from(Array.from({ length: periods * roomCount }, (_, place) => place).filter((place) => !unavailable.includes(Math.floor(place / roomCount)))),
  )
  const open = new Uint8Array(courseCount * periods).fill(1)
  courses.forEach(({ unavailable }, c) => {
    for (const period of unavailable) open[c * periods + period] = 0
  })
  const over = Int32Array.from(courses.flatMap(({ students }) => rooms.map(({ capacity }) => Math.max(0, students - capacity))))
  const minimumDays = Int32Array.from(courses, (c) => c.minimumDays)
  const periodOf = Int32Array.from({ length: periods * roomCount }, (_, place) => Math.floor(place / roomCount))
  const roomOf = Int32Array.from({ length: periods * roomCount }, (_, place) => place % roomCount)
  const dayOf = Int32Array.from(periodOf, (period) => Math.floor(period / periodsPerDay))
  const paddedOf = Int32Array.from(periodOf, padded)

  const place = start.slice()
  const at = new Int32Array(periods * roomCount).fill(-1)
  const busy = new Int32Array(courseCount * periods)
  const held = new Uint8Array(curricula.length * stride)
  const leaveOne = new Int32Array(curricula.length * stride)
  const enterOne = new Int32Array(curricula.length * stride)
  const leaveAll = new Int32Array(courseCount * stride)
  const enterAll = new Int32Array(courseCount * stride)
  const onDay = new Int32Array(courseCount * days)
  const dayCount = new Int32Array(courseCount)
  const inRoom = new Int32Array(courseCount * roomCount)
  const roomsUsed = new Int32Array(courseCount)

  const leaving = (i: number) => {
    const before = held[i - 1]
    const after = held[i + 1]
    if (before + after === 0) return -1
    if (held[i] !== 1) return 0
    return (held[i - 2] === 0 ? before : 0) + (held[i + 2] === 0 ? after : 0)
  }
  const entering = (i: number) => {
    const before = held[i - 1]
    const after = held[i + 1]
    if (before + after === 0) return 1
    if (held[i] !== 0) return 0
    return -(held[i - 2] === 0 ? before : 0) - (held[i + 2] === 0 ? after : 0)
  }
  const near = (row: number, p: number, q: number) => {
    const change = leaving(row + p)
    held[row + p]--
    const total = change + entering(row + q)
    held[row + p]++
    return total
  }
  const refresh = (curriculum: number, first: number, last: number) => {
    const members = curricula[curriculum].courses
    for (let p = Math.max(2, first); p <= last && p < stride - 2; p++) {
      const i = curriculum * stride + p
      const leave = held[i] > 0 ? leaving(i) : 0
      const enter = entering(i)
      const moreLeave = leave - leaveOne[i]
      const moreEnter = enter - enterOne[i]
      if (moreLeave === 0 && moreEnter === 0) continue
      leaveOne[i] = leave
      enterOne[i] = enter
      for (let m = 0; m < members.length; m++) {
        leaveAll[members[m] * stride + p] += moreLeave
        enterAll[members[m] * stride + p] += moreEnter
      }
    }
  }
  const compactness = (c: number, p: number, q: number) => {
    if (p - q > 2 || q - p > 2) return leaveAll[c * stride + p] + enterAll[c * stride + q]
    if (p === q) return 0
    let change = 0
    const own = curriculaOf[c]
    for (let i = 0; i < own.length; i++) change += near(own[i] * stride, p, q)
    return change
  }
  const daysChange = (c: number, d: number, e: number) => {
    if (d === e) return 0
    const change = (onDay[c * days + e] === 0 ? 1 : 0) - (onDay[c * days + d] === 1 ? 1 : 0)
    if (change === 0) return 0
    const used = dayCount[c]
    return Math.max(0, minimumDays[c] - used - change) - Math.max(0, minimumDays[c] - used)
  }
  const roomsChange = (c: number, r: number, s: number) => {
    if (r === s) return 0
    return (inRoom[c * roomCount + s] === 0 ? 1 : 0) - (inRoom[c * roomCount + r] === 1 ? 1 : 0)
  }
  const put = (c: number, to: number, by: number) => {
    const period = periodOf[to]
    busy[c * periods + period] += by
    const others = related[c]
    for (let i = 0; i < others.length; i++) busy[others[i] * periods + period] += by
    const day = c * days + dayOf[to]
    if (by > 0 ? onDay[day]++ === 0 : --onDay[day] === 0) dayCount[c] += by
    const room = c * roomCount + roomOf[to]
    if (by > 0 ? inRoom[room]++ === 0 : --inRoom[room] === 0) roomsUsed[c] += by
  }
  const shift = (c: number, from: number, to: number) => {
    put(c, from, -1)
    put(c, to, 1)
    const p = paddedOf[from]
    const q = paddedOf[to]
    if (p === q) return
    const own = curriculaOf[c]
    for (let i = 0; i < own.length; i++) {
      held[own[i] * stride + p]--
      held[own[i] * stride + q]++
      refresh(own[i], p - 2, p + 2)
      refresh(own[i], q - 2, q + 2)
    }
  }

  let hard = 0
  let soft = 0
  for (let l = 0; l < lectures; l++) {
    const c = course[l]
    at[place[l]] = l
    hard += busy[c * periods + periodOf[place[l]]]
    put(c, place[l], 1)
    for (const k of curriculaOf[c]) held[k * stride + paddedOf[place[l]]]++
    soft += over[c * roomCount + roomOf[place[l]]]
  }
  curricula.forEach((_, k) => {
    for (let p = 2; p < stride - 2; p++) {
      if (held[k * stride + p - 1] + held[k * stride + p + 1] === 0) soft += 2 * held[k * stride + p]
      refresh(k, p, p)
    }
  })
  courses.forEach((_, c) => {
    soft += 5 * Math.max(0, minimumDays[c] - dayCount[c]) + Math.max(0, roomsUsed[c] - 1)
  })

  const chained = new Int32Array(longest)
  const goes = new Int32Array(longest)
  const forth = new Uint8Array(longest)
  let chainSize = 0
  const join = (lecture: number, by: number, forward: number) => {
    for (let i = 0; i < chainSize; i++) if (chained[i] === lecture) return true
    const to = place[lecture] + by
    if (chainSize === longest || open[course[lecture] * periods + periodOf[to]] === 0) return false
    chained[chainSize] = lecture
    goes[chainSize] = to
    forth[chainSize++] = forward
    return true
  }
  const gather = (lecture: number, period: number) => {
    const shift = (period - periodOf[place[lecture]]) * roomCount
    chainSize = 0
    if (!join(lecture, shift, 1)) return false
    for (let i = 0; i < chainSize; i++) {
      const c = course[chained[i]]
      const to = goes[i]
      const back = forth[i] ? -shift : shift
      if (at[to] >= 0 && !join(at[to], back, 1 - forth[i])) return false
      const first = periodOf[to] * roomCount
      let left = busy[c * periods + periodOf[to]]
      for (let other = first; left > 0 && other < first + roomCount; other++) {
        const met = at[other]
        if (met < 0 || adjacent[c * courseCount + course[met]] === 0) continue
        if (i === 0 && course[met] === c) return false
        left--
        if (!join(met, back, 1 - forth[i])) return false
      }
    }
    return true
  }
  const chainChange = () => {
    let change = 0
    for (let i = 0; i < chainSize; i++) {
      const c = course[chained[i]]
      const from = place[chained[i]]
      const p = paddedOf[from]
      const q = paddedOf[goes[i]]
      let days = daysChange(c, dayOf[from], dayOf[goes[i]])
      change += 2 * compactness(c, p, q)
      for (let j = 0; j < chainSize; j++) {
        if (forth[j] === forth[i]) continue
        const e = course[chained[j]]
        if (e === c) days = 0
        if (forth[i] === 0) continue
        const both = shared[c * courseCount + e]
        for (let k = 0; k < both.length; k++) change -= 2 * (near(both[k] * stride, p, q) + near(both[k] * stride, q, p))
      }
      change += 5 * days
    }
    return change
  }

  const random = new Random(seed)
  const schedule = new Schedule(cooling)
  const began = performance.now()
  for (let done = 0; done < steps; ) {
    let accepted = 0
    const { temperature } = schedule
    for (let step = 0; step < 4096; step++) {
      const bits = random.next()
      const a = ((bits >>> 12) * lectures) >>> 20
      const p = place[a]
      const c = course[a]
      const places = openPlaces[c]
      const draw = random.next()
      const q = places[Math.floor(draw * perBit * places.length)]
      if (p === q) continue
      const b = at[q]
      const limit = temperature * allowance(bits & 4095)
      const periodP = periodOf[p]
      const periodQ = periodOf[q]
      if ((draw & 63) < chains && hard === 0 && (b >= 0 || busy[c * periods + periodQ] > 0)) {
        if (periodP === periodQ || !gather(a, periodQ)) continue
        const change = chainChange()
        if (change > limit) continue
        for (let i = 0; i < chainSize; i++) {
          shift(course[chained[i]], place[chained[i]], goes[i])
          at[place[chained[i]]] = -1
        }
        for (let i = 0; i < chainSize; i++) {
          place[chained[i]] = goes[i]
          at[goes[i]] = chained[i]
        }
        soft += change
        accepted++
        continue
      }
      if (b < 0) {
        const conflicts = periodP === periodQ ? 0 : busy[c * periods + periodQ] - busy[c * periods + periodP] + 1
        if (conflicts * conflictWeight > limit + mostGainBelieved) continue
        const change =
          over[c * roomCount + roomOf[q]] -
          over[c * roomCount + roomOf[p]] +
          5 * daysChange(c, dayOf[p], dayOf[q]) +
          2 * compactness(c, paddedOf[p], paddedOf[q]) +
          roomsChange(c, roomOf[p], roomOf[q])
        if (conflicts * conflictWeight + change > limit) continue
        shift(c, p, q)
        at[p] = -1
        hard += conflicts
        soft += change
      } else {
        const e = course[b]
        if (e === c || !open[e * periods + periodP]) continue
        let conflicts = 0
        if (periodP !== periodQ) {
          conflicts =
            busy[c * periods + periodQ] -
            busy[c * periods + periodP] +
            busy[e * periods + periodP] -
            busy[e * periods + periodQ] +
            2 -
            2 * adjacent[c * courseCount + e]
        }
        if (conflicts * conflictWeight > limit + 2 * mostGainBelieved) continue
        let alone = 0
        if (periodP !== periodQ) {
          const from = paddedOf[p]
          const to = paddedOf[q]
          alone = compactness(c, from, to) + compactness(e, to, from)
          const both = shared[c * courseCount + e]
          for (let i = 0; i < both.length; i++) alone -= near(both[i] * stride, from, to) + near(both[i] * stride, to, from)
        }
        const change =
          over[c * roomCount + roomOf[q]] -
          over[c * roomCount + roomOf[p]] +
          over[e * roomCount + roomOf[p]] -
          over[e * roomCount + roomOf[q]] +
          5 * (daysChange(c, dayOf[p], dayOf[q]) + daysChange(e, dayOf[q], dayOf[p])) +
          2 * alone +
          roomsChange(c, roomOf[p], roomOf[q]) +
          roomsChange(e, roomOf[q], roomOf[p])
        if (conflicts * conflictWeight + change > limit) continue
        shift(c, p, q)
        shift(e, q, p)
        at[p] = b
        place[b] = p
        hard += conflicts
        soft += change
      }
      at[q] = a
      place[a] = q
      accepted++
    }
    done += 4096
    schedule.after(4096, accepted, done, done / steps)
  }
  const seconds = (performance.now() - began) / 1000
  return { movesPerSecond: steps / seconds, hard, soft, values: place }
}
