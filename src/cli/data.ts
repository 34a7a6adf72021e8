import { FolderInUse } from '../store/folder.ts'
import type { openStore, Store } from '../store/open.ts'
import { UsageError } from './command.ts'

/** Opens the store that the service would: the server of DATABASE_URL, else the data folder. */
export async function openedStore(folder: string | undefined, open: typeof openStore): Promise<Store> {
  const { DATABASE_URL, AFTERBELL_DATA } = process.env
  try {
    return await open(DATABASE_URL ? { databaseUrl: DATABASE_URL } : { folder: folder ?? (AFTERBELL_DATA || '.afterbell') })
  } catch (error) {
    if (error instanceof FolderInUse) throw new UsageError(error.message)
    throw error
  }
}
