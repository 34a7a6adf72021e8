import type { Text } from './domain.ts'

/** @param why the engine's words, such as `Unexpected token 'x' … at position 12` @returns what is wrong with JSON text, in both languages */
export function jsonFault(why: string): Text {
  const place = /at position (\d+)/.exec(why)?.[1]
  const zh =
    place !== undefined ? `第 ${Number(place) + 1} 个字符处有误` : /end of JSON/i.test(why) ? '内容不完整' : /levels deep/.test(why) ? '嵌套过深' : '无法解析'
  return { en: `not JSON: ${why}`, zh: `不是有效的 JSON：${zh}` }
}
