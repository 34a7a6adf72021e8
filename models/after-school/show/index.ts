/** The week as a readable table. */
export { type ShowBy, showKinds, showWeek, weekOf } from './week.ts'
export { displayWidth, padded } from './width.ts'
export type { Language } from './words.ts'
