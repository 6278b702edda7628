import { describe, expect, it } from 'vitest'
import { matchOf } from '../../../../shared/modules/crm/rules-matching.ts'
import type { Criterion } from '../../../../shared/modules/crm/rules-matching.ts'
import type { MatchFacts } from '../../../../shared/modules/crm/rules-matching-distances.ts'
import { wishSchema } from '../../../../shared/modules/crm/model-search.ts'
import { createTranslator } from '../../../../shared/language/index.ts'
import { reasonInWords } from './reason-words.ts'

const facts: MatchFacts = {
  transaction: 'sale', kind: 'duplex', priceAmount: 155_000_000, priceCurrency: 'XOF', pricePeriod: 'total', surfaceArea: 120, landArea: null, bedrooms: 3, furnished: 'none', titleType: 'inProgress', region: 'Dakar', department: 'Dakar',
  commune: 'Ngor', quartier: 'Almadies', latitude: null, longitude: null, amenities: ['parking'],
}
const place = (quartier: string) => ({ region: 'Dakar', department: null, commune: null, quartier })

function said(criterion: Criterion, wish: object, found: Partial<MatchFacts> = {}, language: 'fr' | 'en' = 'fr') {
  const reasons = matchOf(wishSchema.parse({ transaction: 'sale', ...wish }), { ...facts, ...found })!.reasons
  const words = reasonInWords(reasons.find((reason) => reason.criterion === criterion)!, 'XOF', { t: createTranslator(language), language })
  // Spaces of every width between figures are one here.
  return [words.text.replace(/\s/g, ' '), words.change?.replace(/\s/g, ' ') ?? null]
}

describe('why a property suits, in words', () => {
  it.each([
    ['budget', { budgetMax: 150_000_000 }, {}, '155 M, 5 M de plus que 150 M', '+5 M de budget'],
    ['budget', { budgetMax: 760_000 }, { priceAmount: 800_000 }, '800 000, 40 000 de plus que 760 000', '+40 000 de budget'],
    ['budget', { budgetMax: 160_000_000 }, {}, '155 M, dans le budget', null],
    ['budget', { budgetMin: 160_000_000 }, {}, '155 M, sous les 160 M prévus', null],
    ['budget', { budgetMax: 1 }, { priceAmount: null }, 'prix à demander', null],
    ['kind', { kinds: ['apartment', 'villa'] }, {}, 'Duplex au lieu de Appartement et Villa', 'Duplex accepté'],
    ['kind', { kinds: ['duplex'] }, {}, 'Duplex', null],
    ['place', { places: [place('Almadies')] }, {}, 'Almadies', null],
    ['place', { places: [place('Almadies')] }, { region: null, department: null, commune: null, quartier: null }, 'lieu à demander', null],
    ['size', { bedroomsMin: 4, areaMin: 150 }, {}, '3 chambres (4 voulus), 120 m² (150 voulus)', '3 chambres suffisent, 120 m² suffisent'],
    ['size', { bedroomsMax: 2, areaMax: 100 }, {}, '3 chambres (2 au plus), 120 m² (100 au plus)', 'jusqu’à 3 chambres, jusqu’à 120 m²'],
    ['size', { bedroomsMin: 3, areaMin: 9 }, { bedrooms: null, surfaceArea: null }, 'chambres à demander, surface à demander', null],
    ['features', { mustHave: ['pool', 'elevator', 'parking'] }, {}, 'manque : piscine et ascenseur', 'sans exiger : piscine et ascenseur'],
    ['features', { mustHave: ['parking'] }, {}, 'tout y est', null],
    ['financing', { financing: 'mortgage' }, { titleType: null }, 'titre de propriété à demander', null],
    ['financing', { financing: 'cash' }, { titleType: 'titreFoncier' }, 'Titre foncier', null],
    ['features', {}, {}, 'aucun souhait', null],
  ] as const)('%s %j', (criterion, wish, found, text, change) => expect(said(criterion, wish, found)).toEqual([text, change]))

  it('says how far it is', () => {
    expect(said('place', { places: [place('Ouakam')] })[0]).toMatch(/^Almadies, à \d[\d,]* km de Ouakam$/)
    expect(said('place', { places: [place('Ouakam')] })[1]).toBe('Almadies accepté')
  })

  it('speaks English as well', () => expect(said('budget', { budgetMax: 150_000_000 }, {}, 'en')[1]).toMatch(/^\+.*5.*M.* of budget$/))
})
