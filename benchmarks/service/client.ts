/** A client of the service that counts what it is answered. */
export class Client {
  readonly origin: string
  readonly statuses = new Map<number, number>()
  private readonly key: string | undefined

  constructor(origin: string, key?: string) {
    this.origin = origin
    this.key = key
  }

  async call(
    method: string,
    path: string,
    body?: string | object,
  ): Promise<{ status: number; text: string; milliseconds: number; retryAfter: number | undefined }> {
    const start = performance.now()
    const answer = await fetch(this.origin + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(this.key !== undefined && { authorization: `Bearer ${this.key}` }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1)
    const retry = answer.headers.get('retry-after')
    return { status: answer.status, text, milliseconds: performance.now() - start, retryAfter: retry === null ? undefined : Number(retry) }
  }

  /** @throws unless the answer is a 2xx */
  async json<T>(method: string, path: string, body?: string | object): Promise<T> {
    const { status, text } = await this.call(method, path, body)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`)
    return JSON.parse(text) as T
  }
}

/** @returns the value below which that share of the list lies */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
