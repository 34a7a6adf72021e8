/**
 * Sunset by the equations of the NOAA Solar Calculator (gml.noaa.gov/grad/solcalc/calcdetails.html), which are those of
 * J. Meeus, Astronomical Algorithms, 2nd ed. 1998, chapters 25 and 28: within a minute between the polar circles.
 * The sun is down when its upper limb is: zenith 90.833°, half a solar diameter and 34′ of refraction below the horizon.
 */

const radians = Math.PI / 180
const zenith = 90.833

export interface Coordinates {
  /** degrees, north positive */
  readonly latitude: number
  /** degrees, east positive */
  readonly longitude: number
}

/**
 * @param date ISO date at the place
 * @param offsetMinutes of the place's clock from UTC, east positive
 * @returns minutes after local midnight, a real number; undefined where the sun does not set that day
 */
export function sunset(date: string, { latitude, longitude }: Coordinates, offsetMinutes: number): number | undefined {
  const midnight = Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 2_440_587.5 - offsetMinutes / 1440
  let minutes: number | undefined = 18 * 60
  // the sun moves while the day passes: place it where it is at the sunset found before
  for (let round = 0; round < 3 && minutes !== undefined; round++) {
    const { declination, equationOfTime } = sun((midnight + minutes / 1440 - 2_451_545) / 36_525)
    const cosine = Math.cos(zenith * radians) / (Math.cos(latitude * radians) * Math.cos(declination)) - Math.tan(latitude * radians) * Math.tan(declination)
    minutes = Math.abs(cosine) > 1 ? undefined : 720 - 4 * longitude - equationOfTime + offsetMinutes + (4 * Math.acos(cosine)) / radians
  }
  return minutes
}

/** @param century Julian centuries since J2000.0 @returns apparent declination in radians, equation of time in minutes */
function sun(century: number): { declination: number; equationOfTime: number } {
  const t = century
  const meanLongitude = (280.46646 + t * (36_000.76983 + t * 0.0003032)) * radians
  const anomaly = (357.52911 + t * (35_999.05029 - 0.0001537 * t)) * radians
  const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
  const centre =
    Math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) + Math.sin(2 * anomaly) * (0.019993 - 0.000101 * t) + Math.sin(3 * anomaly) * 0.000289
  const node = (125.04 - 1934.136 * t) * radians
  const apparentLongitude = meanLongitude + (centre - 0.00569 - 0.00478 * Math.sin(node)) * radians
  const obliquity = (23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60 + 0.00256 * Math.cos(node)) * radians
  const y = Math.tan(obliquity / 2) ** 2
  const equation =
    y * Math.sin(2 * meanLongitude) -
    2 * eccentricity * Math.sin(anomaly) +
    4 * eccentricity * y * Math.sin(anomaly) * Math.cos(2 * meanLongitude) -
    0.5 * y * y * Math.sin(4 * meanLongitude) -
    1.25 * eccentricity * eccentricity * Math.sin(2 * anomaly)
  return { declination: Math.asin(Math.sin(obliquity) * Math.sin(apparentLongitude)), equationOfTime: (4 * equation) / radians }
}
