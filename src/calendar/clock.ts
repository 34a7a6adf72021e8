/** Clock times as whole minutes after midnight, local to wherever the document says. */

/** @param clock HH:MM, 24 hours @returns minutes after midnight, 0 … 1439 */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** @param minutes after midnight, 0 … 1439 @returns HH:MM, 24 hours */
export const clockOf = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
