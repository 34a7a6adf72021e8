import type { Fault, Text } from './domain.ts'

/** Every error that the service answers with: code, status, and what it says. RFC 9457 documents are made from it in `app.ts`. */
const kinds = {
  'invalid-request': [400, 'The request is not as documented', '请求不符合接口约定'],
  'invalid-json': [400, 'The body is not JSON', '请求体不是有效的 JSON'],
  'invalid-cursor': [400, 'This page cursor was not made here', '分页游标无效'],
  'key-required': [401, 'A valid API key is required', '需要有效的 API 密钥'],
  'scope-required': [403, 'The key lacks the scope for this', '密钥缺少所需权限'],
  'foreign-host': [403, 'Without keys only a loopback address is answered', '未设密钥时只接受本机地址'],
  'not-found': [404, 'There is nothing here', '资源不存在'],
  'method-not-allowed': [405, 'This method is not allowed here', '不支持该请求方法'],
  'request-in-progress': [409, 'The first request with this idempotency key is still being answered', '相同幂等键的请求仍在处理'],
  'not-ended': [409, 'It has not ended, or has failed', '尚未完成或已失败'],
  'newer-version': [412, 'The resource has changed since', '资源已被更新'],
  'too-large': [413, 'The body is too large', '请求体过大'],
  'media-type': [415, 'The media type is not supported here', '不支持的媒体类型'],
  'invalid-plan': [422, 'The plan has faults', '方案有错误'],
  'invalid-timetable': [422, 'The timetable has faults', '课表有错误'],
  'invalid-changes': [422, 'The changes have faults', '变更有错误'],
  'invalid-question': [422, 'This question cannot be answered', '无法回答该问题'],
  'different-plans': [422, 'The two timetables are not of the same plan', '两份课表不属于同一方案'],
  'key-reused': [422, 'The idempotency key was used for a different request', '幂等键已用于其他请求'],
  'hard-broken': [422, 'A timetable that breaks a hard rule cannot be published', '违反硬性规则的课表不能发布'],
  'too-many-requests': [429, 'Too many requests', '请求过于频繁'],
  'internal-error': [500, 'Something went wrong on our side', '服务器内部错误'],
  'queue-full': [503, 'Too many solves are waiting', '排队的求解任务过多'],
  unavailable: [503, 'The service cannot answer right now', '服务暂时不可用'],
} as const satisfies Record<string, readonly [number, string, string]>

export type ProblemCode = keyof typeof kinds

export interface ProblemKind {
  readonly code: ProblemCode
  readonly status: number
  readonly title: Text
}

export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = Object.fromEntries(
  Object.entries(kinds).map(([code, [status, en, zh]]) => [code, { code, status, title: { en, zh } }]),
) as never

export interface ProblemDetails {
  readonly detail?: Text
  readonly errors?: readonly Fault[]
  /** the same as JSON, in the asker's language */
  readonly faults?: Uint8Array
  readonly retryAfterSeconds?: number
  readonly headers?: Record<string, string>
}

/** Thrown anywhere below a route; the error handler turns it into the answer. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly kind: ProblemKind
  readonly details: ProblemDetails

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(details.detail?.en ?? kinds[code][1])
    this.kind = problemKinds[code]
    this.details = details
  }
}

export const notFound = (what: Text): Problem => new Problem('not-found', { detail: what })
