import type { RowId } from '../catalogue.ts'
import { change } from './change.ts'
import { careContinuity, handover, leadContinuity, ownClassCare } from './continuity.ts'
import { staffGap, travel } from './days.ts'
import { led, priorityUnserved, tutoringUnserved, unfilledSeat, unplacedStudent } from './demand.ts'
import { inServiceShare, noLoneExternal } from './externals.ts'
import { fairLoad, staffPreference } from './fairness.ts'
import type { Pricer } from './finding.ts'
import { gradeFit } from './grades.ts'
import { budget, pay } from './money.ts'
import { pin } from './pins.ts'
import { roomClash, roomFit } from './rooms.ts'
import { mergedCare, seasonChange } from './seasons.ts'
import { endTime, groupSize, missingSection, roomStability, seasonGap, sectionCount, slotAllowed, spread } from './sessions.ts'
import { staffClash, staffOffer, staffRefusal, staffRole, staffVetting } from './staff.ts'
import { studentClash, studentConsent } from './students.ts'
import { balancedWeek, studentChoice } from './wishes.ts'
import { staffWorkload } from './workload.ts'

/** How each row of the catalogue is priced. */
export const pricers: Readonly<Record<RowId, Pricer>> = {
  'end-time': endTime,
  'slot-allowed': slotAllowed,
  'room-clash': roomClash,
  'room-fit': roomFit,
  'staff-clash': staffClash,
  'staff-offer': staffOffer,
  'staff-refusal': staffRefusal,
  'staff-role': staffRole,
  'staff-vetting': staffVetting,
  'staff-workload': staffWorkload,
  'student-consent': studentConsent,
  'student-clash': studentClash,
  'grade-fit': gradeFit,
  'group-size': groupSize,
  'no-lone-external': noLoneExternal,
  'section-count': sectionCount,
  led,
  pin,
  budget,
  'unfilled-seat': unfilledSeat,
  'unplaced-student': unplacedStudent,
  'missing-section': missingSection,
  'priority-unserved': priorityUnserved,
  'tutoring-unserved': tutoringUnserved,
  'student-choice': studentChoice,
  'balanced-week': balancedWeek,
  'staff-preference': staffPreference,
  'fair-load': fairLoad,
  'in-service-share': inServiceShare,
  'lead-continuity': leadContinuity,
  'care-continuity': careContinuity,
  handover,
  'own-class-care': ownClassCare,
  'room-stability': roomStability,
  spread,
  'staff-gap': staffGap,
  'merged-care': mergedCare,
  'season-gap': seasonGap,
  'season-change': seasonChange,
  pay,
  travel,
  change,
}
