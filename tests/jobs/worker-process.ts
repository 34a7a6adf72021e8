/** A process of its own that solves: `node worker-process.ts FOLDER|URL`. It says when it is there, when a solve is under way, and when one has ended, until it is killed. */
import { openQueue } from '../../src/jobs/queue.ts'
import { startWorker } from '../../src/jobs/worker.ts'
import { openStore } from '../../src/store/open.ts'
import { source } from './open.ts'

const place = process.argv[2]!
const store = await openStore(place.startsWith('postgres') ? { databaseUrl: place } : { folder: place })
const queue = await openQueue(store, () => {})
await startWorker({ store, queue, source, solvers: 1, checkpointSeconds: 0.2, onEnd: () => console.log('ended') })
console.log('ready')
let underWay = false
setInterval(async () => {
  if (underWay) return
  underWay = (await store.db.selectFrom('solves').select('id').where('checkpoint', 'is not', null).where('steps', '>', 100).executeTakeFirst()) !== undefined
  if (underWay) console.log('under way')
}, 100)
