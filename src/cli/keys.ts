import { record } from '../store/audit.ts'
import { openStore, type Store } from '../store/open.ts'
import { createKey, createTenant, findTenant, listKeys, listTenants, revokeKey, rotateKey, type Scope, scopes, setTenantLimits } from '../store/tenants.ts'
import { readArguments } from './arguments.ts'
import { type Command, exit, type Io, type Option, UsageError } from './command.ts'
import { openedStore } from './data.ts'
import { maybe } from './maybe.ts'
import { file, oneOf, whole } from './options.ts'

const actions = ['create', 'list', 'rotate', 'revoke', 'tenant', 'tenants', 'limits'] as const
const word = (placeholder: string, about: string): Option<string> => ({
  placeholder,
  about,
  read(text) {
    if (!/^[\w-]{1,60}$/.test(text)) throw new UsageError(`${JSON.stringify(text)} is no id: letters, digits, - and _, at most 60.`)
    return text
  },
})
const scopeList: Option<readonly Scope[]> = {
  placeholder: 'LIST',
  about: `what the key may do, of ${scopes.join(',')} (default read,plan,solve)`,
  read: (text) =>
    text.split(',').map((scope) => {
      const found = scopes.find((s) => s === scope)
      if (!found) throw new UsageError(`unknown scope ${scope}.${maybe(scope, scopes)}`)
      return found
    }),
}

const options = {
  tenant: word('ID', 'whose key, or which tenant (default local)'),
  name: file('what it is called, for people', 'NAME'),
  scopes: scopeList,
  days: whole('DAYS', 'after so many days the key expires (default: never)', 1, 36_500),
  key: word('ID', 'the key to rotate or revoke'),
  overlap: whole('SECONDS', 'a rotated key works for so long beside the new one (default 86400)', 0),
  parent: word('ID', 'the district above a new tenant'),
  share: whole('N', 'solves of the tenant that may run at once (default 2)', 1, 64),
  rate: whole('N', 'requests a minute of the tenant; 0: as AFTERBELL_RATE says', 0, 10_000_000),
  body: whole('MB', 'largest body of the tenant, at most AFTERBELL_BODY_MB; 0: just that', 0, 2000),
  data: file('data folder (default: AFTERBELL_DATA, or .afterbell); ignored with DATABASE_URL', 'FOLDER'),
}

export const keys: Command = {
  takes: actions.join('|'),
  about:
    'Makes and manages tenants and their API keys. A key is shown once, when it is made. With the embedded database the service must not be running; with DATABASE_URL it may.',
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['ACTION'], options)
    const action = oneOf(actions, '').read(positionals[0]!)
    const store = await openedStore(values.data, openStore)
    try {
      return await act(store, action, values, io)
    } finally {
      await store.close()
    }
  },
}

type Values = ReturnType<typeof readArguments<typeof options>>['values']

async function act({ db }: Store, action: (typeof actions)[number], values: Values, io: Io): Promise<number> {
  const tenant = values.tenant ?? 'local'
  const say = (value: object) => io.out(`${JSON.stringify(value)}\n`)
  const tell = (change: string, subject: string, of: string) => record(db, { tenant: of, actor: 'command-line', action: change, subject })
  const keyId = () => {
    if (values.key === undefined) throw new UsageError('missing --key ID.')
    return values.key
  }
  switch (action) {
    case 'tenants':
      for (const one of await listTenants(db)) say(one)
      return exit.fine
    case 'tenant': {
      if (values.tenant === undefined) throw new UsageError('missing --tenant ID.')
      if (values.parent !== undefined && !(await findTenant(db, values.parent))) throw new UsageError(`there is no tenant ${values.parent}.`)
      const { name = tenant, parent, share } = values
      const made = await createTenant(db, { id: tenant, name, ...(parent !== undefined && { parent }), ...(share !== undefined && { solveShare: share }) })
      if (!made) throw new UsageError(`there is a tenant ${tenant} already. Its limits: keys limits --tenant ${tenant}`)
      await setTenantLimits(db, tenant, limitsOf(values))
      await tell('tenant.create', tenant, tenant)
      say({ tenant })
      return exit.fine
    }
    case 'limits': {
      if (values.tenant === undefined) throw new UsageError('missing --tenant ID.')
      const limits = limitsOf(values)
      if (Object.keys(limits).length === 0) throw new UsageError('missing --rate N, --body MB or --share N.')
      if (!(await setTenantLimits(db, tenant, limits))) throw new UsageError(`there is no tenant ${tenant}.`)
      await tell('tenant.limits', tenant, tenant)
      say((await findTenant(db, tenant))!)
      return exit.fine
    }
    case 'list':
      for (const one of await listKeys(db, values.tenant)) say(one)
      return exit.fine
    case 'create': {
      if (tenant === 'local') await createTenant(db, { id: tenant, name: tenant, solveShare: 64 })
      if (!(await findTenant(db, tenant))) throw new UsageError(`there is no tenant ${tenant}. Make it first: keys tenant --tenant ${tenant}`)
      const expiresAt = values.days === undefined ? undefined : new Date(Date.now() + values.days * 86_400_000)
      const made = await createKey(db, {
        tenant,
        name: values.name ?? 'key',
        scopes: values.scopes ?? ['read', 'plan', 'solve'],
        ...(expiresAt && { expiresAt }),
      })
      await tell('key.create', made.id, tenant)
      say({ tenant, ...made })
      return exit.fine
    }
    case 'rotate': {
      const made = await rotateKey(db, keyId(), values.overlap ?? 86_400)
      if (!made) throw new UsageError(`there is no key ${values.key}.`)
      await tell('key.rotate', keyId(), (await keyOf(db, keyId())) ?? tenant)
      say(made)
      return exit.fine
    }
    case 'revoke': {
      const of = await keyOf(db, keyId())
      if (!(await revokeKey(db, keyId()))) throw new UsageError(`there is no key ${values.key}.`)
      await tell('key.revoke', keyId(), of ?? tenant)
      say({ revoked: keyId() })
      return exit.fine
    }
  }
}

/** 0 takes a limit back: the service's own holds again */
const limitsOf = ({ rate, body, share }: Values) => ({
  ...(rate !== undefined && { requestsPerMinute: rate || null }),
  ...(body !== undefined && { bodyBytes: body * 1_000_000 || null }),
  ...(share !== undefined && { solveShare: share }),
})

const keyOf = async (db: Store['db'], id: string): Promise<string | undefined> => (await listKeys(db)).find((k) => k.id === id)?.tenant
