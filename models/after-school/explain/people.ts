import { clockOf } from '../../../src/calendar/index.ts'
import { weekdays } from '../plan.ts'
import type { State } from '../state.ts'
import type { PostRef } from './incumbent.ts'
import { postRefOf } from './post-ref.ts'

/** What somebody does on the day of a seat, by the clock. */
export interface DayEntry {
  readonly start: string
  readonly end: string
  /** a seat of the timetable; absent: regular teaching */
  readonly post?: PostRef
}

/** Sessions a week in the season, against a fair share (absent for those who are not counted) and the limit. */
export interface Load {
  readonly sessions: number
  readonly fairShare?: number
  readonly limit: number
  /** over the whole term as the timetable stands, holidays and make-up days counted */
  readonly term: number
}

/** @returns the person's day around a post: regular teaching and seats, by the clock */
export function dayAround(state: State, post: number, person: number): DayEntry[] {
  const { school, roster } = state
  const season = school.postSeason[post]
  const day = school.callDay[roster.callOf[post]]
  const { id } = school.plan.seasons[season]
  const teaching = school.plan.staff[person].teaching
    .filter((lesson) => lesson.weekday === weekdays[day] && (lesson.season === undefined || lesson.season === id))
    .map(({ start, end }): DayEntry => ({ start, end }))
  const at = (person * school.S + season) * 7 + day
  const seats = Array.from({ length: roster.held[at] }, (_, i): DayEntry => {
    const q = roster.posts[at * roster.most + i]
    const call = roster.callOf[q]
    return { start: clockOf(school.callStart[call]), end: clockOf(school.callEnd[call]), post: postRefOf(state, q) }
  })
  return [...teaching, ...seats].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
}

export function loadIn(state: State, season: number, person: number): Load {
  const { school, roster } = state
  const week = person * school.S + season
  const target = school.target[week]
  return { sessions: roster.weekSessions[week], ...(target >= 0 && { fairShare: target }), limit: school.perWeek[person], term: termSessions(state, person) }
}

/** Calls back with each seat of a person in a season, by what it is and its weekday. */
export function eachSeat({ school, roster }: State, person: number, season: number, back: (call: number, day: number) => void): void {
  for (let day = 0; day < 7; day++) {
    const at = (person * school.S + season) * 7 + day
    for (let i = 0; i < roster.held[at]; i++) back(roster.callOf[roster.posts[at * roster.most + i]], day)
  }
}

/** @returns sessions of a person over the term, on its teaching dates; of a club with dates of its own, on those */
export function termSessions(state: State, person: number): number {
  const { school } = state
  const { careCalls, L, S } = school
  const datesOf = (call: number, dates: readonly string[]): number => {
    const { from, to } = call < careCalls ? school.plan.activities[Math.trunc(call / (2 * L * S))] : {}
    if (from === undefined && to === undefined) return dates.length
    return dates.filter((date) => (from === undefined || from <= date) && (to === undefined || date <= to)).length
  }
  let sessions = 0
  for (let season = 0; season < school.S; season++) {
    eachSeat(state, person, season, (call, day) => {
      sessions += school.callWeight[call] * datesOf(call, school.dates[season * 7 + day])
    })
  }
  return sessions
}
