import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPhone, parsePhone, phoneCountries, whatsAppLink } from './phone.ts'

describe('reading a phone number', () => {
  it.each([
    '77 123 45 67', '771234567', '77-123-45-67', '77.123.45.67', '+221 77 123 45 67', '00221771234567', '(+221) 77 123 45 67',
    '221 77 123 45 67', ' 77 123 45 67\n', '77\u00a0123\u00a045\u00a067', '７７１２３４５６７', '+22177 1234567',
  ])('reads %j as the same mobile of Senegal', (typed) => {
    expect(parsePhone(typed)).toEqual({ e164: '+221771234567', national: '77 123 45 67', country: 'SN', valid: true,
      kind: 'mobile' })
  })

  it('tells fixed from mobile in Senegal', () => {
    const kinds = ['33 825 12 34', '70 123 45 67', '76 000 00 00', '78 123 45 67', '75 123 45 67', '71 123 45 67',
      '73 123 45 67', '800 12 34 56']
      .map((typed) => parsePhone(typed)?.kind)
    expect(kinds).toEqual(['fixed', 'mobile', 'mobile', 'mobile', 'mobile', 'mobile', 'other', 'other'])
  })

  it('knows the neighbours and the diaspora by their prefix, or by a default country', () => {
    expect(parsePhone('+225 07 12 34 56 78')).toMatchObject({ e164: '+2250712345678', country: 'CI', valid: true, kind: null })
    expect(parsePhone('+33 6 12 34 56 78')).toMatchObject({ e164: '+33612345678', country: 'FR', national: '06 12 34 56 78' })
    expect(parsePhone('06 12 34 56 78', 'FR')?.e164).toBe('+33612345678')
    expect(parsePhone('+223 76 12 34 56')).toMatchObject({ country: 'ML', valid: true })
  })

  it('keeps a number of possible length that nobody can have, and says so', () => {
    expect(parsePhone('99 123 45 67')).toMatchObject({ e164: '+221991234567', valid: false })
  })

  it.each(['', 'abc', '12', '77 123 45 67 / 33 800 00 00', '77 123 45 67 ou 78 123 45 67', 'n° 7', '7'.repeat(30), '+', '-',
    '771234567 ext 3'])(
    'finds no number in %j', (typed) => {
      expect(parsePhone(typed)).toBeNull()
    })

  it('never throws, and what it gives is read again as itself', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 25 }), fc.stringMatching(/^[+0-9 ().-]{0,20}$/)), (typed) => {
      const phone = parsePhone(typed)
      if (phone) expect(parsePhone(phone.e164)?.e164).toBe(phone.e164)
    }))
  })
})

it('shows Senegal short and others with their prefix', () => {
  expect(formatPhone('+221770000000')).toBe('77 000 00 00')
  expect(formatPhone('+33612345678')).toBe('+33 6 12 34 56 78')
  expect(formatPhone('unknown')).toBe('unknown')
})

it('links to WhatsApp with the text escaped', () => {
  expect(whatsAppLink('+221771234567')).toBe('https://wa.me/221771234567')
  expect(whatsAppLink('+221771234567', 'Visite à 10h & café ?'))
    .toBe('https://wa.me/221771234567?text=Visite%20%C3%A0%2010h%20%26%20caf%C3%A9%20%3F')
  expect(() => whatsAppLink('77 123 45 67')).toThrow(RangeError)
  expect(() => whatsAppLink('javascript:alert(1)')).toThrow(RangeError)
})

it('offers Senegal first, each country once, with its prefix', () => {
  expect(phoneCountries[0]).toEqual({ country: 'SN', prefix: '+221' })
  expect(new Set(phoneCountries.map((one) => one.country)).size).toBe(phoneCountries.length)
  for (const { prefix } of phoneCountries) expect(prefix).toMatch(/^\+\d{1,3}$/)
})
