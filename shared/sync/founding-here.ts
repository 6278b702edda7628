import type { Store } from '../database/store.ts'

/** A desktop that was alone is bringing its agency to a server, or has just done so. */
export type FoundingHere = {
  agencyId: string
  server: string
  accountId: string
  memberId: string
  /** The member's account as long as this post was alone. */
  formerAccountId: string
  email: string
  begunAt: number
  /** Ids of members who cannot sign in there; null before the end. */
  withoutAccount: string[] | null
}

/** Where this post's agency goes, and by whose account: kept so that it goes on after a start. The server knows how far it has come. */
export async function foundingHere({ kysely }: Store): Promise<FoundingHere | null> {
  const row = await kysely.selectFrom('foundingHere').selectAll().limit(1).executeTakeFirst()
  if (!row) return null
  return { ...row, begunAt: Number(row.begunAt ?? 0), withoutAccount: row.withoutAccount === null ? null : (JSON.parse(row.withoutAccount) as string[]) }
}

export async function keepFounding({ kysely }: Store, founding: Omit<FoundingHere, 'withoutAccount'>): Promise<void> {
  await kysely.insertInto('foundingHere').values({ ...founding, withoutAccount: null }).execute()
}

export async function nameStrangers({ kysely }: Store, agencyId: string, memberIds: readonly string[]): Promise<void> {
  await kysely.updateTable('foundingHere').set({ withoutAccount: JSON.stringify(memberIds) }).where('agencyId', '=', agencyId).execute()
}

export async function forgetFounding({ kysely }: Store, agencyId: string): Promise<void> {
  await kysely.deleteFrom('foundingHere').where('agencyId', '=', agencyId).execute()
}
