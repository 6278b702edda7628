import { newId } from '../house.ts'
import type { House } from '../house.ts'

/** The date of the texts that people say yes or no to today (law 2008-12 of Senegal on personal data, art. 33 and 47). */
export const consentVersion = '2026-11-01'
export const consentPurposes = ['privacy', 'marketing'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]
export type Consent = { purpose: ConsentPurpose; given: boolean; version: string; at: number; source: string | null }

/** A yes or a no is never changed: another one follows it, and the newest counts. */
export async function recordConsent(house: House, accountId: string, { purpose, given, source, address }: { purpose: ConsentPurpose; given: boolean; source: string; address: string }): Promise<Consent> {
  const at = house.clock()
  await house.store.kysely.insertInto('accountConsent').values({ id: newId(house), accountId, purpose, version: consentVersion, given: given ? 1 : 0, source, address: address || null, at }).execute()
  return { purpose, given, version: consentVersion, at, source }
}

/** Everything that was said, the newest first. */
export async function consentsOf(house: House, accountId: string): Promise<Consent[]> {
  const rows = await house.reading.kysely.selectFrom('accountConsent').select(['purpose', 'given', 'version', 'at', 'source']).where('accountId', '=', accountId).orderBy('at', 'desc').orderBy('id', 'desc').limit(500).execute()
  return rows.map((row) => ({ ...row, given: row.given === 1 }))
}
