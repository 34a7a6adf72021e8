import type { Random } from '../../../src/kernel/random.ts'
import type { School } from '../compile/school.ts'
import type { Wish } from './freedom.ts'
import { type Incumbent, keyOfGroup } from './incumbent.ts'

/** A kind of part of a timetable that can be solved exactly, at a size. */
export interface Neighbourhood {
  readonly name: string
  /** at first, and at most: in units of its own */
  readonly first: number
  readonly most: number
  /** @returns one of that kind, around this timetable */
  draw(now: Incumbent, size: number, random: Random): Wish
}

export function neighbourhoods(school: School): Neighbourhood[] {
  const { C, L, S, P, X, sites, weekday } = school
  const weekdays = [...new Set(weekday)]
  const site = (random: Random) => random.below(sites)
  const list: Neighbourhood[] = [
    {
      // all students of so many classes, in the sections as they are
      name: 'students',
      first: C,
      most: C,
      draw: (_, size, random) => {
        const classes = sample(C, size, random)
        return { student: (s) => classes.has(school.studentClass[s]) }
      },
    },
    {
      // all seats of so many weekdays
      name: 'seats of a day',
      first: 1,
      most: weekdays.length,
      draw: (_, size, random) => {
        const days = new Set([...sample(weekdays.length, size, random)].map((i) => weekdays[i]))
        return { post: (kind, group, slot) => days.has(weekday[slotOf(school, kind, group, slot)]), site: site(random) }
      },
    },
    {
      // all posts in which one of so many people sits, over the week and the seasons
      name: 'weeks of people',
      first: 4,
      most: P,
      draw: (now, size, random) => {
        const people = sample(P, size, random)
        return {
          post: (kind, group, slot, season) =>
            [0, 1].some((role) =>
              (now.seated.get(keyOfGroup(school, kind, group, kind === 'section' || kind === 'care' ? slot : 0, role, season)) ?? []).some((p) =>
                people.has(p),
              ),
            ),
          site: site(random),
        }
      },
    },
    {
      // where the classes are looked after in so many slots, and by whom on these weekdays
      name: 'care of slots',
      first: 1,
      most: L,
      draw: (_, size, random) => {
        const slots = sample(L, size, random)
        const days = new Set([...slots].map((l) => weekday[l]))
        return { host: (__, l) => slots.has(l), post: (kind, group, slot) => days.has(weekday[slotOf(school, kind, group, slot)]), site: site(random) }
      },
    },
    {
      // where so many classes are looked after all week, by whom, and the clubs of their students
      name: 'classes',
      first: 2,
      most: C,
      draw: (now, size, random) => {
        const first = random.below(C)
        const classes = new Set([...Array(size).keys()].map((i) => (first + i) % C))
        const hosts = new Set<number>()
        for (const c of classes) for (let l = 0; l < L; l++) hosts.add(now.host[c * L + l])
        return {
          student: (s) => classes.has(school.studentClass[s]),
          host: (c) => classes.has(c),
          post: (kind, group) => kind === 'care' && (classes.has(group) || hosts.has(group)),
          site: school.hostSite[first],
        }
      },
    },
  ]
  if (sites === 1 && X > 0)
    list.push({
      // whether, when, where and by whom so many sections are run, and the clubs of whoever might be in them
      name: 'sections',
      first: 2,
      most: X,
      draw: (_, size, random) => {
        const sections = sample(X, size, random)
        const students = new Set<number>()
        for (const x of sections) for (const w of school.wishers[school.sectionActivity[x]]) students.add(school.wishStudent[w])
        return { section: (x) => sections.has(x), student: (s) => students.has(s) }
      },
    })
  // without seasons there is nothing to seat
  return S > 0 ? list : []
}

/** @returns so many different numbers below n */
function sample(n: number, size: number, random: Random): Set<number> {
  const drawn = new Set<number>()
  while (drawn.size < Math.min(n, size)) drawn.add(random.below(n))
  return drawn
}

/** the slot of a post: duties have those of their block */
function slotOf(school: School, kind: string, group: number, slot: number): number {
  if (kind === 'duty') return school.slotBlock.indexOf(group % school.B)
  return kind === 'general' ? school.generalSlot[group] : slot
}
