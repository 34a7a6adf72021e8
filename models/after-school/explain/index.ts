/** Answers about a timetable: who else, why, what would have to change. Every price is the checker's. */
export { nameBackups } from './backups.ts'
export { type Fairness, fairness, type Ledger, withLedger } from './fairness.ts'
export type { PostRef, PriceChange } from './incumbent.ts'
export { clubPlaces, sectionPlaces } from './places.ts'
export { type Shortage, shortages } from './shortage.ts'
export { substitutes } from './substitutes.ts'
export { type Why, whySeat } from './why.ts'
export { type Wish, type WishAnswer, whyNot, wishSchema } from './wish.ts'
