import { type Check, interval } from '../context.ts'
import { each } from '../draft.ts'
import { type Path, text } from '../report.ts'

/** Times of rooms and people make intervals; a way between two sites is given once; a care room is no home room. */
export const checkPlaces: Check = ({ draft, report }) => {
  const intervals = (entries: readonly { readonly start: string; readonly end: string }[], path: Path) => {
    for (const [i, entry] of entries.entries()) {
      const { start, end } = interval(entry)
      if (end <= start) {
        report.fault([...path, i, 'end'], entry.end, 'times-order', text(`${entry.end} is not after ${entry.start}.`, `${entry.end}不晚于${entry.start}。`), {
          suggestion: text('Exchange the two times, or correct one.', '请对调或更正时间。'),
        })
      }
    }
  }
  for (const [room, i] of each(draft.rooms)) intervals(room.windows ?? [], ['rooms', i, 'windows'])
  for (const [person, i] of each(draft.staff)) {
    intervals(person.teaching, ['staff', i, 'teaching'])
    intervals(person.offers, ['staff', i, 'offers'])
  }

  const ways = new Set<string>()
  for (const [{ from, to }, i] of each(draft.travel)) {
    if (from === to) {
      report.fault(['travel', i, 'to'], to, 'way-to-itself', text(`a way from \`${from}\` to itself.`, `“${from}”到自身的路程无意义。`), {
        suggestion: text('Remove it, or name the other site.', '请删除或改为另一校区。'),
      })
    }
    const way = JSON.stringify([from, to].sort())
    if (ways.has(way)) {
      report.fault(
        ['travel', i],
        { from, to },
        'repeated',
        text(`the way between \`${from}\` and \`${to}\` is given already: it holds either way.`, `“${from}”与“${to}”之间的路程已给出（双向有效）。`),
        { suggestion: text('Keep one of them.', '请保留其一。') },
      )
    }
    ways.add(way)
  }

  const careRooms = new Set<string>()
  for (const [{ room }, i] of each(draft.careRooms)) {
    const home = draft.classes.find((schoolClass) => schoolClass?.homeRoom === room)
    if (home) {
      report.fault(
        ['careRooms', i, 'room'],
        room,
        'care-room-is-home-room',
        text(`\`${room}\` is the home room of \`${home.id}\`, which can host without it.`, `“${room}”是班级“${home.id}”的教室，该班本身即可承接托管。`),
        { suggestion: text('Remove it from `careRooms`.', '请从“careRooms”中删除。') },
      )
    }
    if (careRooms.has(room))
      report.fault(['careRooms', i, 'room'], room, 'repeated', text(`\`${room}\` stands in the list twice.`, `“${room}”在列表中重复出现。`), {
        suggestion: text('Keep one of them.', '请保留其一。'),
      })
    careRooms.add(room)
  }
}
