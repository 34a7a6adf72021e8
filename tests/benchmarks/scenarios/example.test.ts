import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { example, formatPlan } from '../../../benchmarks/scenarios/example.ts'
import { checkTimetable, timetableFaults } from '../../../models/after-school/check/index.ts'
import { inServiceKinds } from '../../../models/after-school/plan.ts'
import { validatePlan } from '../../../models/after-school/validate/index.ts'

const text = readFileSync(new URL('../../../models/after-school/example.json', import.meta.url), 'utf8')
const { plan: input, planted } = example()
const { errors, findings, plan } = validatePlan(JSON.parse(text))

describe('the example school', () => {
  it('is what `node benchmarks/scenarios/example.ts` writes', () => {
    // as JSON first: a difference shows where it is
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(input)))
    expect(text === formatPlan(input)).toBe(true)
  })

  it('has no fault, and nothing to say but the policy that it overrides', () => {
    expect(errors).toEqual([])
    expect(findings.map(({ code }) => code)).toEqual(['policy-override'])
  })

  it('can be served in full: hard 0, medium 0', () => {
    expect(timetableFaults(plan!, planted)).toEqual([])
    const report = checkTimetable(plan!, planted)
    expect(report.constraints.filter(({ level, amount }) => level !== 'soft' && amount > 0)).toEqual([])
  })

  it('is a town school that can be read: 12 classes, 432 students, 36 staff, under 200 KB, a record a line', () => {
    expect([plan!.classes.length, plan!.students.length, plan!.staff.length]).toEqual([12, 432, 36])
    expect(text.length).toBeLessThan(200_000)
    expect(text.split('\n').filter((line) => /^ {4}\{ "id": "s\d{3}", "name": "\S+", "class": .* \},?$/.test(line))).toHaveLength(432)
  })

  it.each(['象棋', '足球', '篮球', '合唱', '书法', '剪纸', '牡丹画', '牡丹瓷', '唐三彩', '河洛大鼓', '编程', '科普实验', '舞蹈', '阅读'])(
    'offers %s',
    (name) => {
      expect(plan!.activities.map((activity) => activity.name)).toContain(name)
    },
  )

  it('leaves its crafts to those who keep them', () => {
    const leader = (activity: string) => {
      const [first] = planted.posts.flatMap((post) => (post.kind === 'section' && post.activity === activity && post.role === 'lead' ? post.staff : []))
      return plan!.staff.find(({ id }) => id === first)!.kind
    }
    expect(['tang-tricolour', 'peony-porcelain', 'paper-cutting', 'chess'].map(leader)).toEqual(['heritage', 'craftsperson', 'folk-artist', 'retired'])
    expect(inServiceKinds).toContain(leader('football'))
  })
})
