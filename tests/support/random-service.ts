import { domains, type PlanInput, type StaffKind } from '../../models/after-school/plan.ts'
import type { Draw } from './draw.ts'
import type { Frame } from './random-plan.ts'

type ActivityInput = PlanInput['activities'][number]

/** @param accompanied an external must not be alone in a group, so every activity allows somebody in service */
export function activitiesOf({ draw, slots, sites, grades }: Frame, accompanied: boolean): PlanInput['activities'] {
  return Array.from({ length: draw.between(1, 6) }, (_, i): ActivityInput => {
    const doubles = slots.filter(
      (slot) => slot.period > 0 && slots.some((next) => next.weekday === slot.weekday && next.band === slot.band && next.period === slot.period + 1),
    )
    const length = doubles.length > 0 && draw.chance(0.3) ? 2 : 1
    const allowed = draw.someOf(length === 2 ? doubles : slots, 0.6)
    const kind = draw.chance(0.6) ? {} : draw.pick([{ tutoring: true }, { everyone: true }])
    const least = draw.pick([1, 1, 2, 3])
    return {
      id: `A${i + 1}`,
      domains: draw.some(domains, 0.3),
      grades: draw.someOf([...new Set([...grades, draw.between(1, 6)])], 0.8),
      sections: { min: draw.between(0, 1), max: draw.between(1, 3) },
      size: { min: least, max: least + draw.between(0, 5) },
      sessionsPerWeek: draw.between(1, Math.min(2, allowed.length)),
      length,
      slots: allowed.map(({ id }) => id),
      roomFeatures: draw.some(['art', 'quiet'], 0.1),
      ...draw.maybe(0.15, () => ({ site: draw.pick(sites) })),
      crossSite: draw.chance(0.3),
      roles: rolesOf(draw, accompanied),
      fee: 'tutoring' in kind ? 0 : draw.pick([0, 60]),
      ...kind,
      ...draw.maybe(0.2, () => ({ from: draw.pick(['2026-09-14', '2026-10-12']) })),
      ...draw.maybe(0.2, () => ({ to: draw.pick(['2026-10-13', '2026-11-30']) })),
    }
  })
}

function rolesOf(draw: Draw, accompanied: boolean): ActivityInput['roles'] {
  const kinds = (): StaffKind[] => [...draw.some(['parent', 'retired', 'arts-sports'] as StaffKind[], 0.5), 'teacher']
  const external = draw.chance(0.15)
  const lead = {
    role: 'lead' as const,
    count: draw.chance(0.85) ? 1 : 2,
    ...draw.maybe(0.1, () => ({ perStudents: 4 })),
    ...(external ? { kinds: ['parent', 'arts-sports'] as StaffKind[] } : draw.maybe(0.3, () => ({ kinds: kinds() }))),
    skills: draw.some(['art', 'ball'], 0.15),
  }
  if (!(external && accompanied) && draw.chance(0.6)) return [lead]
  const assistant = {
    role: 'assistant' as const,
    ...draw.pick([{ count: 1 }, { perStudents: 2 }, { count: 1, perStudents: 3 }]),
    ...draw.maybe(0.2, () => ({ kinds: kinds() })),
  }
  return draw.chance(0.5) ? [lead, assistant] : [assistant, lead]
}

export const dutiesOf = ({ draw, slots, sites }: Frame): PlanInput['generalDuties'] =>
  Array.from({ length: draw.chance(0.4) ? draw.between(1, 2) : 0 }, (_, i) => ({
    id: `G${i + 1}`,
    site: draw.pick(sites),
    slots: draw.someOf(slots, 0.3).map(({ id }) => id),
    count: draw.between(1, 2),
    ...draw.maybe(0.5, () => ({ afterMinutes: draw.pick([10, 20]) })),
    ...draw.maybe(0.2, () => ({ kinds: ['teacher', 'school-staff', 'parent'] as StaffKind[] })),
    skills: draw.some(['calm'], 0.2),
  }))
