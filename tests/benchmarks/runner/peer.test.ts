import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findPeer, type Peer, runPeer } from '../../../benchmarks/runner/peer.ts'
import { courseTimetablingSuite } from '../../../benchmarks/suites/course-timetabling.ts'
import { findInstances } from '../../../benchmarks/suites/instances.ts'
import { anySuite } from '../../../benchmarks/suites/suite.ts'

const suite = anySuite(courseTimetablingSuite)
const data = join(import.meta.dirname, '../../models/course-timetabling/fixtures')
const limits = { time: 1, threads: 1 }
const provenance = { commit: 'c', machine: 'm' }

let folder: string
const peer = (name: string, program: string, more: object = {}) => {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'solve.mjs'), program)
  const description = {
    suites: ['course-timetabling'],
    needs: [],
    run: [process.execPath, 'solve.mjs', '{instance}', '{time}', '{seed}', '{solution}'],
    ...more,
  }
  writeFileSync(join(folder, name, 'peer.json'), JSON.stringify(description))
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peers-'))
  // places the first lecture of each course, all in the first room, one after the other
  peer(
    'lazy',
    `import { readFileSync, writeFileSync } from 'node:fs'
     const [instance, time, seed, solution] = process.argv.slice(2)
     const courses = readFileSync(instance, 'utf8').split('COURSES:')[1].split('ROOMS:')[0].trim().split('\\n')
     console.log('hello')
     console.log(JSON.stringify({ seconds: 0.1, hard: 99, soft: Number(seed) }))
     console.log(JSON.stringify({ bound: 0 }))
     writeFileSync(solution, courses.map((line, i) => line.split(' ')[0] + ' rA 0 ' + i + '\\n').join(''))`,
  )
  peer('broken', `console.error('no licence'); process.exit(7)`)
  peer('silent', '')
  peer('needy', '', { needs: [{ command: [process.execPath, '-e', 'process.exit(3)'], otherwise: 'install the thing' }] })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = async (name: string) => {
  const [instance] = findInstances(suite, data, ['toy'], folder)
  return runPeer(findPeer(name, suite.name, folder) as Peer, suite, instance, 5, limits, provenance, () => {}, folder)
}

describe('a peer', () => {
  test('is priced by our checker, whatever it says of itself', async () => {
    const { result, text } = await run('lazy')
    expect(text.split('\n')[0]).toBe('SceCosC rA 0 0')
    expect(result).toMatchObject({ solver: 'lazy', instance: 'toy', seed: 5, hard: 12, cost: null, bound: 0 })
    expect(result.curve[0]).toEqual([0.1, 99, 0, 5])
    expect(result.curve.at(-1)!.slice(1)).toEqual([result.hard, 0, result.soft])
  })

  test.each([
    ['ends with an error', 'broken', /ended with 7.*no licence/s],
    ['leaves no solution', 'silent', /left no solution/],
  ])('that %s', async (_, name, error) => {
    await expect(run(name)).rejects.toThrow(error)
  })

  test.each([
    ['that does not exist', 'nobody', 'course-timetabling', /no benchmarks\/peers\/nobody\/peer.json/],
    ['that lacks what it needs', 'needy', 'course-timetabling', /ends with 3: install the thing/],
    ['of another suite', 'lazy', 'after-school', /does not solve after-school, only course-timetabling/],
  ])('%s is missing, and says why', (_, name, asked, reason) => {
    expect(findPeer(name, asked, folder)).toEqual({ missing: expect.stringMatching(reason) })
  })
})
