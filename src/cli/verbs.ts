import type { Command } from './command.ts'

interface Verb {
  readonly summary: string
  /** commands are loaded when they are run: the solver need not be there to print a schema */
  readonly load: () => Promise<Command>
}

export const verbs: Readonly<Record<string, Verb>> = {
  generate: { summary: 'make the term plan of a made-up school', load: async () => (await import('./generate.ts')).generate },
  validate: { summary: 'say what is wrong with a plan, all of it', load: async () => (await import('./validate.ts')).validate },
  solve: { summary: 'make a timetable for a plan', load: async () => (await import('./solve.ts')).solve },
  bound: { summary: 'prove how good a timetable could possibly be', load: async () => (await import('./bound.ts')).bound },
  check: { summary: 'price a timetable, ours or not, row by row', load: async () => (await import('./check.ts')).check },
  rebalance: { summary: 'mend a timetable after somebody fell ill, a room closed, …', load: async () => (await import('./rebalance.ts')).rebalance },
  substitutes: { summary: 'rank who else, where else, which club', load: async () => (await import('./substitutes.ts')).substitutes },
  explain: { summary: 'say why, what would fix it, and who serves how much', load: async () => (await import('./explain.ts')).explain },
  show: { summary: 'print the week of a class, a member of staff, a room or a student', load: async () => (await import('./show.ts')).show },
  schema: { summary: 'print the JSON Schema of a document', load: async () => (await import('./schema.ts')).schema },
  keys: { summary: 'make and manage the service’s tenants and API keys', load: async () => (await import('./keys.ts')).keys },
  backup: { summary: 'write all that the service keeps into one file', load: async () => (await import('./backup.ts')).backup },
  restore: { summary: 'fill an empty store from a backup', load: async () => (await import('./backup.ts')).restore },
}
