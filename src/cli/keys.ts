import { record } from '../store/audit.ts'
import { openStore, type Store } from '../store/open.ts'
import {
  type CircleScope,
  circleScopes,
  createKey,
  createTenant,
  findTenant,
  listKeys,
  listTenants,
  revokeKey,
  rotateKey,
  type Scope,
  scopes,
  setTenantLimits,
} from '../store/tenants.ts'
import { readArguments } from './arguments.ts'
import { circleOf } from './circle.ts'
import { type Command, exit, type Io, type Option, UsageError } from './command.ts'
import { dataOption, openedStore } from './data.ts'
import { maybe } from './maybe.ts'
import { missing } from './named.ts'
import { oneOf, whole, word } from './options.ts'
import { text as both, type Text } from './text.ts'

const actions = ['create', 'list', 'rotate', 'revoke', 'tenant', 'tenants', 'limits'] as const
const idOption = (placeholder: string, about: Text): Option<string> => ({
  placeholder,
  about,
  read(text) {
    if (!/^[\w-]{1,60}$/.test(text))
      throw new UsageError(
        both(
          `${JSON.stringify(text)} is no id: letters, digits, - and _, at most 60.`,
          `${JSON.stringify(text)} 不能作编号：只能用字母、数字、- 和 _，至多 60 个。`,
        ),
      )
    return text
  },
})
const everyScope = [...scopes, ...circleScopes] as const
const alone = circleScopes.join('|')
const scopeList: Option<readonly Scope[] | CircleScope> = {
  placeholder: 'LIST',
  about: both(
    `what the key may do, of ${scopes.join(',')} (default read,plan,solve); or ${alone} alone, with --plan`,
    `密钥的权限，可选 ${scopes.join(',')}（默认 read,plan,solve）；或单独用 ${alone}，并给出 --plan`,
  ),
  read(text) {
    const named = text.split(',').map((scope) => {
      const found = everyScope.find((s) => s === scope)
      const near = maybe(scope, everyScope)
      if (!found) throw new UsageError(both(`unknown scope ${scope}.${near.en}`, `未知权限 ${scope}。${near.zh}`))
      return found
    })
    const circle = circleScopes.find((scope) => named.includes(scope))
    if (circle === undefined) return named as Scope[]
    if (named.length > 1) throw new UsageError(both(`${circle} goes with no other scope.`, `${circle} 不能与其他权限同用。`))
    return circle
  },
}
const idList = (about: Text): Option<readonly string[]> => ({ placeholder: 'ID,…', about, read: (text) => [...new Set(text.split(','))] })

const options = {
  tenant: idOption('ID', both('whose key, or which tenant (default local)', '谁的密钥，或哪个租户（默认 local）')),
  name: word('NAME', both('what it is called, for people', '便于辨认的名称')),
  scopes: scopeList,
  plan: idOption('ID', both('the plan that a key of a family or a homeroom teacher is about', '家庭或班主任密钥所属的方案')),
  students: idList(both('with the scope family: whose week it shows', '权限为 family 时：可查看哪些学生')),
  classes: idList(both('with the scope homeroom: which classes it shows, with their students', '权限为 homeroom 时：可查看哪些班级及其学生')),
  days: whole('DAYS', both('after so many days the key expires (default: never)', '密钥在这么多天后失效（默认永久）'), 1, 36_500),
  key: idOption('ID', both('the key to rotate or revoke', '要轮换或吊销的密钥')),
  overlap: whole('SECONDS', both('a rotated key works for so long beside the new one (default 86400)', '轮换后旧密钥继续有效的秒数（默认 86400）'), 0),
  parent: idOption('ID', both('the district above a new tenant', '新租户的上级学区')),
  share: whole('N', both('solves of the tenant that may run at once (default 2)', '该租户可同时运行的求解数（默认 2）'), 1, 64),
  rate: whole('N', both('requests a minute of the tenant; 0: as AFTERBELL_RATE says', '该租户每分钟请求数；0 表示按 AFTERBELL_RATE'), 0, 10_000_000),
  body: whole(
    'MB',
    both('largest body of the tenant, at most AFTERBELL_BODY_MB; 0: just that', '该租户请求体上限，不超过 AFTERBELL_BODY_MB；0 表示取该值'),
    0,
    2000,
  ),
  data: dataOption,
}

export const keys: Command = {
  takes: actions.join('|'),
  about: both(
    'Makes and manages tenants and their API keys. A key is shown once, when it is made. With the embedded database the service must not be running; with DATABASE_URL it may.',
    '创建和管理租户及其 API 密钥。密钥只在创建时显示一次。使用内嵌数据库时服务须已停止；使用 DATABASE_URL 时可以运行。',
  ),
  options,
  async run(argv, io) {
    const { values, positionals } = readArguments(argv, ['ACTION'], options)
    const action = oneOf(actions, both('', '')).read(positionals[0]!)
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
    if (values.key === undefined) throw missing('--key ID')
    return values.key
  }
  switch (action) {
    case 'tenants':
      for (const one of await listTenants(db)) say(one)
      return exit.fine
    case 'tenant': {
      if (values.tenant === undefined) throw missing('--tenant ID')
      if (values.parent !== undefined && !(await findTenant(db, values.parent))) throw noTenant(values.parent)
      const { name = tenant, parent, share } = values
      const made = await createTenant(db, { id: tenant, name, ...(parent !== undefined && { parent }), ...(share !== undefined && { solveShare: share }) })
      if (!made)
        throw new UsageError(
          both(
            `there is a tenant ${tenant} already. Its limits: keys limits --tenant ${tenant}`,
            `租户 ${tenant} 已存在。修改限额：keys limits --tenant ${tenant}`,
          ),
        )
      await setTenantLimits(db, tenant, limitsOf(values))
      await tell('tenant.create', tenant, tenant)
      say({ tenant })
      return exit.fine
    }
    case 'limits': {
      if (values.tenant === undefined) throw missing('--tenant ID')
      const limits = limitsOf(values)
      if (Object.keys(limits).length === 0) throw new UsageError(both('missing --rate N, --body MB or --share N.', '缺少 --rate N、--body MB 或 --share N。'))
      if (!(await setTenantLimits(db, tenant, limits))) throw noTenant(tenant)
      await tell('tenant.limits', tenant, tenant)
      say((await findTenant(db, tenant))!)
      return exit.fine
    }
    case 'list':
      for (const one of await listKeys(db, values.tenant)) say(one)
      return exit.fine
    case 'create': {
      if (tenant === 'local') await createTenant(db, { id: tenant, name: tenant, solveShare: 64 })
      if (!(await findTenant(db, tenant)))
        throw new UsageError(
          both(`there is no tenant ${tenant}. Make it first: keys tenant --tenant ${tenant}`, `没有租户 ${tenant}。请先创建：keys tenant --tenant ${tenant}`),
        )
      const { scopes: asked = ['read', 'plan', 'solve'] as const } = values
      if (typeof asked !== 'string') demandNoCircle(values)
      const expiresAt = values.days === undefined ? undefined : new Date(Date.now() + values.days * 86_400_000)
      const made = await createKey(db, {
        tenant,
        name: values.name ?? 'key',
        ...(typeof asked === 'string' ? { circle: await circleOf(db, tenant, asked, values) } : { scopes: asked }),
        ...(expiresAt && { expiresAt }),
      })
      await tell('key.create', made.id, tenant)
      say({ tenant, ...made })
      return exit.fine
    }
    case 'rotate': {
      const made = await rotateKey(db, keyId(), values.overlap ?? 86_400)
      if (!made) throw noKey(values.key)
      await tell('key.rotate', keyId(), (await keyOf(db, keyId())) ?? tenant)
      say(made)
      return exit.fine
    }
    case 'revoke': {
      const of = await keyOf(db, keyId())
      if (!(await revokeKey(db, keyId()))) throw noKey(values.key)
      await tell('key.revoke', keyId(), of ?? tenant)
      say({ revoked: keyId() })
      return exit.fine
    }
  }
}

/** @throws UsageError where something is said of a circle that nobody is given a key for */
function demandNoCircle({ plan, students, classes }: Values): void {
  const extra = Object.entries({ plan, students, classes }).find(([, value]) => value !== undefined)
  if (extra) throw new UsageError(both(`--${extra[0]} goes with --scopes ${alone}.`, `--${extra[0]} 须与 --scopes ${alone} 同用。`))
}

const noTenant = (id: string) => new UsageError(both(`there is no tenant ${id}.`, `没有租户 ${id}。`))
const noKey = (id: string | undefined) => new UsageError(both(`there is no key ${id}.`, `没有密钥 ${id}。`))

/** 0 takes a limit back: the service's own holds again */
const limitsOf = ({ rate, body, share }: Values) => ({
  ...(rate !== undefined && { requestsPerMinute: rate || null }),
  ...(body !== undefined && { bodyBytes: body * 1_000_000 || null }),
  ...(share !== undefined && { solveShare: share }),
})

const keyOf = async (db: Store['db'], id: string): Promise<string | undefined> => (await listKeys(db)).find((k) => k.id === id)?.tenant
