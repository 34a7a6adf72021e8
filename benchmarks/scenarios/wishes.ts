import type { Random } from '../../src/kernel/random.ts'
import type { ActivityDraft } from './clubs.ts'
import { weighted } from './draw.ts'
import type { ClassDraft, Pupil } from './pupils.ts'

/** What the children wish: a few clubs each, the popular ones far more often. */

/** How many clubs a week a family asks for: 0, 1, 2, 3. */
const wantedWeights = [15, 48, 29, 8]

export function wish(random: Random, pupils: readonly Pupil[], classes: readonly ClassDraft[], activities: readonly ActivityDraft[]): void {
  for (const pupil of pupils) {
    if (!pupil.attends.includes(true)) continue
    const wanted = weighted(random, wantedWeights)
    const weights = activities.map((activity) => (couldAttend(pupil, classes[pupil.class].grade, activity) ? activity.popularity : 0))
    const length = wanted && Math.min(weights.filter((weight) => weight > 0).length, wanted + 1 + random.below(3))
    for (let rank = 0; rank < length; rank++) {
      const chosen = weighted(random, weights)
      pupil.choices.push(chosen)
      weights[chosen] = 0
    }
    pupil.wanted = Math.min(wanted, pupil.choices.length)
  }
}

/** A family names a club only where its days can fit: enough allowed slots attended. */
function couldAttend(pupil: Pupil, grade: number, activity: ActivityDraft): boolean {
  if (activity.tutoring || activity.kind.everyone || !activity.grades.includes(grade)) return false
  const fitting = activity.slots.filter((slot) => pupil.attends[slot] && (activity.kind.length === 1 || pupil.attends[slot + 1]))
  return fitting.length >= activity.sessionsPerWeek
}
