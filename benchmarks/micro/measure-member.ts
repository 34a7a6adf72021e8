/** A thread that measures one thing: nothing else has then shaped its code. */
import { parentPort, workerData } from 'node:worker_threads'
import { priceAt } from './price.ts'
import { courseSubject, shiftSubject } from './public-models.ts'
import { priceInSearch, schoolRules } from './school.ts'
import { speed } from './yardstick.ts'

/** What to measure: which rules there are, one rule's price, or the speed of a whole search. */
export type Question = { readonly suite: string; readonly text: string } & (
  | { readonly ask: 'rules' }
  | { readonly ask: 'price'; readonly rule: string }
  | { readonly ask: 'speed'; readonly how: 'kernel' | 'hand-written'; readonly moves: number }
)

const subjects = { 'course-timetabling': courseSubject, 'shift-scheduling': shiftSubject }

function answer(question: Question): unknown {
  const { suite, text } = question
  if (question.ask === 'speed') return speed(text, question.how, question.moves)
  if (suite === 'after-school') return question.ask === 'rules' ? schoolRules(JSON.parse(text)) : priceInSearch(JSON.parse(text), question.rule)
  const { rules, values, draw } = subjects[suite as keyof typeof subjects](text)
  if (question.ask === 'rules') return rules.map((rule) => rule.id)
  return priceAt(rules.find((rule) => rule.id === question.rule)!, values, draw)
}

parentPort!.postMessage(answer(workerData as Question))
