import { byLevel } from './record.ts'
import type { Line } from './summary.ts'
import type { Table } from './table.ts'

const signed = (value: number) => `${value > 0 ? '+' : ''}${Number.isInteger(value) ? value : value.toFixed(1)}`

/**
 * Ours beside each peer, instance by instance: how much more the peer leaves at each level on the mean over the seeds, and who is better, levels compared in order.
 * Where ours was run with several numbers of threads, the largest counts: the peers had that, too.
 * @returns nothing where no peer was run beside ours
 */
export function besidePeers(lines: readonly Line[]): Table | undefined {
  const rows: string[][] = []
  const won = new Map<string, [better: number, of: number]>()
  for (const own of Map.groupBy(lines, ({ instance }) => instance).values()) {
    const ours = own.findLast(({ solver }) => solver.startsWith('afterbell'))
    if (!ours) continue
    for (const peer of own.filter(({ solver }) => !solver.startsWith('afterbell'))) {
      const difference = byLevel(peer, ours)
      const apart = byLevel(peer.best, ours.worst) > 0
      const verdict = difference > 0 ? (apart ? 'ours, every run' : 'ours, on the mean') : difference < 0 ? peer.solver : 'equal'
      rows.push([ours.instance, peer.solver, signed(peer.hard - ours.hard), signed(peer.medium - ours.medium), signed(peer.soft - ours.soft), verdict])
      const [better, of] = won.get(peer.solver) ?? [0, 0]
      won.set(peer.solver, [better + (difference > 0 ? 1 : 0), of + 1])
    }
  }
  if (rows.length === 0) return undefined
  for (const [solver, [better, of]] of won) rows.push(['all', solver, '', '', '', `ours on ${better} of ${of}`])
  return { head: ['instance', 'peer', 'hard more', 'medium more', 'soft more', 'better'], rows }
}
