import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { benchSource } from '../benchmarks/service/bench-source.ts'
import { answers } from '../models/after-school/answers.ts'
import type { Plan } from '../models/after-school/plan.ts'
import { domain } from '../models/after-school/service.ts'
import { type ShowBy, showWeek, weekOf } from '../models/after-school/show/index.ts'
import { answersUrl, modelSource } from '../models/after-school/source.ts'
import type { Timetable } from '../models/after-school/timetable.ts'
import { progressPrinter } from './cli/progress.ts'
import { languageOf as languageOfTerminal, text } from './cli/text.ts'
import type { Answers, Domain } from './service/domain.ts'
import { type ExampleState, placeExample } from './service/example.ts'
import { languageOf } from './service/language.ts'
import { plainReason } from './service/reason.ts'
import { readSettings, SettingsError } from './service/settings.ts'
import { type RunningService, startService } from './service/start.ts'
import { addClosedPage, addStartPage } from './start/app.ts'
import type { Show, Text } from './start/show.ts'

/** `npm start`: the service, with the example school in place and solved as any other plan is. */

const scenariosUrl = new URL('../benchmarks/scenarios/index.ts', import.meta.url).href
/** of what the terminal shows */
const language = languageOfTerminal(process.env)

const given = process.argv.slice(2)
if (given.length > 0) {
  const call = `npm run -s afterbell -- ${given.join(' ')}`
  const refusal = text(
    `npm start runs the service and takes no arguments. The command line is: ${call}`,
    `npm start 启动服务，不接受参数。命令行的用法：${call}`,
  )
  console.error(refusal[language])
  process.exit(3)
}

const say = (text: string) => process.stdout.write(text)
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const plan = domain.validate(domain.examples[0].plan).plan as Plan
const name = plan.name ?? plan.id
const number = (n: number) => n.toLocaleString('en-US')
const size = {
  en: `${plan.classes.length} classes, ${number(plan.students.length)} students, ${plan.staff.length} staff, ${plan.activities.length} activities`,
  zh: `${plan.classes.length}个班级，${number(plan.students.length)}名学生，${plan.staff.length}名工作人员，${plan.activities.length}项活动`,
}
let show: Show = { school: name, size, state: 'solving' }

let service: RunningService | undefined
try {
  const settings = readSettings()
  service = await startService(settings, {
    domain: domain as unknown as Domain,
    answers: answers as unknown as Answers,
    answersUrl,
    source: modelSource,
    bench: benchSource,
    scenariosUrl,
    version,
  })
  const { app, keyless } = service
  if (keyless) addStartPage(app, () => show, plan, languageOf)
  else addClosedPage(app, languageOf)
  await app.listen({ port: settings.port, host: settings.host })
  const { port } = app.server.address() as { port: number }
  const url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`
  say(language === 'zh' ? `Afterbell：${url}，接口文档：${url}/docs\n` : `Afterbell is at ${url}, its reference at ${url}/docs\n`)
  if (keyless) await solveExample(service, url, settings.exampleSeconds)
  else if (language === 'zh') say('请求需要接口密钥：npm run -s afterbell -- keys create\n按Ctrl-C停止。\n')
  else say('Requests need an API key: npm run -s afterbell -- keys create\nCtrl-C stops.\n')
} catch (error) {
  await service?.stop()
  const plain = error instanceof SettingsError ? error.message : plainReason(error)
  if (plain === undefined) throw error
  console.error(plain)
  process.exitCode = 1
}

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    void service?.stop()
  })
}

/** The example is an ordinary plan of the local tenant; it is solved at the first start and kept. */
async function solveExample({ store, queue }: RunningService, url: string, seconds: number): Promise<void> {
  const described = domain.describe(plan)
  const example = await placeExample(store, queue, { json: JSON.stringify(plan), ...described }, seconds)
  if (language === 'zh') say(`\n示例学校：${name}，${size.zh}${example.fresh ? `。排课${seconds}秒` : ''}：\n`)
  else say(`\nThe example school: ${name}, ${size.en}${example.fresh ? `. Solving for ${seconds} s` : ''}:\n`)
  const progress = progressPrinter({ err: say, errIsTerminal: process.stdout.isTTY === true, language })
  example.watch((state) => {
    if (state.kind === 'running') {
      const { hard, medium, soft, seconds, steps } = state
      const now = {
        hard,
        medium,
        soft,
        steps,
        done: false,
        seconds,
        secondsLeft: Math.max(0, state.secondsLeft),
        movesPerSecond: Math.round(steps / Math.max(seconds, 0.001)),
      }
      show = { ...show, progress: now }
      progress.hear(now)
      return
    }
    progress.end()
    found(state, url)
  })
}

function found(state: Exclude<ExampleState, { kind: 'running' }>, url: string): void {
  if (state.kind === 'failed') {
    show = { ...show, state: 'failed', error: state.error }
    console.error(language === 'zh' ? `示例没有排成：${state.error}` : `the example was not solved: ${state.error}`)
    return
  }
  const timetable = JSON.parse(gunzipSync(state.document).toString()) as Timetable
  const { hard, medium, soft, seconds } = state
  const meaning = meaningOf(hard, medium, wishesMet(timetable))
  show = {
    ...show,
    state: 'solved',
    found: {
      cost: { hard, medium, soft },
      seconds,
      meaning,
      subjects: [
        { by: 'class', text: { en: 'class', zh: '班级' }, members: plan.classes.map(named) },
        { by: 'staff', text: { en: 'staff', zh: '人员' }, members: plan.staff.map(named) },
        { by: 'room', text: { en: 'room', zh: '场地' }, members: plan.rooms.map(named) },
      ],
      week: (by, id, language) => weekOf(plan, timetable, by as ShowBy, id, language),
      links: [{ path: `/v1/timetables/${state.id}/report`, text: { en: 'the report, row by row', zh: '逐条报告' } }],
      timetable,
    },
  }
  say(`\n${showWeek(plan, timetable, 'class', plan.classes[0].id, 'zh')}\n`)
  if (language === 'zh') {
    say(`硬性${hard}，中等${medium}，软性${number(soft)}：${meaning.zh}\n`)
    say(`\n请看${url}，问${url}/v1/plans，读${url}/docs，或用命令行：npm run -s afterbell -- help\n按Ctrl-C停止。\n`)
  } else {
    say(`hard ${hard}, medium ${medium}, soft ${number(soft)}: ${meaning.en}\n`)
    say(`\nLook at ${url}, ask ${url}/v1/plans, read ${url}/docs, or use the command line: npm run -s afterbell -- help\nCtrl-C stops.\n`)
  }
}

const named = ({ id, name }: { readonly id: string; readonly name?: string | undefined }) => ({ id, name: name ?? id })

/** @returns of the clubs that children want, how many they are in, and how many they want */
function wishesMet({ sections }: Timetable): { readonly met: number; readonly wanted: number } {
  const clubs = new Map(plan.students.map(({ id, choices, clubsWanted }) => [id, { choices: new Set(choices), wanted: Math.min(clubsWanted, choices.length) }]))
  const met = sections.reduce((n, { activity, students }) => n + students.filter((id) => clubs.get(id)?.choices.has(activity)).length, 0)
  return { met, wanted: [...clubs.values()].reduce((n, { wanted }) => n + wanted, 0) }
}

function meaningOf(hard: number, medium: number, { met, wanted }: ReturnType<typeof wishesMet>): Text {
  if (hard > 0) return { en: 'a rule is broken.', zh: '有规则被违反。' }
  const clubs = {
    en: `children are in ${number(met)} of the ${number(wanted)} clubs that they want`,
    zh: `学生想参加的${number(wanted)}个社团名额中实现了${number(met)}个`,
  }
  return medium > 0
    ? { en: `no rule is broken; some of what was promised is missing; ${clubs.en}.`, zh: `没有违反规则；有些承诺的安排缺失；${clubs.zh}。` }
    : {
        en: `no rule is broken, every seat is filled, everybody is looked after; ${clubs.en}. What is left are wishes.`,
        zh: `没有违反规则，岗位全部有人，人人有人照管；${clubs.zh}。余下的都是愿望。`,
      }
}
