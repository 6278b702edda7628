import { describe, expect, it } from 'vitest'
import { greetingText, proposalText } from './proposal.ts'

const villa = { id: 'v', title: 'Villa avec vue', quartier: 'Ngor', commune: 'Ngor', region: 'Dakar', priceAmount: 850_000, priceCurrency: 'XOF', pricePeriod: 'month' } as const
const people = { client: 'Mme Sarr', member: 'Fatou Ndiaye', agency: 'Keur Gui' }
const plain = (text: string) => text.replace(/[^\S\n]/g, ' ')

describe('what is sent to a client', () => {
  it('names the property, its place and price, and who writes', () => {
    expect(plain(proposalText(villa, people, 'fr'))).toBe(
      'Bonjour Mme Sarr,\n\nNous avons un bien qui peut vous convenir : Villa avec vue à Ngor, Dakar, 850 000 F CFA / mois.\nSouhaitez-vous le visiter ?\n\nFatou Ndiaye, Keur Gui',
    )
  })
  it('in English, without what is not known', () => {
    const text = plain(proposalText({ ...villa, quartier: null, commune: null, region: null, priceAmount: null }, people, 'en'))
    expect(text).toContain('Villa avec vue, price to be asked.')
    expect(text).not.toMatch(/Bonjour|null/)
  })
  it('does not say the place twice', () => expect(plain(proposalText({ ...villa, title: 'Villa à NGOR' }, people, 'fr'))).toContain(': Villa à NGOR, 850 000 F CFA'))
  it('or leaves room for words of one’s own', () => expect(greetingText(people, 'fr')).toMatch(/^Bonjour Mme Sarr,\n\n\n\nFatou Ndiaye, Keur Gui$/))
})
