import type { OperationName } from '../api/index.ts'
import type { CallerName } from '../api/matrix.ts'
import { testPassword } from './world.ts'
import type { Staff, TestAgency, World } from './world.ts'

/** What an operation is asked about: whose thing, and by whom. */
export type Asking = {
  world: World
  /** The agency whose thing it is. */
  agency: TestAgency
  /** The member who owns it. */
  owner: Staff
  caller: CallerName
  token: string | undefined
}
export type Sample = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; form?: FormData; token?: string; headers?: Record<string, string> }

let count = 0
const another = (): string => `p${++count}-${Math.random().toString(36).slice(2, 8)}`

/**
 * One good request for each operation, on things made anew for it: the schema test, the isolation matrix and the fuzzer start
 * from these. An operation without one does not compile.
 */
export const samples: Readonly<Record<OperationName, (asking: Asking) => Sample | Promise<Sample>>> = {
  'auth.register': () => ({ body: { email: `${another()}@example.sn`, password: testPassword, password_confirm: testPassword, first_name: 'Awa', last_name: 'Ndiaye', phone: '+221770000000' } }),
  'auth.login': ({ world }) => ({ body: { email: world.client.email, password: testPassword, device_name: 'Téléphone' } }),
  'auth.refresh': async ({ world }) => ({ body: { refresh: (await session(world, world.client.accountId)).refresh } }),
  'auth.logout': async (asking) => ({ body: {}, ...(await fresh(asking)) }),
  'auth.me': () => ({}),
}

function session(world: World, accountId: string) {
  return world.server.house.services.sessions.begin(accountId, { deviceName: 'other', userAgent: null, address: null })
}

/** Another session of the caller, for operations that end it. */
async function fresh({ world, caller }: Asking): Promise<{ token?: string }> {
  if (caller === 'anonymous') return {}
  const who = caller === 'client' ? world.client : caller === 'operator' ? world.operator : world.ours[caller]
  return { token: (await session(world, who.accountId)).access }
}
