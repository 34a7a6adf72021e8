/** `npm run check -- layers`: every import against the one table (layers/table.ts), and no circles. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { importsOfFiles } from './layers/imports.ts'
import { breaches, cycles } from './layers/rules.ts'
import { table } from './layers/table.ts'

process.chdir(join(import.meta.dirname, '..'))
const files = globSync('{src,models,benchmarks,scripts,tests}/**/*.ts').sort()
const imports = importsOfFiles(files)
const found = [...breaches(imports, table), ...cycles(imports)]
for (const line of found) console.error(line)
console.log(`${files.length} files, ${imports.length} imports, ${found.length} against the layers`)
process.exitCode = found.length === 0 ? 0 : 1
