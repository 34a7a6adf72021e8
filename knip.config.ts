import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  entry: [
    'src/main.ts',
    'src/worker.ts',
    'src/cli/main.ts',
    'benchmarks/main.ts',
    'benchmarks/peers/*/main.ts',
    // called from another language
    'benchmarks/peers/facts/course.ts',
    'benchmarks/*/main.ts',
    'benchmarks/rebalance/service.ts',
    'benchmarks/scenarios/{calibrate,example}.ts',
    'scripts/*.{ts,mjs}',
    'tests/**/*-{member,process}.ts',
  ],
  project: ['{src,models,benchmarks,scripts,tests}/**/*.ts'],
  ignoreExportsUsedInFile: true,
  // called by its path: its command has the other compiler's name
  ignoreDependencies: ['@typescript/native'],
  // an exported type is documentation: it costs nothing, and says what a function takes
  exclude: ['types'],
  // Java is a peer's need, not the product's
  ignoreBinaries: ['java'],
}

export default config
