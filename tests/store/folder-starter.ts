/** A starter for the folder test: `FIRST EVERY FOLDER…` tries to hold each folder, at the moment FIRST and every EVERY milliseconds after, keeps what it got, tells it, and ends with its parent. */
import { FolderInUse, lockFolder } from '../../src/store/folder.ts'

const [first = '', every = '', ...folders] = process.argv.slice(2)
const got: string[] = []
const faults: string[] = []
folders.forEach((folder, round) => {
  // busy, so that all starters come at once
  while (Date.now() < Number(first) + round * Number(every));
  try {
    lockFolder(folder)
    got.push(folder)
  } catch (error) {
    if (!(error instanceof FolderInUse)) faults.push(String(error))
  }
})
process.send?.({ got, faults })
process.once('disconnect', () => process.exit())
