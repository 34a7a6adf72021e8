/** Terms, seasons, bells, make-up days, dated sessions. Knows dates and clocks, not schools. */
export { isPublicHoliday, knowsYear, makeUpDayRuns } from './china.ts'
export { clockOf, minutesOf } from './clock.ts'
export { daysBetween, plusDays, type Weekday, weekdayOf } from './dates.ts'
export { type DatedSession, datedSessions, datesBySeason, type Interval, seasonOf } from './sessions.ts'
export { type Coordinates, sunset } from './sunset.ts'
export { type TeachingDate, type Term, teachingDates, unknownYears } from './teaching.ts'
export { instantOf, isZone, offsetMinutes } from './zone.ts'
