import type { House } from '../../house.ts'
import { audit } from '../../identity/audit.ts'
import type { Account } from '../caller.ts'

type Acting = { readonly house: House; readonly caller: Account; readonly address: string; readonly body: { readonly reason: string } }
type About = { readonly action: string; readonly agencyId?: string; readonly target?: string; readonly detail?: Record<string, unknown> }

/** An act of the operator and its line in the audit: both or neither. `work` writes through the house that it is handed. */
export async function act({ house, caller, address, body }: Acting, about: About, work: (within: House) => Promise<void>): Promise<void> {
  await house.store.kysely.transaction().execute(async (kysely) => {
    const within: House = { ...house, store: { ...house.store, kysely } }
    await work(within)
    await audit(within, { ...about, accountId: caller.accountId, sessionId: caller.sessionId, reason: body.reason, address })
  })
}
