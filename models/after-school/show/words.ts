import { clockOf } from '../../../src/calendar/index.ts'
import type { Interval } from '../check/interval.ts'
import { nameOf } from '../check/text.ts'
import type { SectionView } from '../check/view.ts'

/** What the cells of a week say, in both languages. */

export type Language = 'en' | 'zh'

/** ASCII between the times: the width of a dash is in dispute. */
export const timeText = ({ start, end }: Interval): string => `${clockOf(start)}-${clockOf(end)}`

export const words = {
  en: {
    care: (children: number) => `care ${children}`,
    careIn: (children: number, place: string) => `care ${children} in ${place}`,
    careOf: (place: string) => `care ${place}`,
    inCare: 'care',
    group: (name: string, children: number) => `${name}: ${children}`,
    section: (name: string, number: number) => `${name} #${number}`,
    lead: (name: string) => `lead ${name}`,
    assistant: (name: string) => `assist ${name}`,
    duty: (site: string) => `duty ${site}`,
    from: (date: string) => `from ${date}`,
    until: (date: string) => `until ${date}`,
    empty: (seats: number) => (seats === 1 ? '1 seat empty' : `${seats} seats empty`),
    comma: ', ',
    titleComma: ', ',
    to: 'to',
    nothing: 'nothing this season',
  },
  zh: {
    care: (children: number) => `托管${children}人`,
    careIn: (children: number, place: string) => `托管${children}人 在${place}`,
    careOf: (place: string) => `托管 ${place}`,
    inCare: '托管',
    group: (name: string, children: number) => `${name} ${children}人`,
    section: (name: string, number: number) => `${name}${number}班`,
    lead: (name: string) => `主讲 ${name}`,
    assistant: (name: string) => `协助 ${name}`,
    duty: (site: string) => `值班 ${site}`,
    from: (date: string) => `${date}起`,
    until: (date: string) => `${date}止`,
    empty: (seats: number) => `空缺${seats}岗`,
    comma: '、',
    titleComma: '，',
    to: '至',
    nothing: '本季无安排',
  },
} as const

export type Words = (typeof words)[Language]

/** The activity, with the section's number where there may be several. */
export const clubName = ({ activity, number }: Pick<SectionView, 'activity' | 'number'>, say: Words): string =>
  activity.sections.max > 1 ? say.section(nameOf(activity), number) : nameOf(activity)
