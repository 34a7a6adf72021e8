import { eventsAfter, type SolveEvent } from '../store/events.ts'
import { tellOnce } from '../store/lost.ts'
import type { Store } from '../store/open.ts'

/** how soon an event is told */
const lookMilliseconds = 300

interface Watcher {
  readonly solve: string
  last: number
  /** hears of nothing more once its solve is gone, deleted with its plan */
  readonly tell: (event: SolveEvent | 'gone') => void
}

/** Tells watchers of solves what happens to them, whichever process they run in: it looks into the database, for all watchers at once. */
export class EventHub {
  private readonly store: Store
  private readonly watchers = new Set<Watcher>()
  private timer: NodeJS.Timeout | undefined
  private looking = false
  private readonly missed: (error: unknown) => void

  /** @param onError hears, once, of what keeps events from being told and does not pass */
  constructor(store: Store, onError: (error: unknown) => void) {
    this.store = store
    this.missed = tellOnce(onError)
  }

  get size(): number {
    return this.watchers.size
  }

  /** @param after number of the last event that the watcher knows @returns a function that ends the watch */
  watch(solve: string, after: number, tell: Watcher['tell']): () => void {
    const watcher = { solve, last: after, tell }
    this.watchers.add(watcher)
    this.timer ??= setInterval(() => void this.look(), lookMilliseconds)
    void this.look()
    return () => {
      this.watchers.delete(watcher)
      if (this.watchers.size > 0) return
      clearInterval(this.timer)
      this.timer = undefined
    }
  }

  private async look(): Promise<void> {
    if (this.looking) return
    this.looking = true
    try {
      const bySolve = Map.groupBy(this.watchers, (w) => w.solve)
      const news = await this.lastEvents([...bySolve.keys()])
      for (const [solve, watchers] of bySolve) {
        const last = news.get(solve)
        if (last === undefined) {
          for (const watcher of watchers) watcher.tell('gone')
          continue
        }
        const behind = Math.min(...watchers.map((w) => w.last))
        if (last <= behind) continue
        for (const event of await eventsAfter(this.store.db, solve, behind)) {
          for (const watcher of watchers) {
            if (event.number <= watcher.last || !this.watchers.has(watcher)) continue
            watcher.last = event.number
            watcher.tell(event)
          }
        }
      }
    } catch (error) {
      // a database that is away: the next look tells what was missed
      this.missed(error)
    } finally {
      this.looking = false
    }
  }

  private async lastEvents(solves: string[]): Promise<Map<string, number>> {
    if (solves.length === 0) return new Map()
    const rows = await this.store.db.selectFrom('solves').select(['id', 'last_event']).where('id', 'in', solves).execute()
    return new Map(rows.map((r) => [r.id, r.last_event]))
  }
}
