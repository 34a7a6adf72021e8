import type { Check } from '../context.ts'
import { text } from '../report.ts'

/** no number of a school is larger; a solver that counts in 32 bits can hold the sums */
const most = 100_000
const mostYuan = 10_000_000

/** Numbers are of a size that a school can have. */
export const checkAmounts: Check = ({ draft, report }) => {
  const path: PropertyKey[] = []
  const walk = (value: unknown, key: PropertyKey): void => {
    path.push(key)
    if (typeof value === 'number') {
      const bound = key === 'yuanPerWeek' ? mostYuan : most
      if (Math.abs(value) > bound)
        report.fault([...path], value, 'too-big', text(`${value} is out of bounds: at most ${bound}.`, `${value}超出范围，最大为${bound}。`), {
          suggestion: text('Correct the number.', '请更正数值。'),
        })
    } else if (Array.isArray(value)) for (let i = 0; i < value.length; i++) walk(value[i], i)
    else if (typeof value === 'object' && value !== null) for (const [name, item] of Object.entries(value)) walk(item, name)
    path.pop()
  }
  for (const key of ['seasons', 'slots', 'travel', 'rooms', 'classes', 'students', 'staff', 'activities', 'generalDuties', 'budget'] as const)
    walk(draft[key], key)
}
