import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { addStartPage } from '../../src/start/app.ts'
import type { Show } from '../../src/start/show.ts'

const solving: Show = { school: '实验小学 <1>', size: '2 classes', state: 'solving' }
const progress = { hard: 0, medium: 3, soft: 1234, steps: 5e6, done: false, seconds: 2.5, secondsLeft: 7.5, movesPerSecond: 2e6 }
const solved: Show = {
  ...solving,
  state: 'solved',
  progress,
  found: { cost: { hard: 0, medium: 0, soft: 1200 }, seconds: 10, week: '周一 & 周二', timetable: { sections: [] } },
}
const get = (show: Show, url: string) => {
  const app = Fastify()
  addStartPage(app, () => show, { id: 'p' })
  return app.inject(url)
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
    expect(body).toContain('实验小学 &lt;1&gt;')
    expect(body).toContain('hard 0 · medium 3 · soft 1,234')
  })

  test('shows the week once it is there', async () => {
    const { body } = await get(solved, '/')
    expect(body).not.toContain('http-equiv="refresh"')
    expect(body).toContain('周一 &amp; 周二')
    expect((await get(solved, '/example/timetable')).json()).toEqual({ sections: [] })
  })

  test('a search that failed is said to have failed', async () => {
    expect((await get({ ...solving, state: 'failed' }, '/example/timetable')).statusCode).toBe(500)
  })
})
