import { useMantineColorScheme } from '@mantine/core'
import type { Language } from '../../shared/language/index.ts'
import { showError } from '../feedback/show.tsx'
import { useWords } from '../language/words.tsx'
import { useEntrance } from './entrance-context.ts'

/** Language and theme of this computer: seen at once, told to the core for the next start. */
export function useChooseDevice() {
  const { changeDevice } = useEntrance()
  const { speak } = useWords()
  const { setColorScheme } = useMantineColorScheme()
  async function tell(patch: Parameters<typeof changeDevice>[0]) {
    try {
      await changeDevice(patch)
    } catch (error) {
      showError(error)
    }
  }
  return {
    chooseLanguage(language: Language) {
      speak(language)
      void tell({ language })
    },
    chooseTheme(theme: 'light' | 'dark' | 'auto') {
      setColorScheme(theme)
      void tell({ theme })
    },
  }
}
