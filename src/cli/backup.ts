import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { type BackupCounts, RestoreRefused, restore as read, backup as write } from '../store/backup.ts'
import { openStore } from '../store/open.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit, type Io, UsageError } from './command.ts'
import { dataOption, openedStore } from './data.ts'
import { text } from './text.ts'

const options = { data: dataOption }

const told = ({ rows }: BackupCounts): string =>
  Object.entries(rows)
    .map(([table, n]) => `${table} ${n}`)
    .join(', ')

export const backup: Command = {
  takes: 'FILE',
  about: text(
    'Writes everything that the service keeps into one file, as of one moment. With the embedded database the service must not be running. Restoring the file elsewhere moves the data: from the data folder to a PostgreSQL server, or back.',
    '把服务保存的全部内容按同一时刻写入一个文件。使用内嵌数据库时服务须已停止。在别处恢复该文件即可迁移数据：从数据文件夹到 PostgreSQL 服务器，或相反。',
  ),
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['FILE'], options)
    const path = positionals[0]!
    const store = await openedStore(values.data, openStore)
    const part = `${path}.part`
    try {
      const counts = await write(store.db, createWriteStream(part, { mode: 0o600 }))
      renameSync(part, path)
      io.err(`${path}: ${told(counts)}\n`)
      return exit.fine
    } finally {
      rmSync(part, { force: true })
      await store.close()
    }
  },
}

export const restore: Command = {
  takes: 'FILE',
  about: text(
    'Fills an empty store from a backup: all of it, or nothing. Solves that were not ended when the backup was made come back as failed.',
    '用备份恢复空的存储：要么全部恢复，要么不恢复。备份时尚未结束的求解恢复后记为失败。',
  ),
  options,
  async run(argv, io: Io) {
    const { values, positionals } = readArguments(argv, ['FILE'], options)
    const path = positionals[0]!
    if (!existsSync(path)) throw new UsageError(text(`there is no file ${path}.`, `文件 ${path} 不存在。`))
    const store = await openedStore(values.data, openStore)
    try {
      io.err(`${text('restored', '已恢复')[io.language]}: ${told(await read(store.db, createReadStream(path)))}\n`)
      return exit.fine
    } catch (error) {
      if (error instanceof RestoreRefused) throw new UsageError(text(error.message, '无法恢复：存储须为空，文件须是本版本认识的 afterbell 备份。'))
      throw error
    } finally {
      await store.close()
    }
  },
}
