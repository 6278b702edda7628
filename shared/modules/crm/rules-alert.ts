import { addDays, dayOfInstant, instantOf, weekdayOf } from '../../values/period.ts'
import type { alertFrequencies } from './model-search.ts'
import type { consentChannels, consentPurposes } from './model.ts'

export type AlertRhythm = Exclude<(typeof alertFrequencies)[number], 'never'>
export const alertRhythms = ['immediate', 'daily', 'weekly'] as const satisfies readonly AlertRhythm[]

/** Local time of the agency at which the day's and, on Mondays, the week's matches are said. */
const hour = '08:00'
const monday = 1

/** Whether the time of a rhythm has come since it was last done; several that were slept through are one. */
export function isRoundDue(rhythm: AlertRhythm, lastAt: number, now: number, zone: string): boolean {
  if (rhythm === 'immediate') return true
  let day = dayOfInstant(now, zone)
  if (instantOf(day, hour, zone) > now) day = addDays(day, -1)
  if (rhythm === 'weekly') day = addDays(day, monday - weekdayOf(day))
  return instantOf(day, hour, zone) > lastAt
}

type Consent = { purpose: (typeof consentPurposes)[number]; channel: (typeof consentChannels)[number]; given: boolean }

/**
 * Whether a client may be written to about his search on this channel. What he said of the service counts before what he said of
 * advertising; silence is no consent
 * (Senegal, law 2008-12 on personal data).
 */
export function mayBeTold(consents: readonly Consent[], channel: Consent['channel']): boolean {
  const said = (purpose: Consent['purpose']) => consents.find((consent) => consent.purpose === purpose && consent.channel === channel)?.given
  return said('service') ?? said('marketing') ?? false
}

type Phone = { e164: string | null; whatsapp: boolean }

/** The number that WhatsApp is written to: one that is known to have it, else the first that is a number. */
export function whatsappNumber(phones: readonly Phone[]): string | null {
  const known = phones.filter(({ e164 }) => e164 !== null)
  return (known.find(({ whatsapp }) => whatsapp) ?? known[0])?.e164 ?? null
}
