import { generate as generateSchool } from '../../benchmarks/scenarios/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit, UsageError } from './command.ts'
import { writeDocument } from './documents.ts'
import { file, flag, oneOf, whole } from './options.ts'

const schools = ['village', 'town', 'city', 'campus'] as const
const options = {
  school: oneOf(schools, 'its size: 6, 24, 57 or 90 classes'),
  seed: whole('N', 'another seed, another school (default 1)', 0, 2 ** 32 - 1),
  tight: flag('staff just enough'),
  over: flag('too few staff for everybody'),
  out: file('where to write the plan (default: standard output)'),
  planted: file('where to write the timetable that the plan was grown around, if it was'),
}

export const generate: Command = {
  takes: '--school village|town|city|campus',
  about: 'Makes the term plan of a made-up school, calibrated on what is known of real ones. The same school, seed and tier give the same plan.',
  options,
  run(argv, io) {
    const { values } = readArguments(argv, [], options)
    if (values.school === undefined) throw new UsageError(`missing --school ${schools.join('|')}.`)
    if (values.tight && values.over) throw new UsageError('--tight and --over exclude each other.')
    const tier = values.tight ? 'tight' : values.over ? 'over' : 'normal'
    const { plan, planted } = generateSchool({ school: values.school, seed: values.seed ?? 1, tier })
    writeDocument(values.out, plan, io)
    const { name, classes, students, staff, activities } = plan
    io.err(`${name ?? plan.id}: ${classes.length} classes, ${students.length} students, ${staff.length} staff, ${activities.length} activities\n`)
    if (values.planted !== undefined) {
      if (planted) writeDocument(values.planted, planted, io)
      else io.err('no timetable was planted in this plan: nothing is written for --planted\n')
    }
    return exit.fine
  },
}
