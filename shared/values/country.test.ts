import { expect, it } from 'vitest'
import { countryName } from './country.ts'

it('names countries in the language of the reader, and gives back what is no country', () => {
  expect(countryName('SN', 'fr')).toBe('Sénégal')
  expect(countryName('GM', 'en')).toBe('Gambia')
  expect(countryName('Sénégal', 'fr')).toBe('Sénégal')
  expect(countryName('', 'fr')).toBe('')
})
