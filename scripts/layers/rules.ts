import type { Import } from './imports.ts'
import type { Layer } from './table.ts'

/** @returns the layer with the longest path that holds the file */
export function layerOf(file: string, table: readonly Layer[]): Layer | undefined {
  let best: Layer | undefined
  for (const layer of table) {
    const holds = file === layer.path || file.startsWith(`${layer.path}/`)
    if (holds && layer.path.length > (best?.path.length ?? -1)) best = layer
  }
  return best
}

/** @returns one line per import that the table does not allow: where, what, and what to do instead */
export function breaches(imports: readonly Import[], table: readonly Layer[]): string[] {
  return imports.flatMap((one) => {
    const place = `${one.from}:${one.line}`
    const from = layerOf(one.from, table)
    if (!from) return [`${place} is in no layer. Instead: put the file into a folder of scripts/layers/table.ts, or give its folder a row there.`]
    if (!one.isFile) {
      return allowsPackage(from, one) ? [] : [`${place} imports ${one.to}, which ${from.path} must not. Instead: ${from.instead}`]
    }
    const to = layerOf(one.to, table)
    if (!to) return [`${place} imports ${one.to}, which is in no layer. Instead: give its folder a row in scripts/layers/table.ts.`]
    if (to === from || from.may.includes(to.path) || (one.typeOnly && from.mayType?.includes(to.path))) return []
    const onlyTypes = from.mayType?.includes(to.path) ? ' (its types alone are free: `import type`)' : ''
    return [`${place} imports ${one.to}, but ${from.path} must not import ${to.path}${onlyTypes}. Instead: ${from.instead}`]
  })
}

/** @returns one line per circle of files that import each other; imports of types alone, erased when the program runs, make none */
export function cycles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>()
  for (const one of imports) {
    if (one.typeOnly || !one.isFile) continue
    next.set(one.from, [...(next.get(one.from) ?? []), one.to])
  }
  const found: string[] = []
  const done = new Set<string>()
  const walk = (file: string, trail: string[]): void => {
    const at = trail.indexOf(file)
    if (at >= 0) {
      found.push(`${[...trail.slice(at), file].join(' → ')} is a circle. Instead: move what both need into a file below them, or hand it in as an argument.`)
      return
    }
    if (done.has(file)) return
    for (const to of next.get(file) ?? []) walk(to, [...trail, file])
    done.add(file)
  }
  for (const file of [...next.keys()].sort()) walk(file, [])
  return found
}

function allowsPackage(layer: Layer, one: Import): boolean {
  return layer.packages === 'any' || layer.packages.some((name) => name === one.to || (name === 'node:' && one.to.startsWith('node:')))
}
