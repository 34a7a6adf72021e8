import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Store } from '../store/open.ts'
import { anyKey, findKey, findTenant, localTenant, type Scope, scopes, type TenantLimits } from '../store/tenants.ts'
import { Problem } from './problems.ts'

/** Who asks: the tenant whose data the request is about, and what it may do. */
export interface Access {
  readonly tenant: string
  /** key id, or `local` */
  readonly actor: string
  readonly scopes: readonly Scope[]
  readonly limits: TenantLimits
}

declare module 'fastify' {
  interface FastifyRequest {
    access: Access
  }
  interface FastifyContextConfig {
    /** the scope a route asks for; 'public' for none */
    scope?: Scope | 'public'
    /** the body is a document: it is handed on as bytes, unparsed */
    document?: boolean
  }
}

const unlimited: TenantLimits = { requestsPerMinute: null, bodyBytes: null }
/** keys are looked up anew after so long: a revoked one works no longer than that */
const memorySeconds = 5

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)

/**
 * Decides who a request speaks for. Without any key, an embedded store that listens on loopback has one local tenant; with the first key, or on a server, every request needs one.
 * A key of a district may name one of its schools in `Afterbell-Tenant`.
 */
export function addAccess(app: FastifyInstance, { store, loopback }: { store: Store; loopback: boolean }): void {
  const known = new Map<string, { access: Access | undefined; until: number }>()
  /** the local tenant, while nobody needs a key */
  let keyless: { access: Access | undefined; until: number } | undefined

  const limitsOf = async (tenant: string): Promise<TenantLimits> => (await findTenant(store.db, tenant)) ?? unlimited

  const withoutKey = async (): Promise<Access | undefined> => {
    if (store.kind !== 'embedded' || !loopback) return undefined
    if (!keyless || keyless.until < Date.now()) {
      const access = (await anyKey(store.db)) ? undefined : { tenant: localTenant, actor: 'local', scopes, limits: await limitsOf(localTenant) }
      keyless = { access, until: Date.now() + memorySeconds * 1000 }
    }
    return keyless.access
  }

  const byKey = async (key: string): Promise<Access | undefined> => {
    const memory = known.get(key)
    if (memory && memory.until > Date.now()) return memory.access
    const record = await findKey(store.db, key)
    const access = record && {
      tenant: record.tenant,
      actor: record.id,
      scopes: record.scopes.includes('admin') ? scopes : record.scopes,
      limits: await limitsOf(record.tenant),
    }
    if (known.size > 10_000) known.clear()
    known.set(key, { access, until: Date.now() + memorySeconds * 1000 })
    return access
  }

  const accessOf = async (request: FastifyRequest): Promise<Access> => {
    const bearer = /^bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1]
    const local = bearer === undefined ? await withoutKey() : undefined
    if (local) {
      // a page of another origin must not reach this tenant through a name that it points at loopback
      if (!isLoopback(request.hostname)) throw new Problem('foreign-host')
      return local
    }
    const access = bearer === undefined ? undefined : await byKey(bearer)
    if (!access) throw new Problem('key-required', { headers: { 'www-authenticate': 'Bearer' } })
    const school = request.headers['afterbell-tenant']
    if (typeof school !== 'string' || school === access.tenant) return access
    const tenant = /^[\w-]{1,60}$/.test(school) ? await findTenant(store.db, school) : undefined
    if (tenant?.parent !== access.tenant) throw new Problem('scope-required')
    return { ...access, tenant: tenant.id, limits: tenant }
  }

  app.decorateRequest('access')
  app.addHook('onRequest', async (request) => {
    const scope = request.routeOptions.config.scope
    if (scope === 'public' || request.is404) return
    request.access = await accessOf(request)
    if (scope === undefined || !request.access.scopes.includes(scope)) throw new Problem('scope-required')
  })
}
