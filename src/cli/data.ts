import { FolderInUse } from '../store/folder.ts'
import type { openStore, Store } from '../store/open.ts'
import { UsageError } from './command.ts'
import { file } from './options.ts'
import { text } from './text.ts'

export const dataOption = file(
  text(
    'data folder (default: AFTERBELL_DATA, or .afterbell); ignored with DATABASE_URL',
    '数据文件夹（默认 AFTERBELL_DATA 或 .afterbell）；设有 DATABASE_URL 时忽略',
  ),
  'FOLDER',
)

/** Opens the store that the service would: the server of DATABASE_URL, else the data folder. */
export async function openedStore(folder: string | undefined, open: typeof openStore): Promise<Store> {
  const { DATABASE_URL, AFTERBELL_DATA } = process.env
  const used = folder ?? (AFTERBELL_DATA || '.afterbell')
  try {
    return await open(DATABASE_URL ? { databaseUrl: DATABASE_URL } : { folder: used })
  } catch (error) {
    if (error instanceof FolderInUse)
      throw new UsageError(text(error.message, `数据文件夹 ${used} 正被占用。可能另一个 afterbell 正在运行：请先停止它，或用 AFTERBELL_DATA 指定其他文件夹。`))
    throw error
  }
}
