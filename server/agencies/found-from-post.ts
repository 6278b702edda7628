import type { FoundBegin, FoundDone, FoundFinish, FoundPart, FoundProgress } from '../../shared/sync/protocol.ts'
import { oldestProtocol } from '../../shared/sync/protocol.ts'
import type { Founding } from '../../shared/sync/found-authority.ts'
import { AppError } from '../../shared/values/error.ts'
import type { Account } from '../api/caller.ts'
import { sayAll } from '../house.ts'
import type { House } from '../house.ts'
import { accountById, againIfTaken, insertAccount } from '../identity/accounts.ts'
import { audit } from '../identity/audit.ts'
import { askForReset } from '../identity/passwords.ts'
import { mustBeFree } from './found.ts'
import { dropSubscription, openSubscription, reserveSubscription } from './subscriptions.ts'

/** A founding that nobody went on with is forgotten after so long. */
const keptIdle = 30 * 86_400_000

/**
 * A desktop that was its own authority brings its agency (docs/decisions/0016-founding.md). Asked again it says how far that has come.
 * Throws `already_exists` for who is of an agency and for a license number that another one has, `id_taken` for an agency that is known.
 */
export async function beginFounding(house: House, caller: Account, asked: FoundBegin, address: string): Promise<FoundProgress> {
  if (asked.protocol < oldestProtocol) throw new AppError('unsupported_version', { found: asked.protocol, known: oldestProtocol })
  const { foundings } = house.services
  const { agencyId, memberId } = asked
  const known = await foundings.find(agencyId)
  if (known?.accountId === caller.accountId) return { upTo: await foundings.headOf(agencyId), done: false }
  // The answer to its last word was lost.
  if (caller.member?.agencyId === agencyId && caller.member.memberId === memberId) return { upTo: await foundings.headOf(agencyId), done: true }
  if (known) throw new AppError('id_taken', { entity: 'agency' })
  if (caller.member) throw new AppError('already_exists', { entity: 'member', field: 'account' })
  for (const other of await foundings.ofAccount(caller.accountId)) await drop(house, other, caller, address)
  await againIfTaken(() => house.store.kysely.transaction().execute(async (executor) => {
    await mustBeFree({ ...house, store: { ...house.store, kysely: executor } }, caller.accountId)
    await foundings.begin(executor, { agencyId, accountId: caller.accountId, memberId })
    await reserveSubscription(executor, agencyId, asked.licenseNumber, house.clock())
  }))
  return { upTo: 0, done: false }
}

export async function takePart(house: House, caller: Account, part: FoundPart): Promise<FoundProgress> {
  return { upTo: await house.services.foundings.part(await ownFounding(house, caller, part.agencyId), part), done: false }
}

/**
 * Opens the agency: its admin becomes the account that brought it, its other members get accounts without a password, and a letter
 * by which each chooses one. Throws what `Foundings.close` throws, and `forbidden` where the member is no active admin.
 */
export async function finishFounding(house: House, caller: Account, said: FoundFinish, { language, address }: { language: string; address: string }): Promise<FoundDone> {
  const { foundings } = house.services
  const { agencyId } = said
  // The answer was lost: it is given again.
  if (caller.member?.agencyId === agencyId && !(await foundings.find(agencyId))) return { agencyId, head: await foundings.headOf(agencyId), withoutAccount: await strangersOf(house, agencyId) }
  const { memberId } = await ownFounding(house, caller, agencyId)
  const { email } = await accountById(house, caller.accountId)
  let [made, withoutAccount]: [string[], string[]] = [[], []]
  const act = { actor: { kind: 'job' as const, agencyId, name: 'founding' }, name: 'member.link', input: { id: memberId, accountId: caller.accountId, email } }
  await againIfTaken(() => sayAll(house, agencyId, [act], {
    besides: async (inside) => {
      const { kysely } = inside.store
      if (!(await foundings.find(agencyId, kysely))) throw new AppError('not_found', { entity: 'founding', id: agencyId })
      await foundings.close(kysely, agencyId, said)
      await mustBeFree(inside, caller.accountId)
      const members = await kysely.selectFrom('member').select(['id', 'accountId', 'email', 'name', 'phone', 'role', 'active']).where('agencyId', '=', agencyId).where('deletedAt', 'is', null).execute()
      const admin = members.find(({ id }) => id === memberId)
      if (admin?.role !== 'admin' || Number(admin.active) !== 1) throw new AppError('forbidden', { action: 'agency.found' });
      [made, withoutAccount] = [[], []]
      for (const member of members.filter(({ id }) => id !== memberId)) {
        const taken = await kysely.selectFrom('account').select('id').where('email', '=', member.email!).executeTakeFirst()
        if (taken) {
          withoutAccount.push(member.id)
          continue
        }
        const [firstName = '', ...rest] = member.name!.split(' ')
        await insertAccount(inside, { id: member.accountId!, email: member.email!, name: member.name!, firstName, lastName: rest.join(' '), phone: member.phone, language, passwordHash: null, mustChange: false })
        made.push(member.email!)
      }
      await openSubscription(kysely, agencyId, house.clock())
      await audit(inside, { action: 'agency.founded', accountId: caller.accountId, sessionId: caller.sessionId, agencyId, address, detail: { accounts: made.length, withoutAccount: withoutAccount.length } })
    },
  }))
  for (const to of made) await askForReset(house, to, language)
  return { agencyId, head: await foundings.headOf(agencyId), withoutAccount }
}

/** Members whose e-mail belonged to somebody else here already. */
async function strangersOf({ store }: House, agencyId: string): Promise<string[]> {
  const rows = await store.kysely.selectFrom('member').leftJoin('account', 'account.id', 'member.accountId').select('member.id').where('member.agencyId', '=', agencyId).where('member.deletedAt', 'is', null)
    .where('account.id', 'is', null).orderBy('member.id').execute()
  return rows.map(({ id }) => id)
}

export async function dropFounding(house: House, caller: Account, agencyId: string, address: string): Promise<FoundProgress> {
  await drop(house, await ownFounding(house, caller, agencyId), caller, address)
  return { upTo: 0, done: false }
}

/** Those that nobody went on with for a month. */
export async function forgetFoundings(house: Pick<House, 'store' | 'clock' | 'random'> & { readonly services: Pick<House['services'], 'foundings'> }): Promise<void> {
  for (const founding of await house.services.foundings.idle(house.clock() - keptIdle)) await drop(house, founding, null, '')
}

async function drop(house: Parameters<typeof forgetFoundings>[0], { agencyId }: Founding, caller: Account | null, address: string): Promise<void> {
  await house.store.kysely.transaction().execute(async (executor) => {
    if (!(await house.services.foundings.drop(executor, agencyId))) return
    await dropSubscription(executor, agencyId)
    await audit({ ...house, store: { ...house.store, kysely: executor } }, { action: 'agency.foundingDropped', accountId: caller?.accountId ?? null, sessionId: caller?.sessionId ?? null, agencyId, address })
  })
}

/** Throws `not_found` for one that is not the caller's. */
async function ownFounding(house: House, caller: Account, agencyId: string): Promise<Founding> {
  const founding = await house.services.foundings.find(agencyId)
  if (founding?.accountId !== caller.accountId) throw new AppError('not_found', { entity: 'founding', id: agencyId })
  return founding
}
