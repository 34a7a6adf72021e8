import type { Fault, PlanFinding } from '../../models/after-school/validate/fault.ts'
import { type Language, type Text, text } from './text.ts'

export const countOf = (faults: number): Text => text(`${faults} ${faults === 1 ? 'fault' : 'faults'}`, `${faults}处错误`)

/** the pointer to all of a document is empty */
const whole = text('the document', '整个文档')

/** @returns one paragraph for each: where, what is wrong with which value, by which clause, and a way out */
export function faultLines(faults: readonly (Fault | PlanFinding)[], language: Language): string {
  return faults
    .map((fault) => {
      const clause = fault.clause ? ` [${fault.clause}]` : ''
      const way = fault.suggestion ? `\n    ${fault.suggestion[language]}` : ''
      return `${fault.pointer || whole[language]}: ${fault.message[language]}${clause} (${fault.code})${way}\n`
    })
    .join('')
}
