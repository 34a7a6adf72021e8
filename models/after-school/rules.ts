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
export function rules(school: School, values: Int32Array, hosting: Hosting) {
  return {
    roomClash: new RoomClash(school, values),
    roomFit: new RoomFit(school, values),
    groupSize: new GroupSize(school, values),
    noLoneExternal: new NoLoneExternal(school, values),
    led: new Led(school, values),
    pin: new Pin(school, values),
    budget: new Budget(school, values),
    unfilledSeat: new UnfilledSeat(school, values),
    unplacedStudent: new UnplacedStudent(school, values),
    missingSection: new MissingSection(school, values),
    priorityUnserved: new PriorityUnserved(school, values),
    tutoringUnserved: new TutoringUnserved(school, values),
    studentChoice: new StudentChoice(school, values),
    balancedWeek: new BalancedWeek(school, values),
    staffPreference: new StaffPreference(school, values),
    fairLoad: new FairLoad(school, values),
    inServiceShare: new InServiceShare(school, values),
    leadContinuity: new LeadContinuity(school, values),
    careContinuity: new CareContinuity(school, values, hosting),
    handover: new Handover(school, values, hosting),
    ownClassCare: new OwnClassCare(school, values, hosting),
    roomStability: new RoomStability(school, values),
    spread: new Spread(school, values),
    staffGap: new StaffGap(school, values),
    mergedCare: new MergedCare(school, values),
    seasonGap: new SeasonGap(school, values),
    seasonChange: new SeasonChange(school, values),
    pay: new Pay(school, values),
    travel: new Travel(school, values),
    change: new Change(school, values),
  }
}
export type Rules = ReturnType<typeof rules>
