import type { Plan, Role, Slot, Staff, Weekday } from '../plan.ts'
import type { TimetableParts } from '../timetable.ts'
import type { CareGroup } from './care-groups.ts'
import { type Facts, type SeasonFacts, spanOf } from './facts.ts'
import type { Text } from './finding.ts'
import type { Interval } from './interval.ts'
import { type PostId, postKey, postText, postWhere } from './post-names.ts'
import type { SectionView, SessionView } from './view.ts'

/** A place for `need` people in one season. */
export interface PostView {
  /** names the post over the seasons */
  readonly id: PostId
  /** the same as one string */
  readonly key: string
  readonly season: SeasonFacts
  readonly weekday: Weekday
  readonly interval: Interval
  readonly site: string
  /** the slots whose periods it serves; none for a duty after the last bell */
  readonly slots: readonly Slot[]
  readonly need: number
  readonly people: readonly Staff[]
  /** sessions that a seat counts for: the length of a section's session, 1 elsewhere */
  readonly weight: number
  readonly of: PostOf
  /** ids, for findings */
  readonly where: Readonly<Record<string, string>>
  readonly text: Text
}

export type PostOf =
  | { readonly kind: 'section'; readonly session: SessionView; readonly role: Role }
  | { readonly kind: 'care'; readonly group: CareGroup }
  | { readonly kind: 'duty' }
  | { readonly kind: 'general'; readonly duty: Plan['generalDuties'][number] }

/** What the kinds of posts differ in. */
type Particulars = Pick<PostView, 'interval' | 'site' | 'slots' | 'need' | 'weight' | 'of'> & { readonly weekday: Weekday }

/** Every post that something in the season needs, with the people whom the timetable seats there. */
export function postsOf(facts: Facts, sections: readonly SectionView[], care: readonly CareGroup[], timetable: Pick<TimetableParts, 'posts'>): PostView[] {
  const seated = new Map(timetable.posts.map((post) => [JSON.stringify([post.season, postKey(post)]), post.staff]))
  const texts = new Map<string, Text>()
  return facts.seasons.flatMap((season) => {
    const post = (id: PostId, particulars: Particulars): PostView => {
      const key = postKey(id)
      const text = texts.get(key) ?? postText(facts, id)
      texts.set(key, text)
      const people = (seated.get(JSON.stringify([season.season.id, key])) ?? []).map((person) => facts.staff.get(person)!)
      return { ...particulars, id, key, season, people, text, where: { ...postWhere(id), season: season.season.id } }
    }
    const groups = care.filter((group) => group.season === season)
    return [
      ...sections.flatMap((section) => sectionPosts(season, section, post)),
      ...groups.map((group) => carePost(facts, group, post)),
      ...dutyPosts(facts, season, sections, groups, post),
      ...generalPosts(facts, season, post),
    ]
  })
}

type MakePost = (id: PostId, particulars: Particulars) => PostView

/** Two sessions of a section in one slot (a breach of `section-count`) share their posts: a post has no other name than its slot. */
function sectionPosts(season: SeasonFacts, section: SectionView, post: MakePost): PostView[] {
  const { activity, number, sessions, students } = section
  const distinct = sessions.filter((session, i) => sessions.findIndex((other) => other.slot === session.slot) === i)
  return distinct.flatMap((session) => {
    const run = session.runs[season.index]
    if (!run) return []
    return activity.roles.map((role) =>
      post(
        { kind: 'section', activity: activity.id, number, slot: session.slot.id, role: role.role },
        {
          weekday: session.slot.weekday,
          interval: run.interval,
          site: session.room.site,
          slots: session.slots,
          need: role.count + (role.perStudents === undefined ? 0 : Math.ceil(students.length / role.perStudents)),
          weight: activity.length,
          of: { kind: 'section', session, role },
        },
      ),
    )
  })
}

const carePost = (facts: Facts, group: CareGroup, post: MakePost): PostView =>
  post(
    { kind: 'care', host: group.host, slot: group.slot.id },
    {
      weekday: group.slot.weekday,
      interval: group.interval,
      site: group.room.site,
      slots: [group.slot],
      need: Math.ceil(group.size / facts.policy.studentsPerSupervisor),
      weight: 1,
      of: { kind: 'care', group },
    },
  )

/** One leader per site and block at which some group is open: an open care group, or a session that runs and occupies one of the block's slots. */
function dutyPosts(facts: Facts, season: SeasonFacts, sections: readonly SectionView[], care: readonly CareGroup[], post: MakePost): PostView[] {
  const open = new Set(care.map((group) => JSON.stringify([group.room.site, group.slot.id])))
  for (const session of sections.flatMap((section) => section.sessions)) {
    if (!session.runs[season.index]) continue
    for (const slot of session.slots) open.add(JSON.stringify([session.room.site, slot.id]))
  }
  return [...facts.blocks].flatMap(([block, slots]) => {
    const running = slots.filter((slot) => season.bells.has(slot.id))
    const sites = facts.plan.sites.filter((site) => running.some((slot) => open.has(JSON.stringify([site.id, slot.id]))))
    return sites.map((site) =>
      post(
        { kind: 'duty', site: site.id, block },
        { weekday: running[0].weekday, interval: spanOf(season, running)!, site: site.id, slots: running, need: 1, weight: 1, of: { kind: 'duty' } },
      ),
    )
  })
}

const generalPosts = (facts: Facts, season: SeasonFacts, post: MakePost): PostView[] =>
  facts.plan.generalDuties.flatMap((duty) =>
    duty.slots.flatMap((id) => {
      const slot = facts.slots.get(id)!
      const bell = season.bells.get(id)
      if (!bell) return []
      const after = duty.afterMinutes
      return [
        post(
          { kind: 'general', duty: duty.id, slot: id },
          {
            weekday: slot.weekday,
            interval: after === undefined ? bell : { start: bell.end, end: bell.end + after },
            site: duty.site,
            slots: after === undefined ? [slot] : [],
            need: duty.count,
            weight: 1,
            of: { kind: 'general', duty },
          },
        ),
      ]
    }),
  )
