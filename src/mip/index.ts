/** Linear models in flat arrays, and two engines that minimise them. */
export { boundByBlocks } from './blocks.ts'
export { type LinearModel, ModelBuilder } from './linear-model.ts'
export type { MipOptions, MipOutcome } from './outcome.ts'
export { solveLinear } from './solve.ts'
