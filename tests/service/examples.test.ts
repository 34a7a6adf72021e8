import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '../store/stores.ts'
import { openService, type TestService } from './open.ts'
import { afterSchoolService } from './real.ts'

interface Operation {
  readonly requestBody?: { readonly content: Record<string, { readonly example?: object; readonly examples?: Record<string, { readonly value: object }> }> }
}

interface Described {
  readonly summary?: string
  readonly parameters?: readonly { readonly name: string; readonly description?: string; readonly schema: { readonly description?: string } }[]
  readonly responses: Record<string, { readonly description: string }>
}

describe('the reference’s examples', () => {
  let service: TestService
  const ids: Record<string, string> = {}
  const call = (method: string, url: string, payload: object, type = 'application/json') =>
    service.app.inject({ method: method as 'POST', url, payload: JSON.stringify(payload), headers: { 'content-type': type } })

  beforeAll(async () => {
    service = await openService(await openEmbedded(), {}, undefined, afterSchoolService)
    ids.plan = (await call('POST', '/v1/plans', (await service.app.inject('/v1/examples/luoyang')).json())).json().id
    ids.timetable = (await call('POST', `/v1/plans/${ids.plan}/timetables`, { sections: [], care: [], posts: [] })).json().id
    ids.version = '1'
  })
  afterAll(() => service.close())

  it('work, every one of them, as they stand', async () => {
    const { paths } = (await service.app.inject('/openapi.json')).json() as { paths: Record<string, Record<string, Operation>> }
    const tried: string[] = []
    for (const [path, operations] of Object.entries(paths))
      for (const [method, { requestBody }] of Object.entries(operations))
        for (const [type, { example: one, examples }] of Object.entries(requestBody?.content ?? {}))
          for (const example of [...(one ? [one] : []), ...Object.values(examples ?? {}).map(({ value }) => value)]) {
            const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name]!)
            const answer = await call(method.toUpperCase(), url, example, type)
            expect(answer.statusCode, `${method} ${path} ${JSON.stringify(example)}: ${answer.body}`).toBeLessThan(300)
            tried.push(`${method} ${path}`)
          }
    expect(new Set(tried)).toEqual(
      new Set([
        ...tried,
        'post /v1/plans/{plan}/solves',
        'post /v1/bench-runs',
        'post /v1/timetables/{timetable}/publication',
        'post /v1/timetables/{timetable}/rebalances',
        'post /v1/timetables/{timetable}/questions',
        'patch /v1/plans/{plan}',
      ]),
    )
  })

  it('stand beside words for every parameter, and for every answer', async () => {
    const { paths } = (await service.app.inject('/openapi.json')).json() as { paths: Record<string, Record<string, Described>> }
    const silent = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { summary, parameters = [], responses }]) => [
        ...(summary ? [] : [`${method} ${path}`]),
        ...parameters.filter((one) => !one.description && !one.schema.description).map(({ name }) => `${method} ${path}: ${name}`),
        ...Object.entries(responses).flatMap(([status, { description }]) => (description === 'Default Response' ? [`${method} ${path}: ${status}`] : [])),
      ]),
    )
    expect(silent).toEqual([])
  })

  it('are plans, too: those of /v1/examples and /v1/schools are taken as they are given', async () => {
    for (const url of ['/v1/examples/luoyang', '/v1/schools/town?seed=3&tier=tight']) {
      const plan = (await service.app.inject(url)).json()
      expect((await call('POST', '/v1/plans', plan)).statusCode, url).toBe(201)
    }
  })
})
