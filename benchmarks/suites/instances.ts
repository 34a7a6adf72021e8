import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnySuite } from './suite.ts'

/** One instance, as every solver reads it. */
export interface InstanceFile {
  readonly name: string
  /** the file itself: peers read it */
  readonly path: string
  readonly document: unknown
}

/** Hears of a file that looked like an instance, and is none. */
type Skip = (name: string, reason: string) => void

/**
 * Finds instances by name in a directory, or all that it holds, or without one those that the suite usually makes; names that the suite generates are written below `out`, so that peers can read them.
 * @param skip of a whole directory, files that are no instance are told here and left out
 * @throws with what there is, when a name is unknown, when one that was named is no instance, or when there is none at all
 */
export function findInstances(
  suite: AnySuite,
  data: string | undefined,
  names: readonly string[] | undefined,
  out: string,
  skip?: Skip,
): readonly InstanceFile[] {
  const held = data === undefined ? new Map<string, string>() : filesOf(suite, data)
  const all = data === undefined ? (suite.usual ?? []) : [...held.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const endings = suite.extensions.join(' or ')
  if ((names ?? all).length === 0) throw new Error(`no instances: name some with --instances, or give --data a directory with files that end in ${endings}`)
  const find = (name: string): InstanceFile => {
    const path = held.get(name)
    if (path !== undefined) return load(suite, name, path)
    const text = suite.generate?.(name)
    if (text === undefined) {
      const there = held.size > 0 ? `there are ${[...held.keys()].join(', ')}` : `no file ends in ${endings} there`
      throw new Error(`no instance ${name} in ${data ?? '(no --data given)'}: ${there}`)
    }
    mkdirSync(join(out, 'instances'), { recursive: true })
    const made = join(out, 'instances', name + suite.extensions[0])
    writeFileSync(made, text)
    return load(suite, name, made)
  }
  if (names || !skip) return (names ?? all).map(find)
  const reasons: string[] = []
  const found = all.flatMap((name) => {
    try {
      return find(name)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      reasons.push(reason)
      skip(name, reason)
      return []
    }
  })
  if (found.length === 0) throw new Error(reasons.join('\n'))
  return found
}

/** @returns name → path of the files that end as the suite's instances do */
function filesOf({ extensions }: AnySuite, data: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const ending of extensions) {
    for (const file of readdirSync(data)) {
      const name = file.slice(0, -ending.length)
      if (file.endsWith(ending) && name !== '' && !files.has(name) && statSync(join(data, file)).isFile()) files.set(name, join(data, file))
    }
  }
  return files
}

function load(suite: AnySuite, name: string, path: string): InstanceFile {
  try {
    return { name, path, document: suite.model.parse(suite.read(readFileSync(path, 'utf8'))) }
  } catch (cause) {
    throw new Error(`${path} is no instance of ${suite.name}: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}
