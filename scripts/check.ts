/** `npm run check [-- PART… | --except PART…]`: every part of the house's check, one after the other; all of them run, and the end says which failed. */
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

interface Part {
  readonly name: string
  readonly says: string
  readonly command: readonly [string, ...string[]]
  /** what to do when it fails */
  readonly remedy: string
}

const parts: readonly Part[] = [
  {
    name: 'format',
    says: 'format and lint',
    command: ['biome', 'check', '--error-on-warnings', '.'],
    remedy: '`npm run format` mends what can be mended by itself',
  },
  { name: 'types', says: 'types, by TypeScript 6', command: ['node', 'node_modules/typescript/bin/tsc', '-p', '.'], remedy: 'mend the types named above' },
  {
    name: 'types-native',
    says: 'types, by the native TypeScript 7',
    command: ['node', 'node_modules/@typescript/native/bin/tsc', '-p', '.'],
    remedy: 'mend the types named above: both compilers must agree',
  },
  {
    name: 'layers',
    says: 'layers and cycles',
    command: ['node', 'scripts/layers.ts'],
    remedy: 'each line above says what to do instead; the table is scripts/layers/table.ts',
  },
  { name: 'dead-code', says: 'files, exports and packages nobody uses', command: ['knip'], remedy: 'delete what is named above, or use it' },
  { name: 'tests', says: 'tests', command: ['vitest', 'run'], remedy: '`npm test -- FILE` runs one file alone' },
]

function chosen(argv: readonly string[]): readonly Part[] {
  const except = argv[0] === '--except'
  const names = except ? argv.slice(1) : argv
  const unknown = names.filter((name) => !parts.some((part) => part.name === name))
  if (unknown.length > 0) {
    console.error(`unknown part ${unknown.join(', ')}; the parts are ${parts.map((part) => part.name).join(', ')}`)
    process.exit(3)
  }
  return names.length === 0 ? parts : parts.filter((part) => names.includes(part.name) !== except)
}

const root = join(import.meta.dirname, '..')
const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}` }
const lines: string[] = []
let failed = 0
for (const part of chosen(process.argv.slice(2))) {
  console.log(`\n── ${part.says} ${'─'.repeat(Math.max(3, 72 - part.says.length))}`)
  const start = performance.now()
  const [command, ...args] = part.command
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' })
  if (error) console.error(error.message)
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6)
  if (status !== 0) failed++
  lines.push(status === 0 ? `ok      ${seconds} s  ${part.says}` : `FAILED  ${seconds} s  ${part.says} (npm run check -- ${part.name}): ${part.remedy}`)
}
console.log(`\n${lines.join('\n')}`)
process.exitCode = failed === 0 ? 0 : 1
