import type { Command } from './command.ts'
import { type Text, text } from './text.ts'

interface Verb {
  readonly summary: Text
  /** commands are loaded when they are run: the solver need not be there to print a schema */
  readonly load: () => Promise<Command>
}

export const verbs: Readonly<Record<string, Verb>> = {
  generate: { summary: text('make the term plan of a made-up school', '生成虚构学校的学期方案'), load: async () => (await import('./generate.ts')).generate },
  validate: { summary: text('say what is wrong with a plan, all of it', '列出方案的全部问题'), load: async () => (await import('./validate.ts')).validate },
  solve: { summary: text('make a timetable for a plan', '为方案求解课表'), load: async () => (await import('./solve.ts')).solve },
  bound: { summary: text('prove how good a timetable could possibly be', '证明课表最好能好到什么程度'), load: async () => (await import('./bound.ts')).bound },
  check: { summary: text('price a timetable, ours or not, row by row', '逐项计算任意课表的代价'), load: async () => (await import('./check.ts')).check },
  rebalance: {
    summary: text('mend a timetable after somebody fell ill, a room closed, …', '有人请假、场地关闭等之后调整课表'),
    load: async () => (await import('./rebalance.ts')).rebalance,
  },
  substitutes: {
    summary: text('rank who else, where else, which club', '排列可替换的人员、时段场地或社团'),
    load: async () => (await import('./substitutes.ts')).substitutes,
  },
  explain: {
    summary: text('say why, what would fix it, and who serves how much', '解释原因、补救办法与工作量'),
    load: async () => (await import('./explain.ts')).explain,
  },
  show: {
    summary: text('print the week of a class, a member of staff, a room or a student', '打印班级、人员、场地或学生的一周'),
    load: async () => (await import('./show.ts')).show,
  },
  schema: { summary: text('print the JSON Schema of a document', '打印文档的 JSON Schema'), load: async () => (await import('./schema.ts')).schema },
  keys: {
    summary: text('make and manage the service’s tenants and API keys', '管理服务的租户与 API 密钥'),
    load: async () => (await import('./keys.ts')).keys,
  },
  backup: {
    summary: text('write all that the service keeps into one file', '把服务保存的全部内容写入一个文件'),
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: { summary: text('fill an empty store from a backup', '用备份恢复空的存储'), load: async () => (await import('./backup.ts')).restore },
}
