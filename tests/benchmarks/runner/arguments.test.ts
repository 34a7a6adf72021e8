import { describe, expect, test } from 'vitest'
import { readArguments } from '../../../benchmarks/runner/arguments.ts'

describe('the arguments of the bench', () => {
  test('everything said', () => {
    const line =
      '--suite course-timetabling --data D --instances comp01,comp02 --time 1.5 --seeds 1,2,3 --threads 2 --out O --peer cp-sat --peer highs --peers-only'
    expect(readArguments(line.split(' '))).toEqual({
      suite: 'course-timetabling',
      data: 'D',
      instances: ['comp01', 'comp02'],
      time: 1.5,
      seeds: [1, 2, 3],
      threads: [2],
      out: 'O',
      peers: ['cp-sat', 'highs'],
      peersOnly: true,
    })
  })

  test('nothing but a suite', () => {
    expect(readArguments(['--suite', 'micro'])).toEqual({ suite: 'micro', time: 60, seeds: [1], threads: [1], out: 'out/micro', peers: [], peersOnly: false })
  })

  test('a revision to compare with', () => {
    expect(readArguments(['--suite', 'after-school', '--ab', 'HEAD~1']).ab).toBe('HEAD~1')
  })

  test('several numbers of threads, to be compared', () => {
    expect(readArguments(['--suite', 'after-school', '--threads', '1,2']).threads).toEqual([1, 2])
  })

  test('a lower bound after each run', () => {
    expect(readArguments(['--suite', 'after-school', '--bound', '60']).bound).toBe(60)
  })

  test.each([
    ['no time for a bound', '--suite a --bound x', /--bound "x" is no number of seconds above 0/],
    ['a bound and revisions at once', '--suite a --bound 1 --ab HEAD', /leave out --bound/],
    ['threads and revisions at once', '--suite a --threads 1,2 --ab HEAD', /one number of threads/],
    ['a peer and revisions at once', '--suite a --peer highs --ab HEAD', /leave out --peer/],
    ['a peer beside the micro bench', '--suite micro --peer highs', /leave out --peer/],
    ['revisions in the micro bench', '--suite micro --ab HEAD', /has no --ab/],
    ['no suite', '--time 1', /--suite is missing/],
    ['no time', '--suite a --time 0', /--time "0" is no number of seconds above 0/],
    ['a seed that is no number', '--suite a --seeds 1,x', /--seeds "x" is no whole number/],
    ['no threads', '--suite a --threads 0', /--threads "0" is no whole number of at least 1/],
    ['an unknown option', '--suite a --sedes 1', /sedes/],
  ])('%s', (_, line, error) => {
    expect(() => readArguments(line.split(' '))).toThrow(error)
  })
})
