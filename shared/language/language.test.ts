import { describe, expect, it } from 'vitest'
import { AppError } from '../values/error.ts'
import { createI18n, createTranslator, isLanguage, isMessageKey, languages, type MessageKey } from './index.ts'

describe('translator', () => {
  it('speaks the language it was made for', () => {
    expect(createTranslator('fr')('common.action.save')).toBe('Enregistrer')
    expect(createTranslator('en')('common.action.save')).toBe('Save')
  })

  it('has words for the code of any error', () => {
    const error = new AppError('disk_full')
    for (const language of languages) expect(createTranslator(language)(`error.${error.code}`)).not.toContain('error.')
  })

  it('does not escape what React escapes already, and never shows a raw placeholder for a value that came', () => {
    const i18n = createI18n('fr')
    i18n.addResource('fr', 'translation', 'test.hello', 'Bonjour {{name}}')
    expect(i18n.t('test.hello', { name: 'N’Diaye & <Fils>' })).toBe('Bonjour N’Diaye & <Fils>')
  })

  it('counts as French counts: 0 and 1 are singular, a million is plural', () => {
    const i18n = createI18n('fr')
    i18n.addResource('fr', 'translation', 'test.home_one', '{{count}} bien')
    i18n.addResource('fr', 'translation', 'test.home_other', '{{count}} biens')
    expect([0, 1, 2, 1_000_000].map((count) => i18n.t('test.home', { count }))).toEqual(['0 bien', '1 bien', '2 biens', '1000000 biens'])
  })

  it('says of nothing that there is none', () => {
    const words = languages.map(createTranslator).flatMap((t) => [0, 1].map((count) => t('matching.matches', { count, number: String(count) })))
    expect(words).toEqual(['Aucun bien ne convient', '1 bien convient', 'No property fits', '1 property fits'])
  })

  it('keeps two translators apart', () => {
    const french = createTranslator('fr')
    const english = createTranslator('en')
    expect([french('common.answer.yes'), english('common.answer.yes')]).toEqual(['Oui', 'Yes'])
  })
})

describe('keys', () => {
  it('are checked by the compiler', () => {
    const known: MessageKey = 'error.disk_full'
    // @ts-expect-error a key that no catalogue holds
    const unknown: MessageKey = 'error.disk_fool'
    // @ts-expect-error a part of the catalogue is not a text
    const part: MessageKey = 'error'
    expect([known, unknown, part].map(isMessageKey)).toEqual([true, false, false])
  })

  it('that come as data are looked up without trusting them', () => {
    expect(['common.action.save', 'common.action.constructor', 'constructor.name', '', 'common.', 'common.action.save.x'].map(isMessageKey))
      .toEqual([true, false, false, false, false, false])
  })

  it('knows its languages', () => {
    expect([isLanguage('fr'), isLanguage('wo'), isLanguage(undefined)]).toEqual([true, false, false])
  })
})
