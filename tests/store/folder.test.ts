import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderInUse, lockFolder } from '../../src/store/folder.ts'

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
    lockFolder(folder).release()
  })

  it('is refused while a living process holds it', () => {
    const lock = lockFolder(folder)
    // the test runner's parent is alive; on systems without /proc its start is unknown on both sides
    lock.release()
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
