import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Store } from '../store/open.ts'
import { anyKey, type Circle, findKey, findTenant, localTenant, type Scope, scopes, type TenantLimits } from '../store/tenants.ts'
import { Problem } from './problems.ts'

/** Who asks: the tenant whose data the request is about, and what it may do. */
export interface Access {
  readonly tenant: string
  /** key id, or `local` */
  readonly actor: string
  readonly scopes: readonly Scope[]
  /** of a family or a homeroom teacher: all that they may see */
  readonly circle?: Circle
  readonly limits: TenantLimits
}

declare module 'fastify' {
  interface FastifyRequest {
    access: Access
  }
  interface FastifyContextConfig {
    /** the scope a route asks for; 'public' for none */
    scope?: Scope | 'public'
    /** families and homeroom teachers may ask, too: the handler shows them what is theirs */
    circles?: boolean
    /** the body is a document: it is handed on as bytes, unparsed */
    document?: boolean
  }
}

const unlimited: TenantLimits = { requestsPerMinute: null, bodyBytes: null }
/** keys are looked up anew after so long: a revoked one works no longer than that */
const memorySeconds = 5

const keyRequired = () => new Problem('key-required', { headers: { 'www-authenticate': 'Bearer' } })

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

/**
 * Decides who a request speaks for. Without any key, an embedded store that listens on loopback has one local tenant; with the first key, or on a server, every request needs one.
 * A key of a district may name one of its schools in `Afterbell-Tenant`.
 * @param attemptsPerMinute from one address, with keys that are not known to be right: each costs a look into the database
 */
export function addAccess(app: FastifyInstance, { store, loopback, attemptsPerMinute }: { store: Store; loopback: boolean; attemptsPerMinute: number }): void {
  /** by key and school; only what was right is kept: whoever guesses does not push it out, and does not lock it out */
  const known = new Map<string, { access: Access; until: number }>()
  /** the local tenant, while nobody needs a key */
  let keyless: { access: Access | undefined; until: number } | undefined
  const attempt = app.createRateLimit({ max: attemptsPerMinute, keyGenerator: (request) => normalizeIP(request.ip) })

  const limitsOf = async (tenant: string): Promise<TenantLimits> => (await findTenant(store.db, tenant)) ?? unlimited

  const withoutKey = async (): Promise<Access | undefined> => {
    if (store.kind !== 'embedded' || !loopback) return undefined
    if (!keyless || keyless.until < Date.now()) {
      const access = (await anyKey(store.db)) ? undefined : { tenant: localTenant, actor: 'local', scopes, limits: await limitsOf(localTenant) }
      keyless = { access, until: Date.now() + memorySeconds * 1000 }
    }
    return keyless.access
  }

  const byKey = async (key: string, school: string | undefined): Promise<Access> => {
    const record = await findKey(store.db, key)
    if (!record) throw keyRequired()
    const access = { actor: record.id, scopes: record.scopes.includes('admin') ? scopes : record.scopes, ...(record.circle && { circle: record.circle }) }
    if (school === undefined || school === record.tenant) return { ...access, tenant: record.tenant, limits: await limitsOf(record.tenant) }
    const tenant = /^[\w-]{1,60}$/.test(school) ? await findTenant(store.db, school) : undefined
    if (tenant?.parent !== record.tenant || record.circle) throw new Problem('scope-required')
    return { ...access, tenant: tenant.id, limits: tenant }
  }

  const accessOf = async (request: FastifyRequest): Promise<Access> => {
    const bearer = /^bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
    if (bearer === undefined) {
      const local = await withoutKey()
      if (!local) throw keyRequired()
      // a page of another origin must not reach this tenant through a name that it points at loopback
      if (!isLoopback(request.hostname)) throw new Problem('foreign-host')
      return local
    }
    const school = request.headers['afterbell-tenant']?.toString()
    const name = `${bearer} ${school ?? ''}`
    const memory = known.get(name)
    if (memory && memory.until > Date.now()) return memory.access
    if (!memory) {
      const made = await attempt(request)
      if (!made.isAllowed && made.isExceeded) throw new Problem('too-many-requests', { retryAfterSeconds: made.ttlInSeconds })
    }
    known.delete(name)
    const access = await byKey(bearer, school)
    if (known.size > 10_000) known.clear()
    known.set(name, { access, until: Date.now() + memorySeconds * 1000 })
    return access
  }

  app.decorateRequest('access')
  app.addHook('onRequest', async (request) => {
    const scope = request.routeOptions.config.scope
    if (scope === 'public' || request.is404) return
    request.access = await accessOf(request)
    const { scopes, circle } = request.access
    const may = circle ? request.routeOptions.config.circles === true : scope !== undefined && scopes.includes(scope)
    if (!may) throw new Problem('scope-required')
  })
}
