import { rows } from '../../catalogue.ts'
import { type Check, type Context, refer, unknown } from '../context.ts'
import { each, type IdList } from '../draft.ts'
import { type Path, text } from '../report.ts'

/** Every id that one part of the plan takes from another exists there; lists of ids name each once. */
export const checkReferences: Check = (context) => {
  const { draft, report } = context
  const { readable } = draft
  const reference = (list: IdList, id: string | undefined, path: Path) => {
    if (id !== undefined) refer(context, list, id, path)
  }
  const references = (list: IdList, ids: readonly string[] = [], path: Path) => {
    for (const [i, id] of ids.entries()) refer(context, list, id, [...path, i])
    once(context, ids, path)
  }
  const seasonal = (entries: readonly { readonly season?: string | undefined }[] = [], path: Path) => {
    for (const [i, { season }] of entries.entries()) if (season !== undefined) refer(context, 'seasons', season, [...path, i, 'season'])
  }

  for (const [season, i] of each(readable.seasons)) for (const slot of Object.keys(season.bells ?? {})) reference('slots', slot, ['seasons', i, 'bells', slot])
  for (const [room, i] of each(readable.rooms)) {
    reference('sites', room.site, ['rooms', i, 'site'])
    seasonal(room.windows, ['rooms', i, 'windows'])
  }
  for (const [way, i] of each(readable.travel)) {
    reference('sites', way.from, ['travel', i, 'from'])
    reference('sites', way.to, ['travel', i, 'to'])
  }
  for (const [careRoom, i] of each(readable.careRooms)) reference('rooms', careRoom.room, ['careRooms', i, 'room'])
  for (const [schoolClass, i] of each(readable.classes)) {
    reference('rooms', schoolClass.homeRoom, ['classes', i, 'homeRoom'])
    reference('staff', schoolClass.homeroomTeacher, ['classes', i, 'homeroomTeacher'])
    for (const season of Object.keys(schoolClass.dismissal ?? {})) reference('seasons', season, ['classes', i, 'dismissal', season])
  }
  for (const [student, i] of each(readable.students)) {
    reference('classes', student.class, ['students', i, 'class'])
    references('slots', student.attends, ['students', i, 'attends'])
    references('activities', student.choices, ['students', i, 'choices'])
  }
  for (const [person, i] of each(readable.staff)) {
    references('classes', person.teaches, ['staff', i, 'teaches'])
    references('activities', person.refuses, ['staff', i, 'refuses'])
    seasonal(person.teaching, ['staff', i, 'teaching'])
    seasonal(person.offers, ['staff', i, 'offers'])
  }
  for (const [activity, i] of each(readable.activities)) {
    references('slots', activity.slots, ['activities', i, 'slots'])
    reference('sites', activity.site, ['activities', i, 'site'])
  }
  for (const [duty, i] of each(readable.generalDuties)) {
    reference('sites', duty.site, ['generalDuties', i, 'site'])
    references('slots', duty.slots, ['generalDuties', i, 'slots'])
  }
  const rowIds: readonly string[] = rows.map((row) => row.id)
  for (const id of Object.keys(draft.weights ?? {}))
    if (!rowIds.includes(id)) unknown(report, 'unknown-row', text('constraint', '约束'), id, rowIds, ['weights', id])
}

function once({ report }: Context, ids: readonly string[], path: Path): void {
  if (new Set(ids).size === ids.length) return
  for (const [i, id] of ids.entries()) {
    if (ids.indexOf(id) < i) {
      report.fault([...path, i], id, 'repeated', text(`\`${id}\` stands in the list twice.`, `“${id}”在列表中重复出现。`), {
        suggestion: text('Remove one of them.', '请删除重复项。'),
      })
    }
  }
}
