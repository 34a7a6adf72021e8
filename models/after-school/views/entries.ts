import { clockOf } from '../../../src/calendar/index.ts'
import type { CareGroup } from '../check/care-groups.ts'
import { blockOf, type SeasonFacts } from '../check/facts.ts'
import type { Text } from '../check/finding.ts'
import type { PostView } from '../check/posts.ts'
import { nameOf, sectionText, slotText } from '../check/text.ts'
import type { SectionView, SessionView, View } from '../check/view.ts'
import type { Staff, Weekday } from '../plan.ts'

/** Something that takes place in a season's week: a session, a care group, a duty. */
export interface Entry {
  readonly season: SeasonFacts
  readonly weekday: Weekday
  /** minutes after midnight */
  readonly start: number
  readonly end: number
  readonly section?: SectionView
  readonly session?: SessionView
  readonly care?: CareGroup
  readonly posts: readonly PostView[]
}

/** Everything that takes place in the week of every season, by weekday and start. */
export function entriesOf(view: View): Entry[] {
  const entries = view.facts.seasons.flatMap((season) => {
    const posts = view.posts.filter((post) => post.season === season)
    const sessions = view.sections.flatMap((section) =>
      section.sessions.flatMap((session): Entry[] => {
        const run = session.runs[season.index]
        if (!run) return []
        const own = posts.filter(
          (p) =>
            p.of.kind === 'section' &&
            p.of.session.slot === session.slot &&
            p.of.session.activity === section.activity &&
            p.of.session.number === section.number,
        )
        return [{ season, weekday: session.slot.weekday, ...run.interval, section, session, posts: own }]
      }),
    )
    const care = view.care
      .filter((group) => group.season === season)
      .map(
        (group): Entry => ({
          season,
          weekday: group.slot.weekday,
          ...group.interval,
          care: group,
          posts: posts.filter((p) => p.of.kind === 'care' && p.of.group === group),
        }),
      )
    const duties = posts
      .filter((p) => p.of.kind === 'duty' || p.of.kind === 'general')
      .map((post): Entry => ({ season, weekday: post.weekday, ...post.interval, posts: [post] }))
    return [...sessions, ...care, ...duties]
  })
  return entries.sort((a, b) => a.start - b.start || a.end - b.end)
}

const person = (role: string) => (staff: Staff) => ({ id: staff.id, name: nameOf(staff), role })

function titleOf(view: View, { section, care, posts }: Entry): Text {
  if (section) return sectionText(section.activity, section.number)
  if (care) {
    const host = nameOf(care.hostClass ?? care.room)
    return { en: `Care ${host}`, zh: `${host}托管` }
  }
  const post = posts[0]!
  if (post.of.kind === 'general') return { en: nameOf(post.of.duty), zh: nameOf(post.of.duty) }
  const several = view.facts.plan.sites.length > 1
  const site = nameOf(view.facts.plan.sites.find((s) => s.id === post.site)!)
  return several ? { en: `Duty leader ${site}`, zh: `${site}值班负责人` } : { en: 'Duty leader', zh: '值班负责人' }
}

/** An entry as a view shows it. @param names whether the children are named, or counted only */
export function showEntry(view: View, entry: Entry, names: boolean): object {
  const { section, session, care, posts, start, end } = entry
  const slots = session?.slots ?? (care ? [care.slot] : (posts[0]?.slots ?? []))
  const staff = posts.flatMap((post) => post.people.map(person(post.of.kind === 'section' ? post.of.role.role : post.of.kind)))
  const empty = posts.reduce((sum, post) => sum + Math.max(0, post.need - post.people.length), 0)
  const room = session?.room ?? care?.room
  return {
    kind: session ? 'section' : care ? 'care' : posts[0]!.of.kind,
    title: titleOf(view, entry),
    start: clockOf(start),
    end: clockOf(end),
    slots: slots.map((slot) => slot.id),
    when: slots[0] && slotText(slots[0]),
    ...(section && { activity: section.activity.id, number: section.number }),
    ...(care && { host: care.host, classes: [...care.classes].map(([c, students]) => ({ id: c.id, name: nameOf(c), students })) }),
    ...(!session && !care && slots[0] && { block: blockOf(slots[0]) }),
    ...(room && { room: { id: room.id, name: nameOf(room), site: room.site } }),
    ...((section || care) && { size: section ? section.students.length : care!.size }),
    ...(names && section && { students: section.students.map((s) => ({ id: s.id, name: nameOf(s) })) }),
    staff,
    emptySeats: empty,
  }
}
