import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { languageOf } from '../../src/service/language.ts'
import { addClosedPage, addStartPage } from '../../src/start/app.ts'
import type { Show } from '../../src/start/show.ts'

const solving: Show = { school: '实验小学 <1>', size: { en: '2 classes', zh: '2个班级' }, state: 'solving' }
const progress = { hard: 0, medium: 3, soft: 1234, steps: 5e6, done: false, seconds: 2.5, secondsLeft: 7.5, movesPerSecond: 2e6 }
const solved: Show = {
  ...solving,
  state: 'solved',
  progress,
  found: {
    cost: { hard: 0, medium: 0, soft: 1200 },
    seconds: 10,
    meaning: { en: 'no rule is broken.', zh: '没有违反规则。' },
    subjects: [
      { by: 'class', text: { en: 'class', zh: '班级' }, members: [1, 2].map((n) => ({ id: `c${n}`, name: `${n}班` })) },
      { by: 'staff', text: { en: 'staff', zh: '人员' }, members: [{ id: 't1', name: '王老师' }] },
    ],
    week: (by, id, language) => ({
      title: `${by} ${id}`,
      seasons: [{ title: language === 'zh' ? '夏季' : 'summer', columns: ['Mon'], rows: [{ head: '16:10', cells: [['chess & more', 'T1']] }] }],
    }),
    links: [{ path: '/v1/timetables/t/report', text: { en: 'the report', zh: '报告' } }],
    timetable: { sections: [] },
  },
}
const get = (show: Show, url: string, language = 'en') => {
  const app = Fastify()
  addStartPage(app, () => show, { id: 'p' }, languageOf)
  return app.inject({ url, headers: { 'accept-language': language } })
}

describe('the start page', () => {
  test.each([
    ['/example/plan', 200, { id: 'p' }],
    ['/example/timetable', 503, { state: 'solving', message: 'the example is still being solved' }],
    ['/nowhere', 404, { statusCode: 404 }],
  ])('%s answers %i while the search runs', async (url, status, body) => {
    const answer = await get(solving, url)
    expect(answer.statusCode).toBe(status)
    expect(answer.json()).toMatchObject(body)
  })

  test('asks again until there is a result, and escapes what the plan says', async () => {
    const { body, headers } = await get({ ...solving, progress }, '/')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body).toContain('http-equiv="refresh"')
    expect(body).toContain('data-state="solving"')
    expect(body).toContain('实验小学 &lt;1&gt;')
    expect(body).toContain('hard 0 (rules broken) · medium 3 (demand not met) · soft 1,234 (wishes)')
    expect(body).toContain('2.5 s, 2,000,000 moves a second, 8 s left')
  })

  test('shows the first class’s week once it is there, as a table', async () => {
    const { body } = await get(solved, '/')
    expect(body).not.toContain('http-equiv="refresh"')
    expect(body).toContain('<h2>class c1</h2>')
    expect(body).toContain('<th scope="row">16:10</th><td><p>chess &amp; more</p><p>T1</p></td>')
    expect(body).toContain('<option value="c1" selected>1班</option>')
    expect(body).toContain('no rule is broken.')
    expect(body).toContain('<a href="/v1/timetables/t/report">the report</a>')
    expect((await get(solved, '/example/timetable')).json()).toEqual({ sections: [] })
  })

  test.each([
    ['/?class=c2', 'class c2'],
    ['/?staff=t1', 'staff t1'],
    ['/?class=&staff=t1', 'staff t1'],
    ['/?class=nobody', 'class c1'],
    ['/?room=R1', 'class c1'],
    ['/?class=c1&class=c2', 'class c1'],
  ])('%s shows the week of %s', async (url, title) => {
    expect((await get(solved, url)).body).toContain(`<h2>${title}</h2>`)
  })

  test('speaks the language that the browser asks for', async () => {
    const { body, headers } = await get(solved, '/', 'zh-CN,en;q=0.5')
    expect(headers.vary).toBe('Accept-Language')
    for (const text of ['<html lang="zh-CN">', '2个班级', '已排好', '硬性 0（违反的规则）', '用时10.0秒', '没有违反规则。', '夏季', '人员'])
      expect(body).toContain(text)
    const running = (await get({ ...solving, progress }, '/', 'zh')).body
    expect(running).toContain('每秒尝试2,000,000次，还剩8秒')
  })

  test('a search that failed says why, and counts nothing down', async () => {
    const failed: Show = { ...solving, progress, state: 'failed', error: 'its plan was deleted' }
    expect((await get(failed, '/example/timetable')).statusCode).toBe(500)
    const { body } = await get(failed, '/')
    expect(body).toContain('no timetable: its plan was deleted')
    expect(body).not.toContain('s left')
  })

  test('an installation with keys says that it wants one', async () => {
    const app = Fastify()
    addClosedPage(app, languageOf)
    expect((await app.inject('/')).body).toContain('need an API key')
    expect((await app.inject({ url: '/', headers: { 'accept-language': 'zh' } })).body).toContain('需要接口密钥')
  })
})
