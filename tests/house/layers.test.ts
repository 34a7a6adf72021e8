import { describe, expect, test } from 'vitest'
import { importsOf } from '../../scripts/layers/imports.ts'
import { breaches, cycles, layerOf } from '../../scripts/layers/rules.ts'
import { table } from '../../scripts/layers/table.ts'

const imports = (path: string, ...lines: string[]) => importsOf(path, lines.join('\n'))

describe('importsOf', () => {
  const cases: [name: string, line: string, to: string, typeOnly: boolean][] = [
    ['a static import', `import { a } from './a.ts'`, 'src/solve/a.ts', false],
    ['an import of a folder above', `import a, { b } from "../kernel/a.ts"`, 'src/kernel/a.ts', false],
    ['an import for its effects', `import './a.ts'`, 'src/solve/a.ts', false],
    ['a re-export', `export * from './a.ts'`, 'src/solve/a.ts', false],
    ['an import of types', `import type { A } from './a.ts'`, 'src/solve/a.ts', true],
    ['a name marked as a type keeps its import', `import { type A } from './a.ts'`, 'src/solve/a.ts', false],
    ['a re-export of types', `export type { A } from './a.ts'`, 'src/solve/a.ts', true],
    ['a type in place', `let a: import('./a.ts').A`, 'src/solve/a.ts', true],
    ['a dynamic import', `const a = await import('./a.ts')`, 'src/solve/a.ts', false],
    ['a worker’s entry', `new Worker(new URL('./a.ts', import.meta.url))`, 'src/solve/a.ts', false],
    ['a package', `import { z } from 'zod'`, 'zod', false],
    ['a path in a scoped package', `import { z } from '@fastify/swagger/deep'`, '@fastify/swagger', false],
    ['a part of Node', `import { join } from 'node:path'`, 'node:path', false],
  ]
  test.each(cases)('%s', (_name, line, to, typeOnly) => {
    expect(imports('src/solve/x.ts', '', line)).toEqual([{ from: 'src/solve/x.ts', to, isFile: to.endsWith('.ts'), line: 2, typeOnly }])
  })

  test('an import in a comment or a string is none', () => {
    expect(imports('src/x.ts', `// import './a.ts'`, `const s = "import './a.ts'"`)).toEqual([])
  })
})

describe('breaches', () => {
  const cases: [name: string, path: string, line: string, breach: string | undefined][] = [
    ['a file of the same layer', 'src/kernel/a.ts', `import './b.ts'`, undefined],
    ['a layer below', 'src/search/a.ts', `import '../kernel/b.ts'`, undefined],
    [
      'a layer above',
      'src/kernel/a.ts',
      `import '../search/b.ts'`,
      'src/kernel/a.ts:1 imports src/search/b.ts, but src/kernel must not import src/search. Instead: the kernel knows integers only; compute it above and hand the numbers in.',
    ],
    ['the kernel imports nothing of Node', 'src/kernel/a.ts', `import 'node:fs'`, 'src/kernel/a.ts:1 imports node:fs, which src/kernel must not. Instead: '],
    ['the kernel imports no package', 'src/kernel/a.ts', `import 'zod'`, 'src/kernel/a.ts:1 imports zod, which src/kernel must not. Instead: '],
    ['no model in the service', 'src/service/a.ts', `import '../../models/after-school/plan.ts'`, 'the service is told by src/main.ts which models there are'],
    ['no model in the service, not even its types', 'src/service/a.ts', `import type { P } from '../../models/after-school/plan.ts'`, 'Instead: '],
    ['models in a composition root', 'src/cli/a.ts', `import '../../models/after-school/plan.ts'`, undefined],
    ['the checker uses no constraint', 'models/after-school/check/a.ts', `import '../constraints/led.ts'`, 'shares no code with the solver'],
    ['the checker uses no part of the compiler', 'models/after-school/check/a.ts', `import '../compile/posts.ts'`, 'shares no code with the solver'],
    ['a constraint uses no checker', 'models/after-school/constraints/a.ts', `import '../check/facts.ts'`, 'shares no code with the checker'],
    ['both read the plan', 'models/after-school/check/a.ts', `import type { Plan } from '../plan.ts'`, undefined],
    ['types of the driver in the start page', 'src/start/a.ts', `import type { Cost } from '../solve/model.ts'`, undefined],
    ['but no code of it', 'src/start/a.ts', `import { solve } from '../solve/solve.ts'`, 'its types alone are free: `import type`'],
    ['nobody imports a test', 'src/cli/a.ts', `import '../../tests/cli/run.ts'`, 'src/cli must not import tests'],
    ['a folder without a row', 'src/novel/a.ts', `import './b.ts'`, 'give its folder a row there'],
    ['an import from a folder without a row', 'src/cli/a.ts', `import '../novel/b.ts'`, 'give its folder a row in scripts/layers/table.ts'],
  ]
  test.each(cases)('%s', (_name, path, line, breach) => {
    const found = breaches(imports(path, line), table)
    if (breach === undefined) expect(found).toEqual([])
    else expect(found).toEqual([expect.stringContaining(breach)])
  })
})

describe('cycles', () => {
  test('a circle is told once, with its way', () => {
    const found = cycles([
      ...imports('src/kernel/a.ts', `import './b.ts'`),
      ...imports('src/kernel/b.ts', `import './c.ts'`),
      ...imports('src/kernel/c.ts', `import './a.ts'`, `import './d.ts'`),
    ])
    expect(found).toEqual([expect.stringMatching(/^src\/kernel\/a\.ts → src\/kernel\/b\.ts → src\/kernel\/c\.ts → src\/kernel\/a\.ts is a circle\. Instead: /)])
  })

  test('two ways to one file are no circle', () => {
    expect(
      cycles([...imports('a/a.ts', `import './b.ts'`, `import './c.ts'`), ...imports('a/b.ts', `import './d.ts'`), ...imports('a/c.ts', `import './d.ts'`)]),
    ).toEqual([])
  })

  test('types make no circle, for they are erased', () => {
    expect(cycles([...imports('a/a.ts', `import './b.ts'`), ...imports('a/b.ts', `import type { A } from './a.ts'`)])).toEqual([])
  })
})

describe('the table', () => {
  test('names only layers that it has', () => {
    const paths = table.map((layer) => layer.path)
    expect(new Set(paths).size).toBe(paths.length)
    for (const layer of table) for (const path of [...layer.may, ...(layer.mayType ?? [])]) expect(paths, layer.path).toContain(path)
  })

  test('runs only downward: no two layers may import each other, but for the documents of a model, which are one', () => {
    const may = new Map(table.map((layer) => [layer.path, layer.may]))
    const isDocument = (path: string) => /^models\/.*\.\w+$/.test(path)
    const mutual = table.flatMap((layer) => layer.may.filter((path) => may.get(path)?.includes(layer.path)).map((path) => [layer.path, path]))
    expect(mutual.filter(([a, b]) => !(isDocument(a!) && isDocument(b!)))).toEqual([])
  })

  test('the longest path wins', () => {
    expect(layerOf('models/after-school/check/posts.ts', table)?.path).toBe('models/after-school/check')
    expect(layerOf('models/after-school/compile/posts.ts', table)?.path).toBe('models/after-school')
    expect(layerOf('src/main.ts', table)?.path).toBe('src/main.ts')
    expect(layerOf('src/other.ts', table)).toBeUndefined()
  })
})
