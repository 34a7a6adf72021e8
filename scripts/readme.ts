/** `npm run readme`: writes the parts of README.md that follow from the code anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withSections } from './readme/sections.ts'

const path = join(import.meta.dirname, '../README.md')
writeFileSync(path, withSections(readFileSync(path, 'utf8')))
