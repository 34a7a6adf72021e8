import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnySuite } from './suite.ts'

/** One instance, as every solver reads it. */
export interface InstanceFile {
  readonly name: string
  /** the file itself: peers read it */
  readonly path: string
  readonly document: unknown
}

/**
 * Finds instances by name in a directory, or all that it holds, or without one those that the suite usually makes; names that the suite generates are written below `out`, so that peers can read them.
 * @throws with what there is, when a name is unknown
 */
export function findInstances(suite: AnySuite, data: string | undefined, names: readonly string[] | undefined, out: string): readonly InstanceFile[] {
  const held = data === undefined ? [] : readdirSync(data).filter((file) => file.endsWith(suite.extension))
  const stem = (file: string) => file.slice(0, -suite.extension.length)
  const all = data === undefined ? (suite.usual ?? []) : held.map(stem).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const wanted = names ?? all
  if (wanted.length === 0) throw new Error(`no instances: name some with --instances, or give --data a directory with files that end in ${suite.extension}`)
  return wanted.map((name) => {
    if (data !== undefined && held.includes(name + suite.extension)) return load(suite, name, join(data, name + suite.extension))
    const text = suite.generate?.(name)
    if (text === undefined) {
      const there = held.length > 0 ? `there are ${held.map(stem).join(', ')}` : `no file ends in ${suite.extension} there`
      throw new Error(`no instance ${name} in ${data ?? '(no --data given)'}: ${there}`)
    }
    mkdirSync(join(out, 'instances'), { recursive: true })
    const path = join(out, 'instances', name + suite.extension)
    writeFileSync(path, text)
    return load(suite, name, path)
  })
}

function load(suite: AnySuite, name: string, path: string): InstanceFile {
  try {
    return { name, path, document: suite.model.parse(suite.read(readFileSync(path, 'utf8'))) }
  } catch (cause) {
    throw new Error(`${path} is no instance of ${suite.name}: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}
