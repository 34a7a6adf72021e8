import { benchSource } from '../../benchmarks/service/bench-source.ts'
import { answers } from '../../models/after-school/answers.ts'
import { domain } from '../../models/after-school/service.ts'
import { answersUrl, modelSource } from '../../models/after-school/source.ts'
import type { Answers, Domain } from '../../src/service/domain.ts'
import type { ServiceModel } from '../../src/service/start.ts'

/** The service as `npm start` runs it: with the after-school model. */
export const afterSchoolService: ServiceModel = {
  domain: domain as unknown as Domain,
  answers: answers as unknown as Answers,
  answersUrl,
  source: modelSource,
  bench: benchSource,
  scenariosUrl: new URL('../../benchmarks/scenarios/index.ts', import.meta.url).href,
  version: 'test',
}
