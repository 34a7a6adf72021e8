import type { Weekday } from '../plan.ts'
import type { Text } from '../policy/index.ts'
import { type Fault, type PlanFinding, pointerOf } from './fault.ts'

export type Path = readonly PropertyKey[]

interface More {
  readonly clause?: string | undefined
  readonly suggestion?: Text | undefined
}

export const text = (en: string, zh: string): Text => ({ en, zh })

const days: { readonly [Day in Weekday]: Text } = {
  mon: text('Monday', '周一'),
  tue: text('Tuesday', '周二'),
  wed: text('Wednesday', '周三'),
  thu: text('Thursday', '周四'),
  fri: text('Friday', '周五'),
  sat: text('Saturday', '周六'),
  sun: text('Sunday', '周日'),
}

export const dayOf = (weekday: Weekday): Text => days[weekday]

/** some of many, for a sentence */
export const some = (items: readonly string[], at = 5): Text =>
  items.length <= at
    ? text(items.map((item) => `\`${item}\``).join(', '), items.map((item) => `“${item}”`).join('、'))
    : text(
        `${items
          .slice(0, at)
          .map((item) => `\`${item}\``)
          .join(', ')} and ${items.length - at} more`,
        `${items
          .slice(0, at)
          .map((item) => `“${item}”`)
          .join('、')}等${items.length}个`,
      )

/** Collects everything that is wrong, and what follows from the rest. */
export class Report {
  readonly errors: Fault[] = []
  readonly findings: PlanFinding[] = []

  fault(path: Path, value: unknown, code: string, message: Text, more: More = {}): void {
    this.errors.push(entry(path, value, code, message, more))
  }

  finding(path: Path, value: unknown, code: string, message: Text, more: More = {}): void {
    this.findings.push(entry(path, value, code, message, more))
  }
}

const entry = (path: Path, value: unknown, code: string, message: Text, { clause, suggestion }: More): Fault => ({
  pointer: pointerOf(path),
  value,
  code,
  ...(clause && { clause }),
  message,
  ...(suggestion && { suggestion }),
})
