import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { type BackupCounts, RestoreRefused, restore as read, backup as write } from '../store/backup.ts'
import { openStore } from '../store/open.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit, type Io, UsageError } from './command.ts'
import { openedStore } from './data.ts'
import { file } from './options.ts'

const options = { data: file('data folder (default: AFTERBELL_DATA, or .afterbell); ignored with DATABASE_URL', 'FOLDER') }

const told = ({ rows }: BackupCounts): string =>
  Object.entries(rows)
    .map(([table, n]) => `${table} ${n}`)
    .join(', ')

export const backup: Command = {
  takes: 'FILE',
  about:
    'Writes everything that the service keeps into one file, as of one moment. With the embedded database the service must not be running. Restoring the file elsewhere moves the data: from the data folder to a PostgreSQL server, or back.',
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
  about: 'Fills an empty store from a backup: all of it, or nothing. Solves that were not ended when the backup was made come back as failed.',
  options,
  async run(argv, io: Io) {
    const { values, positionals } = readArguments(argv, ['FILE'], options)
    const path = positionals[0]!
    if (!existsSync(path)) throw new UsageError(`there is no file ${path}.`)
    const store = await openedStore(values.data, openStore)
    try {
      io.err(`restored: ${told(await read(store.db, createReadStream(path)))}\n`)
      return exit.fine
    } catch (error) {
      if (error instanceof RestoreRefused) throw new UsageError(error.message)
      throw error
    } finally {
      await store.close()
    }
  },
}
