import type { Text } from './domain.ts'

export type Language = 'en' | 'zh'

/** @returns the language of an Accept-Language header that we speak best: English unless Chinese is liked better */
export function languageOf(header: string | undefined): Language {
  let [best, quality] = ['en' as Language, 0]
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
    const q = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((p) => p !== undefined)
    const language = /^zh\b/.test(range) ? 'zh' : /^en\b/.test(range) ? 'en' : undefined
    const weight = q === undefined ? 1 : Number(q)
    if (language && weight > quality) [best, quality] = [language, weight]
  }
  return best
}

export const contentLanguage = { en: 'en', zh: 'zh-CN' } as const

const isText = (value: object): value is Text => {
  const keys = Object.keys(value)
  return keys.length === 2 && typeof (value as Text).en === 'string' && typeof (value as Text).zh === 'string'
}

/** @returns the value with every text that it holds, {en, zh}, replaced by the one in the language */
export function inLanguage(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((entry) => inLanguage(entry, language))
  if (value === null || typeof value !== 'object') return value
  if (isText(value)) return value[language]
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, inLanguage(entry, language)]))
}
