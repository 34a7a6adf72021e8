/** A folder (or file) and all that it may import. A file belongs to the longest path that holds it; its own layer is always open to it. */
export interface Layer {
  readonly path: string
  /** layers that it may import, each by its exact path in this table */
  readonly may: readonly string[]
  /** layers of which it may import types alone */
  readonly mayType?: readonly string[]
  /** packages that it may import; 'node:' stands for all that Node brings */
  readonly packages: readonly string[] | 'any'
  /** what to do instead of an import that is not allowed */
  readonly instead: string
}

const model = 'models/after-school'
/** what a plan and a timetable say, before anything is priced */
const words = ['plan.ts', 'timetable.ts', 'catalogue.ts', 'dates.ts', 'schema.ts', 'hash.ts', 'example.json'].map((file) => `${model}/${file}`)
const documents = [...words, `${model}/policy`, `${model}/validate`]
const engine = ['src/kernel', 'src/constraints', 'src/search', 'src/mip', 'src/solve']
const models = [
  model,
  ...documents,
  `${model}/check`,
  `${model}/report.ts`,
  `${model}/show`,
  `${model}/views`,
  `${model}/rebalance`,
  `${model}/explain`,
  `${model}/relax`,
  `${model}/service.ts`,
  `${model}/answers.ts`,
  `${model}/source.ts`,
  `${model}/index.ts`,
]
/** the models of public benchmarks, each with a checker of its own */
const benchModels = ['models/course-timetabling', 'models/shift-scheduling']
const serviceParts = ['src/store', 'src/jobs', 'src/service', 'src/start']
/** all that the composition roots may bring together */
const roots = [
  ...engine,
  ...models,
  ...benchModels,
  ...benchModels.map((path) => `${path}/check`),
  ...serviceParts,
  'src/calendar',
  'src/exchange',
  'benchmarks/scenarios',
]

/** Imports run only downward: the one table of the house. */
export const table: readonly Layer[] = [
  { path: 'src/kernel', may: [], packages: [], instead: 'the kernel knows integers only; compute it above and hand the numbers in.' },
  {
    path: 'src/constraints',
    may: ['src/kernel'],
    packages: [],
    instead: 'a reusable rule speaks of integers only; let the model turn its words into numbers, or move the rule to the model.',
  },
  {
    path: 'src/search',
    may: ['src/kernel'],
    packages: [],
    instead: 'the search sees variables, moves and costs; take a function or a number as an argument. Clocks and threads belong to src/solve.',
  },
  {
    path: 'src/mip',
    may: ['src/kernel'],
    packages: ['node:', 'highs', 'javascript-lp-solver'],
    instead: 'this folder knows linear models only; let the caller build one from its own words.',
  },
  {
    path: 'src/solve',
    may: ['src/kernel', 'src/search', 'src/mip'],
    packages: ['node:'],
    instead: 'the driver knows models by the interface in src/solve/model.ts; hand the model in from src/main.ts, src/worker.ts or src/cli.',
  },
  {
    path: 'src/calendar',
    may: [],
    packages: ['luxon', 'chinese-days'],
    instead: 'the calendar knows dates and clock times; take them as arguments. Seasons and bells of a plan are read in models/after-school/dates.ts.',
  },
  {
    path: 'src/exchange',
    may: ['src/calendar'],
    packages: ['node:', 'hucre', 'ical-generator', 'luxon'],
    instead: 'this folder knows spreadsheets and calendars, not schools: sheets and notices that speak of children live in models/after-school.',
  },
  {
    // the solver's side: compile, constraints, neighbourhoods
    path: model,
    may: [...engine, ...documents, 'src/calendar'],
    packages: [],
    instead:
      'the solver’s side of a model reads documents and turns them into integers; it shares no code with the checker, so that each catches the other’s mistakes. What needs both gets a row of its own.',
  },
  ...words.map((path) => ({
    path,
    may: [...words, 'src/calendar'],
    packages: ['zod', 'node:crypto'],
    instead: 'these files say what the documents are; pricing and solving stand above them.',
  })),
  {
    path: `${model}/policy`,
    may: [...words, 'src/calendar'],
    packages: ['zod'],
    instead: 'a policy pack is data with clauses; what is done with it belongs to the callers.',
  },
  {
    path: `${model}/validate`,
    may: [...words, `${model}/policy`, 'src/calendar'],
    packages: ['zod'],
    instead: 'validation reads the plan alone; derive what it needs from plan.ts, dates.ts and policy/.',
  },
  {
    path: `${model}/check`,
    may: [...documents, 'src/calendar'],
    packages: ['zod'],
    instead: 'the checker prices from the plan alone and shares no code with the solver; write it anew here, from the README’s definition.',
  },
  {
    path: `${model}/report.ts`,
    may: [model, ...documents, `${model}/check`, `${model}/relax`],
    packages: [],
    instead: 'what a timetable says about itself is what the checker says about it, beside the floor under it.',
  },
  ...['show', 'views'].map((folder) => ({
    path: `${model}/${folder}`,
    may: [...documents, `${model}/check`, 'src/calendar'],
    packages: [],
    instead: 'what is shown is read from the plan and the timetable alone, by way of the checker’s view of them.',
  })),
  {
    path: `${model}/rebalance`,
    may: [model, ...documents, `${model}/check`, ...engine, 'src/calendar'],
    packages: ['zod'],
    instead: 'a rebalance mends a timetable by the solver’s moves and words it by the checker’s; it prices nothing itself.',
  },
  {
    // proves bounds, in a thread of its own
    path: `${model}/relax`,
    may: [model, ...documents, ...engine],
    packages: ['node:'],
    instead: 'a bound is proved from the compiled plan alone; engines live in src/mip.',
  },
  {
    path: `${model}/explain`,
    may: [model, ...documents, `${model}/check`, `${model}/rebalance`, ...engine, 'src/calendar'],
    packages: ['zod'],
    instead: 'an explanation asks the solver and is priced by the checker; it adds no rule of its own.',
  },
  {
    path: `${model}/service.ts`,
    may: [...documents, `${model}/check`, `${model}/report.ts`, `${model}/views`],
    packages: [],
    instead: 'this file hands the model’s words to the service, and solves nothing.',
  },
  {
    path: `${model}/answers.ts`,
    may: [model, ...documents, `${model}/rebalance`, `${model}/explain`, `${model}/relax`, `${model}/views`],
    packages: ['zod'],
    instead: 'this file hands the model’s answers to the service, and finds none itself.',
  },
  {
    path: `${model}/source.ts`,
    may: [model, `${model}/service.ts`, `${model}/answers.ts`],
    packages: [],
    instead: 'this file only says where threads find the model.',
  },
  {
    path: `${model}/index.ts`,
    may: [model, ...documents, `${model}/check`, `${model}/report.ts`, `${model}/rebalance`, `${model}/explain`],
    packages: [],
    instead: 'this file is the model’s public face and only exports.',
  },
  ...benchModels.flatMap((path): Layer[] => [
    {
      path,
      may: [...engine],
      packages: [],
      instead: 'a model knows its own words and the integers below; what two models share belongs to src/constraints or src/search.',
    },
    {
      path: `${path}/check`,
      may: [path],
      packages: [],
      instead: 'the checker prices from the instance alone and shares no code with the solver; write it anew here.',
    },
  ]),
  {
    path: 'src/index.ts',
    may: [...engine, 'src/calendar'],
    packages: [],
    instead: 'the public library exports what is below it and imports nothing else; models are exported beside it (package.json, exports).',
  },
  {
    path: 'src/store',
    may: [],
    packages: ['node:', 'kysely', 'pg', 'pg-boss', '@electric-sql/pglite', 'zod'],
    instead: 'the store keeps documents without reading them; parse and compute above it.',
  },
  {
    path: 'src/jobs',
    may: ['src/store', 'src/solve'],
    packages: ['node:', 'kysely', 'pg-boss', 'piscina'],
    instead: 'jobs move documents to workers; src/worker.ts, a composition root, brings the models.',
  },
  {
    path: 'src/service',
    may: ['src/store', 'src/jobs', 'src/solve', 'src/calendar', 'src/exchange'],
    packages: 'any',
    instead: 'the service is told by src/main.ts which models there are; take what it needs as an argument of the app.',
  },
  {
    path: 'src/start',
    may: [],
    mayType: ['src/solve'],
    packages: ['node:', 'fastify'],
    instead: 'the start page is told by src/main.ts what to show.',
  },
  { path: 'src/cli', may: [...roots], packages: 'any', instead: 'the command line stands at the top; move what others need below it.' },
  { path: 'src/main.ts', may: [...roots, 'src/cli', 'benchmarks/service/bench-source.ts'], packages: 'any', instead: 'nothing imports a composition root.' },
  { path: 'src/worker.ts', may: [...roots, 'src/cli', 'benchmarks/service/bench-source.ts'], packages: 'any', instead: 'nothing imports a composition root.' },
  {
    path: 'benchmarks/scenarios',
    may: [...documents, 'src/kernel', 'src/calendar'],
    packages: ['node:'],
    instead: 'a generated school is drawn from a seed and what plans mean alone; it must not be made to suit the solver.',
  },
  {
    path: 'benchmarks/service/bench-source.ts',
    may: ['benchmarks'],
    packages: [],
    instead: 'this file only says where the service finds the bench.',
  },
  {
    path: 'benchmarks',
    may: [...roots, 'src/index.ts'],
    packages: 'any',
    instead: 'the bench runs commands and models; it is told by its arguments what to run.',
  },
  { path: 'scripts', may: [...models], packages: 'any', instead: 'scripts read the house; they are no part of it.' },
  {
    path: 'tests',
    may: [...roots, 'src/cli', 'src/index.ts', 'src/main.ts', 'src/worker.ts', 'benchmarks', 'benchmarks/service/bench-source.ts', 'scripts'],
    packages: 'any',
    instead: 'nothing imports a test but a test.',
  },
]
