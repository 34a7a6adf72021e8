import type { Cells } from '../../src/kernel/trail.ts'
import type { School } from './compile/school.ts'
import { BalancedWeek } from './constraints/balanced-week.ts'
import { Budget } from './constraints/budget.ts'
import { CareContinuity } from './constraints/care-continuity.ts'
import { Change } from './constraints/change.ts'
import { FairLoad } from './constraints/fair-load.ts'
import { GroupSize } from './constraints/group-size.ts'
import { Handover } from './constraints/handover.ts'
import { InServiceShare } from './constraints/in-service-share.ts'
import { LeadContinuity } from './constraints/lead-continuity.ts'
import { Led } from './constraints/led.ts'
import { MergedCare } from './constraints/merged-care.ts'
import { MissingSection } from './constraints/missing-section.ts'
import { NoLoneExternal } from './constraints/no-lone-external.ts'
import { OwnClassCare } from './constraints/own-class-care.ts'
import { Pay } from './constraints/pay.ts'
import { Pin } from './constraints/pin.ts'
import { PriorityUnserved } from './constraints/priority-unserved.ts'
import { RoomClash } from './constraints/room-clash.ts'
import { RoomFit } from './constraints/room-fit.ts'
import { RoomStability } from './constraints/room-stability.ts'
import { SeasonChange } from './constraints/season-change.ts'
import { SeasonGap } from './constraints/season-gap.ts'
import { Spread } from './constraints/spread.ts'
import { StaffGap } from './constraints/staff-gap.ts'
import { StaffPreference } from './constraints/staff-preference.ts'
import { StudentChoice } from './constraints/student-choice.ts'
import { Travel } from './constraints/travel.ts'
import { TutoringUnserved } from './constraints/tutoring-unserved.ts'
import { UnfilledSeat } from './constraints/unfilled-seat.ts'
import { UnplacedStudent } from './constraints/unplaced-student.ts'
import type { Hosting } from './hosting.ts'

/** Every priced row of a school over one array of values; each field is of one class, so that each call site sees one. */
export function rules(school: School, variables: Cells, hosting: Hosting) {
  return {
    roomClash: new RoomClash(school, variables),
    roomFit: new RoomFit(school, variables),
    groupSize: new GroupSize(school, variables),
    noLoneExternal: new NoLoneExternal(school, variables),
    led: new Led(school, variables),
    pin: new Pin(school, variables),
    budget: new Budget(school, variables),
    unfilledSeat: new UnfilledSeat(school, variables),
    unplacedStudent: new UnplacedStudent(school, variables),
    missingSection: new MissingSection(school, variables),
    priorityUnserved: new PriorityUnserved(school, variables),
    tutoringUnserved: new TutoringUnserved(school, variables),
    studentChoice: new StudentChoice(school, variables),
    balancedWeek: new BalancedWeek(school, variables),
    staffPreference: new StaffPreference(school, variables),
    fairLoad: new FairLoad(school, variables),
    inServiceShare: new InServiceShare(school, variables),
    leadContinuity: new LeadContinuity(school, variables),
    careContinuity: new CareContinuity(school, variables, hosting),
    handover: new Handover(school, variables, hosting),
    ownClassCare: new OwnClassCare(school, variables, hosting),
    roomStability: new RoomStability(school, variables),
    spread: new Spread(school, variables),
    staffGap: new StaffGap(school, variables),
    mergedCare: new MergedCare(school, variables),
    seasonGap: new SeasonGap(school, variables),
    seasonChange: new SeasonChange(school, variables),
    pay: new Pay(school, variables),
    travel: new Travel(school, variables),
    change: new Change(school, variables),
  }
}
export type Rules = ReturnType<typeof rules>
