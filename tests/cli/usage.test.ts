import { describe, expect, test } from 'vitest'
import { verbs } from '../../src/cli/verbs.ts'
import { afterbell, inProcess as runInProcess } from './run.ts'

const inProcess = (...argv: string[]) => runInProcess(argv)

describe('a command that cannot be understood ends with 3 and says what would do', () => {
  const cases: [argv: string, message: string][] = [
    ['', 'Usage: afterbell COMMAND'],
    ['slove plan.json', 'unknown command slove. Maybe solve?'],
    ['frobnicate', 'unknown command frobnicate.\n'],
    ['help slove', 'unknown command slove. Maybe solve?'],
    ['solve', 'missing PLAN.'],
    ['solve --sed 3 plan.json', 'unknown option --sed. Maybe --seed?'],
    ['solve plan.json --thread 2', 'unknown option --thread. Maybe --threads?'],
    ['solve plan.json -x', 'unknown option -x.\n'],
    ['solve plan.json other.json', '"other.json" is one argument too many.'],
    ['solve plan.json --seed', '--seed wants a value: --seed N.'],
    ['solve plan.json --seed --json', '--seed wants a value: --seed N.'],
    ['solve plan.json --seed 1.5', '--seed: "1.5" is no whole number of at least 0 and at most 4294967295.'],
    ['solve plan.json --seed=-1', '--seed: "-1" is no whole number'],
    ['solve plan.json --seed 1 --seed 2', '--seed is given twice.'],
    ['solve plan.json --json=yes', '--json is a flag; it takes no value.'],
    ['solve plan.json --time soon', '--time: "soon" is no number of seconds above 0, written like 30 or 2.5.'],
    ['solve plan.json --time 0', '--time: "0" is no number of seconds above 0'],
    ['solve plan.json --steps 0', '--steps: "0" is no whole number of at least 1.'],
    ['solve plan.json --steps 99999999999999999999', 'is no whole number of at least 1 and at most 9007199254740991.'],
    ['solve plan.json --out=', '--out: the name of the file is empty.'],
    ['solve plan.json --out package.json/timetable.json', 'cannot write package.json/timetable.json: what should be a folder on the way is none.'],
    ['solve plan.json --threads 65', '--threads: "65" is no whole number of at least 1 and at most 64.'],
    ['solve nowhere.json', 'cannot read nowhere.json: no such file or folder.'],
    ['solve src', 'cannot read src: it is a folder.'],
    ['generate', 'missing --school village|town|city|campus.'],
    ['generate --school hamlet', '--school: "hamlet" is none of village, town, city, campus.\n'],
    ['generate --school twon', '--school: "twon" is none of village, town, city, campus. Maybe town?'],
    ['generate --school town --tight --over', '--tight and --over exclude each other.'],
    ['generate --school village --out nowhere/plan.json', 'cannot write nowhere/plan.json: no such file or folder.'],
    ['check plan.json', 'missing TIMETABLE.'],
    ['check', 'missing PLAN and TIMETABLE.'],
    ['show plan.json timetable.json --by pupil --id x', '--by: "pupil" is none of class, staff, room, student.'],
    ['show plan.json timetable.json', 'missing --by class|staff|room|student.'],
    ['show plan.json timetable.json --by class', 'missing --id ID.'],
    ['schema plans', '"plans" is none of plan, timetable, changes, rebalanced. Maybe plan?'],
  ]
  test.each(cases)('%s', async (line, message) => {
    const { code, out, err } = await inProcess(...line.split(' ').filter(Boolean))
    expect(err).toContain(message)
    expect(err).toContain('Usage: afterbell')
    expect({ code, out }).toEqual({ code: 3, out: '' })
  })
})

describe('help', () => {
  test.each(Object.keys(verbs))('%s is explained with every option, either way of asking', async (verb) => {
    const asked = await inProcess('help', verb)
    expect(asked).toEqual(await inProcess(verb, '--help'))
    expect(asked).toMatchObject({ code: 0, err: '' })
    expect(asked.out).toContain(`Usage: afterbell ${verb} `)
    for (const option of Object.keys((await verbs[verb]!.load()).options)) expect(asked.out).toContain(`  --${option}`)
  })

  test('lists every command and the exit codes', async () => {
    const { code, out } = await inProcess('help')
    expect(code).toBe(0)
    for (const [verb, { summary }] of Object.entries(verbs)) expect(out).toContain(`${verb.padEnd(13)}${summary.en}`)
    expect(out).toContain('Exit codes: 0 fine, 1 a hard rule is broken, 2 a document is malformed')
  })
})

describe('the real command', () => {
  test('hands its exit code to the shell', async () => {
    expect(await afterbell(['slove'])).toMatchObject({ code: 3, out: '' })
    expect(await afterbell(['help'])).toMatchObject({ code: 0, err: '' })
  })

  test.each(['plan', 'timetable'])('prints the JSON Schema of a %s', async (document) => {
    const { code, out } = await afterbell(['schema', document])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', additionalProperties: false })
  })
})
