/** `npm run -s bench -- …`: the suites, the peers, two revisions side by side. Exit codes: 0 fine, 1 some run without a result, 3 usage. */
import { micro } from './micro/micro.ts'
import { compareRevisions } from './runner/ab.ts'
import { type Arguments, readArguments, usage } from './runner/arguments.ts'
import { bench } from './runner/bench.ts'
import { suites } from './suites/index.ts'

async function main(argv: readonly string[]): Promise<number> {
  let options: Arguments
  try {
    if (argv.includes('--help') || argv.length === 0) {
      process.stdout.write(usage)
      return argv.length === 0 ? 3 : 0
    }
    options = readArguments(argv)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    return 3
  }
  const suite = suites.find((one) => one.name === options.suite)
  if (!suite && options.suite !== 'micro') {
    process.stderr.write(`no suite ${options.suite}: there are ${suites.map((one) => one.name).join(', ')} and micro\n`)
    return 3
  }
  try {
    if (!suite) {
      await micro(options)
      return 0
    }
    const failures = options.ab === undefined ? await bench(suite, options) : await compareRevisions(suite, options, options.ab)
    process.stderr.write(`reports in ${options.out}\n`)
    return failures === 0 ? 0 : 1
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return 3
  }
}

process.exitCode = await main(process.argv.slice(2))
