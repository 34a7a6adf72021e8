import type { Random } from '../../src/kernel/random.ts'
import { chance, oneOf, shuffled } from './draw.ts'

/** Invented people: common surnames with given names put together from a short list; any likeness is chance. */

const surnames = '王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆范石'
const firsts = '子雨浩梓思一欣嘉俊佳晨博宇诗文可若明景睿书安心语天海秋春晓云家志'
const seconds = '涵轩怡然宁辰琪瑞雯阳彤航妍泽萱霖彬悦桐杰洁楠薇骁烨昕晗恬'
const singles = '磊静伟敏强娟涛丽军燕勇艳鹏霞辉玲斌慧波洋峰蕾倩旭婷凯琳昊瑶欣'

/** @returns `count` names, no two alike while the lists last */
export function names(random: Random, count: number): string[] {
  const seen = new Set<string>()
  const result: string[] = []
  for (let tries = 0; result.length < count; tries++) {
    const surname = oneOf(random, [...surnames])
    const name = surname + (chance(random, 0.2) ? oneOf(random, [...singles]) : oneOf(random, [...firsts]) + oneOf(random, [...seconds]))
    if (seen.has(name) && tries < 20 * count) continue
    seen.add(name)
    result.push(name)
  }
  return shuffled(random, result)
}

const numerals = '一二三四五六'

/** 三年级2班 */
export const className = (grade: number, number: number): string => `${numerals[grade - 1]}年级${number}班`
