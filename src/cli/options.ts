import { type Option, UsageError } from './command.ts'
import { maybe } from './maybe.ts'
import { text as both, type Text } from './text.ts'

/** Readers of option values; an error says what was given and what would do. */

export const flag = (about: Text): Option<boolean> => ({ placeholder: '', about, read: () => true })

export const file = (about: Text, placeholder = 'FILE'): Option<string> => ({
  placeholder,
  about,
  read(text) {
    if (text === '') throw new UsageError(both('the name of the file is empty.', '文件名为空。'))
    return text
  },
})

export const word = (placeholder: string, about: Text): Option<string> => ({ placeholder, about, read: (text) => text })

export const oneOf = <const Name extends string>(names: readonly Name[], about: Text): Option<Name> => ({
  placeholder: names.join('|'),
  about,
  read(text) {
    const found = names.find((name) => name === text)
    if (found === undefined) {
      const [given, near] = [JSON.stringify(text), maybe(text, names)]
      throw new UsageError(both(`${given} is none of ${names.join(', ')}.${near.en}`, `${given} 不在可选值 ${names.join('、')} 之中。${near.zh}`))
    }
    return found
  },
})

/** a whole number of at least `least` */
export const whole = (placeholder: string, about: Text, least = 0, most = Number.MAX_SAFE_INTEGER): Option<number> => ({
  placeholder,
  about,
  read(text) {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most)) {
      // the largest of all is only said to whoever is above it
      const bounded = most < Number.MAX_SAFE_INTEGER || value > most
      const [given, upTo] = [JSON.stringify(text), bounded ? both(` and at most ${most}`, `、至多 ${most} `) : both('', '')]
      throw new UsageError(both(`${given} is no whole number of at least ${least}${upTo.en}.`, `${given} 不是至少 ${least}${upTo.zh} 的整数。`))
    }
    return value
  },
})

/** a date of the calendar, ISO */
export const isoDate = (about: Text): Option<string> => ({
  placeholder: 'YYYY-MM-DD',
  about,
  read(text) {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined
    // the 30th of February is taken for the 2nd of March
    if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
      throw new UsageError(both(`${JSON.stringify(text)} is no date of the calendar, YYYY-MM-DD.`, `${JSON.stringify(text)} 不是日历上的日期（YYYY-MM-DD）。`))
    }
    return text
  },
})

export const seconds = (about: Text): Option<number> => ({
  placeholder: 'SECONDS',
  about,
  read(text) {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (!(value > 0)) {
      const given = JSON.stringify(text)
      throw new UsageError(both(`${given} is no number of seconds above 0, written like 30 or 2.5.`, `${given} 不是大于 0 的秒数（写法如 30 或 2.5）。`))
    }
    return value
  },
})
