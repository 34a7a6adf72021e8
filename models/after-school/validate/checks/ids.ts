import { type Draft, each, idLists } from '../draft.ts'
import { type Report, text } from '../report.ts'

/** Every id once in its list; none that JavaScript objects have as a name already. A care room and a class are both hosts: their ids differ. */
export function checkIds(draft: Draft, report: Report): void {
  for (const list of idLists) {
    const seen = new Map<string, number>()
    for (const [{ id }, i] of each<{ id: string }>(draft[list])) {
      const first = seen.get(id)
      if (first === undefined) seen.set(id, i)
      else
        report.fault([list, i, 'id'], id, 'duplicate-id', text(`\`${id}\` is the id of /${list}/${first} already.`, `编号“${id}”已被/${list}/${first}使用。`), {
          suggestion: text('Give one of them another id.', '请更换其中一个编号。'),
        })
      if (id in Object.prototype)
        report.fault([list, i, 'id'], id, 'reserved-id', text(`\`${id}\` cannot be an id.`, `“${id}”不能用作编号。`), {
          suggestion: text('Choose another id.', '请更换编号。'),
        })
    }
  }
  for (const [{ room }, i] of each(draft.careRooms)) {
    if (draft.ids.classes.index.has(room)) {
      report.fault(
        ['careRooms', i, 'room'],
        room,
        'ambiguous-host',
        text(`\`${room}\` is a class too: as a host it could be either.`, `“${room}”同时是班级编号，无法区分托管方。`),
        {
          suggestion: text('Rename the room or the class.', '请更改场地或班级的编号。'),
        },
      )
    }
  }
}
