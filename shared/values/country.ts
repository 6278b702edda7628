import type { Language } from './money.ts'

/** Name of a country (two capitals of ISO 3166-1) in the reader's language, from the browser's or Node's own tables. */
export function countryName(country: string, language: Language): string {
  return /^[A-Z]{2}$/.test(country) ? (new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country) : country
}
