import type { Post } from '../timetable.ts'
import type { Facts } from './facts.ts'
import type { Text } from './finding.ts'
import { nameOf, sectionText, slotText } from './text.ts'

/** A post of a timetable without its season and its people: what names it over the term. */
export type PostId = Post extends infer P ? (P extends Post ? Omit<P, 'season' | 'staff'> : never) : never

const roleWords = { lead: { en: 'leader', zh: '负责人' }, assistant: { en: 'assistant', zh: '助教' } } as const

export function postKey(post: PostId): string {
  switch (post.kind) {
    case 'section':
      return JSON.stringify(['section', post.activity, post.number, post.slot, post.role])
    case 'care':
      return JSON.stringify(['care', post.host, post.slot])
    case 'duty':
      return JSON.stringify(['duty', post.site, post.block])
    case 'general':
      return JSON.stringify(['general', post.duty, post.slot])
  }
}

/** The post's ids, for findings. */
export function postWhere(post: PostId): Record<string, string> {
  switch (post.kind) {
    case 'section':
      return { activity: post.activity, section: String(post.number), slot: post.slot, role: post.role }
    case 'care':
      return { host: post.host, slot: post.slot }
    case 'duty':
      return { site: post.site, block: post.block }
    case 'general':
      return { duty: post.duty, slot: post.slot }
  }
}

/** e.g. “leader of chess section 1 on Monday period 1”. */
export function postText(facts: Facts, post: PostId): Text {
  const at = slotText(post.kind === 'duty' ? blockSlot(facts, post.block) : facts.slots.get(post.slot)!)
  switch (post.kind) {
    case 'section': {
      const group = sectionText(facts.activities.get(post.activity)!, post.number)
      const role = roleWords[post.role]
      return { en: `${role.en} of ${group.en} on ${at.en}`, zh: `${at.zh}${group.zh}${role.zh}` }
    }
    case 'care': {
      const host = nameOf(facts.classes.get(post.host) ?? facts.rooms.get(post.host)!)
      return { en: `care of ${host} on ${at.en}`, zh: `${at.zh}${host}托管` }
    }
    case 'duty': {
      const site = nameOf(facts.plan.sites.find(({ id }) => id === post.site)!)
      return facts.plan.sites.length > 1
        ? { en: `duty leader at ${site} on ${at.en}`, zh: `${at.zh}${site}值班负责人` }
        : { en: `duty leader on ${at.en}`, zh: `${at.zh}值班负责人` }
    }
    case 'general': {
      const duty = facts.plan.generalDuties.find(({ id }) => id === post.duty)!
      return duty.afterMinutes === undefined
        ? { en: `${nameOf(duty)} on ${at.en}`, zh: `${at.zh}${nameOf(duty)}` }
        : { en: `${nameOf(duty)} after ${at.en}`, zh: `${at.zh}后${nameOf(duty)}` }
    }
  }
}

/** A block's slots share weekday and period; where there are several, their bands go without saying. */
function blockSlot(facts: Facts, block: string) {
  const [slot, ...others] = facts.blocks.get(block)!
  return others.length > 0 ? { ...slot, band: 'all' } : slot
}
