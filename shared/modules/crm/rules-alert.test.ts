import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRoundDue, mayBeTold, whatsappNumber } from './rules-alert.ts'

const hour = 3_600_000
const day = 24 * hour

describe('when it is time', () => {
  it('the day’s is due from eight of the agency’s clock, once', () => {
    const at = (time: string) => Date.parse(`2026-11-26T${time}Z`)
    expect(isRoundDue('daily', at('07:00:00') - day, at('07:59:59'), 'Africa/Dakar')).toBe(true)
    expect(isRoundDue('daily', at('08:00:00') - day + 1, at('07:59:59'), 'Africa/Dakar')).toBe(false)
    expect(isRoundDue('daily', at('07:59:59'), at('08:00:00'), 'Africa/Dakar')).toBe(true)
    expect(isRoundDue('daily', at('08:00:00'), at('23:59:59'), 'Africa/Dakar')).toBe(false)
    // An hour ahead of Dakar in winter.
    expect(isRoundDue('daily', at('06:30:00'), at('07:00:00'), 'Europe/Paris')).toBe(true)
  })

  it('the week’s is due on Monday, and later in the week for who slept through it', () => {
    const monday = Date.parse('2026-11-23T08:00:00Z')
    expect(isRoundDue('weekly', monday - 1, monday - 1, 'Africa/Dakar')).toBe(false)
    expect(isRoundDue('weekly', monday - 1, monday, 'Africa/Dakar')).toBe(true)
    expect(isRoundDue('weekly', monday - 1, monday + 3 * day, 'Africa/Dakar')).toBe(true)
    expect(isRoundDue('weekly', monday, monday + 7 * day - 1, 'Africa/Dakar')).toBe(false)
  })

  it('whoever looks often does each once a day, or a week, whatever the clock of the place does', () => {
    fc.assert(fc.property(fc.constantFrom('Africa/Dakar', 'Europe/Paris', 'America/New_York'), fc.constantFrom('daily', 'weekly'), fc.integer({ min: 0, max: 365 }), fc.integer({ min: 1, max: 5 }), (zone, rhythm, start, step) => {
      let last = Date.UTC(2026, 0, 1) + start * day
      let [done, now] = [0, last]
      const days = 28
      for (const end = last + days * day; now < end; now += step * hour) if (isRoundDue(rhythm, last, now, zone)) [done, last] = [done + 1, now]
      const expected = rhythm === 'daily' ? days : days / 7
      expect(Math.abs(done - expected)).toBeLessThanOrEqual(1)
    }), { numRuns: 20 })
  })
})

describe('whether somebody may be written to', () => {
  const consent = (purpose: 'service' | 'marketing', given: boolean, channel: 'whatsapp' | 'email' = 'whatsapp') => ({ purpose, channel, given })
  it.each([
    ['who said nothing', [], false], ['who agreed', [consent('service', true)], true], ['who wants advertising', [consent('marketing', true)], true], ['who wants letters only', [consent('service', true, 'email')], false],
    ['who refused the service', [consent('marketing', true), consent('service', false)], false], ['who refused advertising', [consent('marketing', false), consent('service', true)], true],
  ] as const)('%s', (_who, consents, may) => expect(mayBeTold(consents, 'whatsapp')).toBe(may))

  it('at the number that has WhatsApp, else the first that is one', () => {
    expect(whatsappNumber([{ e164: '+221770000001', whatsapp: false }, { e164: '+221770000002', whatsapp: true }])).toBe('+221770000002')
    expect(whatsappNumber([{ e164: null, whatsapp: true }, { e164: '+221770000003', whatsapp: false }])).toBe('+221770000003')
    expect(whatsappNumber([{ e164: null, whatsapp: true }])).toBeNull()
  })
})
