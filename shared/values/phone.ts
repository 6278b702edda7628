import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'

export type PhoneCountry = CountryCode

export type Phone = {
  /** `+221770000000`: what duplicates are found on. */
  readonly e164: string
  /** As people of that country write it: `77 000 00 00`. */
  readonly national: string
  readonly country: PhoneCountry | null
  /** False when the length could be right but no operator of that country has such numbers. */
  readonly valid: boolean
  /** Null where the small metadata cannot tell. */
  readonly kind: 'mobile' | 'fixed' | 'other' | null
}

// market page §4.2, from the numbering plan in libphonenumber 1.13.16
const senegalMobile = /^7(?:[015-8]\d|21|90)\d{6}$/
const senegalFixed = /^3(?:[026]\d|3[89])\d{6}$/

function kindOf(country: PhoneCountry | undefined, national: string): Phone['kind'] {
  if (country !== 'SN') return null
  return senegalMobile.test(national) ? 'mobile' : senegalFixed.test(national) ? 'fixed' : 'other'
}

function spaced(digits: string): string {
  return `${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5, 7)} ${digits.slice(7)}`
}

/**
 * What was typed or imported (`77 123 45 67`, `00221 77…`, `+33 6…`, `(+221) 77-123-45-67`) as a number; null when it
 * cannot be one. Keep what was typed beside it.
 */
export function parsePhone(typed: string, defaultCountry: PhoneCountry = 'SN'): Phone | null {
  const text = typed.normalize('NFKC').trim()
  // two numbers in one cell, or a sentence around one: not ours to choose
  if (/[a-z/;,]/i.test(text) || text.replace(/\D/g, '').length > 17) return null
  let number = parsePhoneNumberFromString(text, { defaultCountry, extract: false })
  // "221 77 123 45 67" with the plus forgotten
  if (!number?.isPossible()) {
    const withPlus = parsePhoneNumberFromString(`+${text.replace(/\D/g, '').replace(/^00/, '')}`)
    if (withPlus?.isValid()) number = withPlus
  }
  if (!number?.isPossible()) return null
  const national = String(number.nationalNumber)
  return {
    e164: number.number,
    national: number.country === 'SN' && national.length === 9 ? spaced(national) : number.formatNational(),
    country: number.country ?? null,
    valid: number.isValid(),
    kind: kindOf(number.country, national),
  }
}

/** `77 000 00 00` for Senegal, `+33 6 12 34 56 78` for others; a text that is no E.164 number comes back as it is. */
export function formatPhone(e164: string): string {
  const senegal = /^\+221(\d{9})$/.exec(e164)
  if (senegal) return spaced(senegal[1]!)
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164
}

/** Opens a chat in the agent's own WhatsApp; nothing is sent by us. Throws RangeError when handed no E.164 number. */
export function whatsAppLink(e164: string, text?: string): string {
  const digits = /^\+(\d{6,15})$/.exec(e164)?.[1]
  if (digits === undefined) throw new RangeError('not an E.164 number')
  return `https://wa.me/${digits}${text === undefined || text === '' ? '' : `?text=${encodeURIComponent(text)}`}`
}

/** Countries of the phone field: Senegal, its neighbours, then where its diaspora lives. */
export const phoneCountries: readonly { readonly country: PhoneCountry; readonly prefix: string }[] = ([
  'SN', 'GM', 'GW', 'GN', 'ML', 'MR', 'CV', 'CI', 'BF', 'TG', 'BJ', 'NE', 'FR', 'IT', 'ES', 'BE', 'DE', 'GB', 'US', 'CA', 'MA',
  'GA',
] as const).map((country) => ({ country, prefix: `+${getCountryCallingCode(country)}` }))
