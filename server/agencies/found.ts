import type { StoredFile } from '../../shared/files/receive.ts'
import type { Actor } from '../../shared/values/actor.ts'
import { AppError } from '../../shared/values/error.ts'
import { fold } from '../../shared/values/fold.ts'
import { newId, sayAll } from '../house.ts'
import type { ActOf, House } from '../house.ts'
import { againIfTaken, insertAccount } from '../identity/accounts.ts'
import type { ComingAccount } from '../identity/accounts.ts'
import { audit } from '../identity/audit.ts'
import { beginSubscription } from './subscriptions.ts'

/** What is said of an agency that registers, as `agency.found` takes it. */
export type Registration = {
  name: string
  licenseNumber: string
  legalName: string | null
  vatNumber: string | null
  email: string | null
  phone: string | null
  website: string | null
  address: string | null
  addressLine2: string | null
  city: string | null
  postalCode: string | null
  country?: string | undefined
}
/** Who will be its admin: an account that there is, or one that is made with it. */
export type FirstAdmin = { id: string; email: string; name: string; phone: string | null; coming: ComingAccount | null }
type Besides = { logo: ((agencyId: string) => Promise<StoredFile>) | null; wishedPlan: string | null; sessionId: string | null; address: string | null }

/**
 * An agency, its first admin, its subscription and, where he is new, his account: one act, which leaves nothing behind when any of it
 * is refused. Throws `already_exists` {field: email or license_number}, also for an account that is a member of another agency.
 */
export async function registerAgency(house: House, said: Registration, admin: FirstAdmin, { logo, wishedPlan, sessionId, address }: Besides): Promise<{ agencyId: string; memberId: string }> {
  const agencyId = newId(house)
  const memberId = newId(house)
  const self: Actor = { kind: 'member', agencyId, memberId, role: 'admin' }
  const acts: ActOf[] = [{
    actor: { kind: 'job', agencyId, name: 'registration' }, name: 'agency.found',
    input: { ...said, agencyId, referencePrefix: prefixOf(said.name), admin: { memberId, accountId: admin.id, email: admin.email, name: admin.name, phone: admin.phone } },
  }]
  if (logo) acts.push(...logoActs(house, self, await logo(agencyId)))
  await againIfTaken(() => sayAll(house, agencyId, acts, {
    besides: async (inside) => {
      if (admin.coming) await insertAccount(inside, admin.coming)
      else await mustBeFree(inside, admin.id)
      await beginSubscription(inside.store.kysely, agencyId, said.licenseNumber, house.clock())
      await audit(inside, { action: 'agency.registered', accountId: admin.id, sessionId, agencyId, address, detail: wishedPlan === null ? null : { wishedPlan } })
    },
  }))
  return { agencyId, memberId }
}

/** One person is of one agency: what he would see of a second would hang on which he joined last. */
export async function mustBeFree({ store }: House, accountId: string): Promise<void> {
  const other = await store.kysely.selectFrom('member').select('id').where('accountId', '=', accountId).where('active', '=', 1).where('deletedAt', 'is', null).limit(1).executeTakeFirst()
  if (other) throw new AppError('already_exists', { entity: 'member', field: 'account' })
}

/** The logo that was stored becomes a file of the agency, and the agency's. */
export function logoActs(house: House, actor: Actor, stored: StoredFile): ActOf[] {
  const id = newId(house)
  return [{ actor, name: 'file.create', input: { id, values: stored } }, { actor, name: 'agency.update', input: { id: actor.agencyId, patch: { logoFileId: id } } }]
}

/** Letters before the numbers of properties, from the name: `Agence Lagune` gives `LAG`. The agency may change them. */
export function prefixOf(name: string): string {
  const words = fold(name).replaceAll(/[^a-z0-9 ]/g, '').split(' ').filter((word) => word.length > 1 && !ordinary.has(word))
  const letters = (words[0] ?? '').slice(0, 3).toUpperCase()
  return letters.length >= 2 ? letters : 'AG'
}

const ordinary = new Set(['agence', 'agency', 'immobilier', 'immobiliere', 'immo', 'la', 'le', 'les', 'de', 'du', 'des', 'et', 'sarl', 'sa', 'sas', 'suarl', 'gie'])
