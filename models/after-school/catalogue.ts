/** The rows of the objective: one constraint each, under the same id in `constraints/`, `check/`, tests and documents. Data only. */

export type LevelName = 'hard' | 'medium' | 'soft'

export interface Row {
  readonly id: RowId
  readonly level: LevelName
  /** default weight: cost = weight × amount */
  readonly weight: number
  /** clause of luoyang-2020-87; '' where the row is good practice and not policy */
  readonly clause: string
  readonly title: { readonly en: string; readonly zh: string }
}

const row = <const Id extends string>(id: Id, level: LevelName, weight: number, clause: string, en: string, zh: string) =>
  ({ id, level, weight, clause, title: { en, zh } }) as const

export const rows = [
  row('end-time', 'hard', 1, '三(二)', 'ends by the latest end', '按时结束'),
  row('slot-allowed', 'hard', 1, '三(二)', 'slot allowed for the activity', '时段许可'),
  row('room-clash', 'hard', 1, '四(四)', 'room not over-booked', '场地不冲突'),
  row('room-fit', 'hard', 1, '四(四)', 'room fits the group', '场地适合'),
  row('staff-clash', 'hard', 1, '四(二)', 'one place at a time for staff', '人员不冲突'),
  row('staff-offer', 'hard', 1, '四(二)', 'serves only when offered', '志愿时段内服务'),
  row('staff-refusal', 'hard', 1, '四(二)', 'never in a refused activity', '不违背拒绝意愿'),
  row('staff-role', 'hard', 1, '四(二)', 'kind and skills fit the role', '岗位资格'),
  row('staff-vetting', 'hard', 1, '四(二) 四(四)', 'vetted on every date served', '品德、健康、资质有效'),
  row('staff-workload', 'hard', 1, '四(二) 四(三)', 'within the limits of work', '工作量上限'),
  row('student-consent', 'hard', 1, '二(三)', 'only where the family agreed', '学生自愿'),
  row('student-clash', 'hard', 1, '二(三)', 'one place at a time for students', '学生不冲突'),
  row('grade-fit', 'hard', 1, '三(三)', 'grade fits the activity', '年级适合'),
  row('group-size', 'hard', 1, '四(四)', 'section size within bounds', '开班人数'),
  row('no-lone-external', 'hard', 1, '四(四)', 'externals accompanied', '校外人员有人陪同'),
  row('section-count', 'hard', 1, '三(三)', 'number of sections and distinct slots', '开班数量'),
  row('led', 'hard', 1, '四(四)', 'no running section without its leader', '开班必有负责人'),
  row('pin', 'hard', 1, '三(四)', 'pinned parts kept', '固定安排不变'),
  row('budget', 'hard', 1, '四(三)', 'pay within the budget', '经费不超'),
  row('unfilled-seat', 'medium', 40, '四(四)', 'required seats left empty', '空缺岗位'),
  row('unplaced-student', 'medium', 10, '三(一)', 'students above a care room’s capacity', '托管超员学生'),
  row('missing-section', 'medium', 1, '三(三)', 'sections below the minimum', '少开的班'),
  row('priority-unserved', 'medium', 1, '三(一)', 'priority students with no choice served', '优先群体未满足'),
  row('tutoring-unserved', 'medium', 1, '三(三)', 'approved tutoring not given', '辅导需求未满足'),
  row('student-choice', 'soft', 1, '三(一) 四(二)', 'students’ choices', '学生志愿'),
  row('balanced-week', 'soft', 1, '二(四)', 'development domains covered', '五育均衡'),
  row('staff-preference', 'soft', 2, '四(二)', 'staff serve when keen', '人员意愿'),
  row('fair-load', 'soft', 3, '', 'fair load', '负担公平'),
  row('in-service-share', 'soft', 10, '四(二)', 'in-service staff in the main', '在职教职工为主'),
  row('lead-continuity', 'soft', 4, '', 'one lead per section', '负责人稳定'),
  row('care-continuity', 'soft', 1, '四(四)', 'few care supervisors per class', '托管教师稳定'),
  row('handover', 'soft', 2, '四(四)', 'few handovers in a day', '少交接班'),
  row('own-class-care', 'soft', 1, '', 'care by the class’s own teachers', '本班教师托管'),
  row('room-stability', 'soft', 1, '', 'one room per section', '场地稳定'),
  row('spread', 'soft', 3, '', 'sessions spread over the week', '课次分散'),
  row('staff-gap', 'soft', 2, '', 'no idle periods', '无空等'),
  row('merged-care', 'soft', 4, '', 'care in the class’s own room', '少并班托管'),
  row('season-gap', 'soft', 5, '三(二)', 'runs in every season', '各季都开'),
  row('season-change', 'soft', 2, '三(二)', 'same people over the seasons', '换季少换人'),
  row('pay', 'soft', 1, '四(三)', 'pay', '报酬'),
  row('travel', 'soft', 1, '', 'travel between sites', '往返路程'),
  row('change', 'soft', 4, '', 'close to the baseline', '少变动'),
] as const satisfies readonly { id: string; level: LevelName; weight: number; clause: string; title: { en: string; zh: string } }[]

export type RowId = (typeof rows)[number]['id']
