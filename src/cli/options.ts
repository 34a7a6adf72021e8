import { type Option, UsageError } from './command.ts'
import { maybe } from './maybe.ts'

/** Readers of option values; an error says what was given and what would do. */

export const flag = (about: string): Option<boolean> => ({ placeholder: '', about, read: () => true })

export const file = (about: string, placeholder = 'FILE'): Option<string> => ({ placeholder, about, read: (text) => text })

export const word = (placeholder: string, about: string): Option<string> => ({ placeholder, about, read: (text) => text })

export const oneOf = <const Name extends string>(names: readonly Name[], about: string): Option<Name> => ({
  placeholder: names.join('|'),
  about,
  read(text) {
    const found = names.find((name) => name === text)
    if (found === undefined) throw new UsageError(`${JSON.stringify(text)} is none of ${names.join(', ')}.${maybe(text, names)}`)
    return found
  },
})

/** a whole number of at least `least` */
export const whole = (placeholder: string, about: string, least = 0, most = Number.MAX_SAFE_INTEGER): Option<number> => ({
  placeholder,
  about,
  read(text) {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most)) {
      const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` and at most ${most}`
      throw new UsageError(`${JSON.stringify(text)} is no whole number of at least ${least}${upTo}.`)
    }
    return value
  },
})

export const seconds = (about: string): Option<number> => ({
  placeholder: 'SECONDS',
  about,
  read(text) {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (!(value > 0)) throw new UsageError(`${JSON.stringify(text)} is no number of seconds above 0.`)
    return value
  },
})
