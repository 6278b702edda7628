// The words of the product, French first (the server's messages need them too, so no React here).
//
// To add an area, say `property`:
//   fr/property.ts   export const property = { title: 'Biens', count_one: '{{count}} bien', count_other: '{{count}} biens' }
//   en/property.ts   import type { property as french } from '../fr/property.ts'
//                    export const property: typeof french = { ... }       a missing or extra key does not compile
//   fr.ts and en.ts  two lines each: the import, and the name in the object
// Plurals end in _one and _other, and in _zero where none is said otherwise ("aucun bien"); values that come in are {{name}}. .ci/catalogues.test.ts holds all of it together.
import { createInstance, type i18n } from 'i18next'
import { en } from './en.ts'
import { fr } from './fr.ts'

export { en, fr }

export type Catalogue = typeof fr

export const languages = ['fr', 'en'] as const
export type Language = (typeof languages)[number]

export function isLanguage(value: unknown): value is Language {
  return value === 'fr' || value === 'en'
}

type Singular<Name extends string> = Name extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : Name
type Keys<Part, Prefix extends string> = {
  [Name in keyof Part & string]: Part[Name] extends string ? `${Prefix}${Singular<Name>}` : Keys<Part[Name], `${Prefix}${Name}.`>
}[keyof Part & string]

/** A key as it is asked for: `property.count`, without the plural's ending. */
export type MessageKey = Keys<Catalogue, ''>
export type MessageParams = Readonly<Record<string, unknown>>
export type Translate = (key: MessageKey, params?: MessageParams) => string

/** For keys that come as data (the `label` of a field, the code of an error). */
export function isMessageKey(key: string): key is MessageKey {
  const path = key.split('.')
  const name = path.pop()!
  let part: unknown = fr
  for (const step of path) part = isPart(part) && Object.hasOwn(part, step) ? part[step] : undefined
  return isPart(part) && [name, `${name}_one`].some((leaf) => Object.hasOwn(part, leaf) && typeof part[leaf] === 'string')
}

function isPart(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** An i18next of its own, ready at once: the renderer hands it to react-i18next, others use createTranslator. */
export function createI18n(language: Language): i18n {
  const instance = createInstance()
  // Resources stand in memory, so init is synchronous; its promise is already settled. React and pdfmake escape
  // what they show: escaping here would print &#39; for an apostrophe. Whoever writes HTML escapes the values itself.
  void instance.init({
    lng: language,
    fallbackLng: 'fr',
    supportedLngs: [...languages],
    initAsync: false,
    resources: { fr: { translation: fr }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  return instance
}

export function createTranslator(language: Language): Translate {
  const instance = createI18n(language)
  return (key, params = {}) => instance.t(key, params)
}
