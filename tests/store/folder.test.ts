import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderInUse, lockFolder } from '../../src/store/folder.ts'
import { sha256 } from '../../src/store/ids.ts'

describe('the data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'afterbell-folder-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is held by one process at a time', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    lock.release()
    lockFolder(folder).release()
  })

  it.each([
    ['a dead process', '4194304 1'],
    ['an earlier process of the same number', `${process.pid} 0`],
    ['a torn file', ''],
  ])('is taken over from %s', (_, content) => {
    writeFileSync(join(folder, 'lock'), content)
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    expect(readdirSync(folder)).toEqual(['lock'])
    lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is taken over from a dead process, and from one that died while it took over', () => {
    const dead = '4194304 1'
    writeFileSync(join(folder, 'lock'), dead)
    writeFileSync(join(folder, `lock.after-${sha256(dead).slice(0, 16)}`), '4194304 2')
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    expect(readdirSync(folder)).toEqual(['lock'])
    lock.release()
  })

  it('is held by one of several processes that find a dead lock at once', async () => {
    const folders = Array.from({ length: 80 }, (_, i) => join(folder, String(i)))
    for (const each of folders) {
      mkdirSync(each)
      writeFileSync(join(each, 'lock'), '4194304 1')
    }
    const first = Date.now() + 1500
    const starters = Array.from({ length: 3 }, () => fork(new URL('./folder-starter.ts', import.meta.url), [String(first), '25', ...folders], { execArgv: [] }))
    const told = (await Promise.all(starters.map((s) => once(s, 'message')))).map(([word]) => word as { got: string[]; faults: string[] })
    for (const starter of starters) starter.disconnect()
    await Promise.all(starters.map((s) => once(s, 'exit')))
    expect(told.flatMap((t) => t.faults)).toEqual([])
    expect(told.flatMap((t) => t.got).sort()).toEqual([...folders].sort())
  })

  it('is refused while a living process holds it', () => {
    // the test runner's parent is alive; on systems without /proc its start is unknown on both sides
    writeFileSync(join(folder, 'lock'), `${process.ppid} ${startOf(process.ppid)}`)
    expect(() => lockFolder(folder)).toThrow(/in use by process/)
  })
})

function startOf(pid: number): string {
  try {
    const stat = process.getBuiltinModule('fs').readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
  } catch {
    return '-'
  }
}
