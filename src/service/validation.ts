import { type ZodType, z } from 'zod'
import type { Fault } from './domain.ts'

/** A request that is not as documented: every fault of one of its parts. */
export class RequestFaults extends Error {
  override readonly name = 'RequestFaults'
  readonly issues: readonly z.core.$ZodIssue[]
  /** set by Fastify: headers, params, querystring or body */
  readonly validationContext?: string

  constructor(issues: readonly z.core.$ZodIssue[], part?: string) {
    super('the request is not as documented')
    this.issues = issues
    if (part !== undefined) this.validationContext = part
  }

  faults(): Fault[] {
    return this.issues.slice(0, most).map((issue) => ({
      pointer: ['', this.validationContext ?? 'request', ...issue.path.map(String)].map(escapePointer).join('/'),
      value: undefined,
      code: issue.code ?? 'custom',
      message: { en: issue.message, zh: chinese(issue) },
    }))
  }
}

/** @returns Fastify's validator of a schema; a document stays bytes for the clerk's threads, its schema is there for the reference page */
export const validatorOf =
  ({ schema }: { schema: unknown }) =>
  (data: unknown): { value: unknown } | { error: RequestFaults } => {
    if (Buffer.isBuffer(data)) return { value: data }
    // what came is needed for the message in the other language
    const { error, data: value } = (schema as ZodType).safeParse(data, { reportInput: true })
    return error ? { error: new RequestFaults(error.issues) } : { value }
  }

/** faults that are listed: whoever sends more has made one mistake very often */
const most = 500

const localeError = z.locales.zhCN().localeError

function chinese(issue: z.core.$ZodIssue): string {
  // a rule of ours says it in both languages
  if (issue.code === 'custom' && typeof issue.params?.zh === 'string') return issue.params.zh
  const message = localeError(issue as z.core.$ZodRawIssue)
  return (typeof message === 'string' ? message : message?.message) ?? issue.message
}

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')
