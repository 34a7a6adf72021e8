import { DateTime, IANAZone } from 'luxon'

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone)

/** @returns minutes by which the zone's clock is ahead of UTC at noon of that date */
export const offsetMinutes = (date: string, zone: string): number => DateTime.fromISO(`${date}T12:00:00`, { zone }).offset

/** @param minutes after local midnight @returns the instant, ISO with its offset */
export const instantOf = (date: string, minutes: number, zone: string): string =>
  DateTime.fromISO(date, { zone })
    .set({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
    .toISO({ suppressMilliseconds: true })!
