import { SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useWords } from '../../language/words.tsx'
import { useChooseDevice } from '../../session/use-choose-device.ts'
import { SettingRow } from './setting-row.tsx'

export function DevicePart() {
  const { t, language } = useWords()
  const { chooseLanguage, chooseTheme } = useChooseDevice()
  const { colorScheme } = useMantineColorScheme()
  return (
    <>
      <SettingRow title={t('settings.language.title')} text={t('settings.language.text')}>
        <SegmentedControl
          aria-label={t('settings.language.title')}
          data={[
            { value: 'fr', label: t('common.language.fr') },
            { value: 'en', label: t('common.language.en') },
          ]}
          value={language}
          onChange={(next) => chooseLanguage(next === 'en' ? 'en' : 'fr')}
        />
      </SettingRow>
      <SettingRow title={t('settings.theme.title')} text={t('settings.theme.text')}>
        <SegmentedControl
          aria-label={t('settings.theme.title')}
          data={[
            { value: 'light', label: t('settings.theme.light') },
            { value: 'dark', label: t('settings.theme.dark') },
            { value: 'auto', label: t('settings.theme.auto') },
          ]}
          value={colorScheme}
          onChange={(next) => chooseTheme(next === 'light' || next === 'dark' ? next : 'auto')}
        />
      </SettingRow>
    </>
  )
}
