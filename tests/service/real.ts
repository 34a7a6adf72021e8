import { benchSource } from '../../benchmarks/service/bench-source.ts'
import { domain } from '../../models/after-school/service.ts'
import { modelSource } from '../../models/after-school/source.ts'
import type { Domain } from '../../src/service/domain.ts'
import type { ServiceModel } from '../../src/service/start.ts'

/** The service as `npm start` runs it: with the after-school model. */
export const afterSchoolService: ServiceModel = {
  domain: domain as unknown as Domain,
  source: modelSource,
  bench: benchSource,
  scenariosUrl: new URL('../../benchmarks/scenarios/index.ts', import.meta.url).href,
  version: 'test',
}
