import dayjs from 'dayjs'
import 'dayjs/locale/fr'
import { DatesProvider } from '@mantine/dates'
import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { createI18n } from '../../shared/language/index.ts'
import type { Language, MessageKey, Translate } from '../../shared/language/index.ts'

type Words = {
  t: Translate
  /** For a key that comes as data (a field's label): the catalogues are tested to hold it. */
  tKey(key: string, params?: Record<string, unknown>): string
  language: Language
  speak(language: Language): void
}

const WordsContext = createContext<Words | null>(null)

/** Remembered beside the device setting so that the first paint speaks the right language, before the core answers. */
const place = 'digit-hab.language'

function firstLanguage(): Language {
  return localStorage.getItem(place) === 'en' ? 'en' : 'fr'
}

export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage)
  const i18n = useMemo(() => createI18n(language), [language])
  useEffect(() => {
    document.documentElement.lang = language
    dayjs.locale(language)
    localStorage.setItem(place, language)
  }, [language])
  const words = useMemo<Words>(() => {
    const t: Translate = (key, params = {}) => String(i18n.t(key, params as Record<string, unknown>))
    return { t, tKey: (key, params) => t(key as MessageKey, params), language, speak: setLanguage }
  }, [i18n, language])
  return (
    <I18nextProvider i18n={i18n}>
      <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
        <WordsContext value={words}>{children}</WordsContext>
      </DatesProvider>
    </I18nextProvider>
  )
}

/** `const { t, language } = useWords()`: the words of the catalogues, checked by the compiler. */
export function useWords(): Words {
  const words = useContext(WordsContext)
  if (!words) throw new Error('no WordsProvider above')
  return words
}
