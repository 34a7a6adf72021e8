import type { Words } from '../store/words.ts'

/** Why a job ended without a result, for whoever ordered it. What an error says itself is for the log: it may speak of people. */

export const givenUp = (attempts: number): Words => ({ en: `given up after ${attempts} attempts`, zh: `尝试 ${attempts} 次后放弃` })

export function reasonOf(error: unknown): Words {
  if ((error as { code?: string } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return { en: 'the search needed more memory than a thread may have', zh: '求解所需内存超过单个线程的上限' }
  return { en: 'the search broke: the service’s log says why, under the solve’s id', zh: '求解中断，原因见服务日志（按求解编号查找）' }
}

/** @param words the last ones of a bench, which speaks of instances alone */
export const benchBroke = (words: string): Words => ({ en: words, zh: `评测中断：${words}` })
