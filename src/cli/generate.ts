import { generate as generateSchool } from '../../benchmarks/scenarios/index.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit, UsageError } from './command.ts'
import { demandWritable, writeDocument } from './documents.ts'
import { missing } from './named.ts'
import { file, flag, oneOf, whole } from './options.ts'
import { text } from './text.ts'

const schools = ['village', 'town', 'city', 'campus'] as const
const options = {
  school: oneOf(schools, text('its size: 6, 24, 57 or 90 classes', '规模：6、24、57 或 90 个班')),
  seed: whole('N', text('another seed, another school (default 1)', '换一个种子即换一所学校（默认 1）'), 0, 2 ** 32 - 1),
  tight: flag(text('staff just enough', '人员刚好够用')),
  over: flag(text('too few staff for everybody', '人员不足')),
  out: file(text('where to write the plan (default: standard output)', '方案写到哪里（默认标准输出）')),
  planted: file(text('where to write the timetable that the plan was grown around, if it was', '生成方案所依据的课表（若有）写到哪里')),
}

export const generate: Command = {
  takes: '--school village|town|city|campus',
  about: text(
    'Makes the term plan of a made-up school, calibrated on what is known of real ones. The same school, seed and tier give the same plan.',
    '生成虚构学校的学期方案，参数参照真实学校。相同的学校、种子与松紧程度得到相同的方案。',
  ),
  options,
  run(argv, io) {
    const { values } = readArguments(argv, [], options)
    if (values.school === undefined) throw missing(`--school ${schools.join('|')}`)
    if (values.tight && values.over) throw new UsageError(text('--tight and --over exclude each other.', '--tight 与 --over 不能同时使用。'))
    demandWritable(values.out)
    demandWritable(values.planted)
    const tier = values.tight ? 'tight' : values.over ? 'over' : 'normal'
    const { plan, planted } = generateSchool({ school: values.school, seed: values.seed ?? 1, tier })
    writeDocument(values.out, plan, io)
    const { name, classes, students, staff, activities } = plan
    const [c, n, p, a] = [classes.length, students.length, staff.length, activities.length]
    const size = text(`${c} classes, ${n} students, ${p} staff, ${a} activities`, `${c}个班，${n}名学生，${p}名服务人员，${a}项活动`)
    io.err(`${name ?? plan.id}: ${size[io.language]}\n`)
    if (values.planted !== undefined) {
      if (planted) writeDocument(values.planted, planted, io)
      else
        io.err(
          `${text('no timetable was planted in this plan: nothing is written for --planted', '该方案没有预设课表，--planted 未写入任何内容')[io.language]}\n`,
        )
    }
    return exit.fine
  },
}
