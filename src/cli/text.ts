/** Texts of the command line, in the languages that it speaks. */

export type Language = 'en' | 'zh'
export type Text = Readonly<Record<Language, string>>

/** @returns the language that AFTERBELL_LANG names, by default that of the terminal */
export const languageOf = ({ AFTERBELL_LANG, LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language =>
  (AFTERBELL_LANG ?? (LC_ALL || LC_MESSAGES || LANG) ?? '').startsWith('zh') ? 'zh' : 'en'

export const text = (en: string, zh: string): Text => ({ en, zh })

/** the levels of cost */
export const levels = { hard: text('hard', '硬性'), medium: text('medium', '中等'), soft: text('soft', '软性') } as const

export const figures = (n: number): string => n.toLocaleString('en-US')

export const sectionText = ({ activity, number }: { readonly activity: string; readonly number: number }): Text =>
  text(`${activity} section ${number}`, `${activity} ${number}班`)
