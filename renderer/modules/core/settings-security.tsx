import { Button } from '@mantine/core'
import { useState } from 'react'
import { InlineNumber } from '../../components/fields/inline-kinds.tsx'
import { seenUnits, useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { useWords } from '../../language/words.tsx'
import { useMay } from '../../session/session.tsx'
import { ChangePasswordDialog } from '../auth/change-password-dialog.tsx'
import { SettingRow } from './setting-row.tsx'
import styles from './settings.module.css'

export function SecurityPart() {
  const { t } = useWords()
  const { run } = useCommand()
  const mayEdit = useMay('agency.update')
  const { data: agency } = useCore(['agency', 'get'], {})
  const [changing, setChanging] = useState(false)
  return (
    <>
      {agency ? (
        <>
          <div className={styles.facts}>
            <InlineNumber
              label={t('settings.security.lock')}
              value={agency.lockAfterMinutes}
              unit={t('settings.security.minutes', { count: agency.lockAfterMinutes }).replace(/^\d+\s*/, '')}
              min={1}
              max={240}
              readOnly={!mayEdit}
              check={(value) => (value === null || value < 1 || value > 240 ? t('settings.security.lock_check') : null)}
              save={(value) =>
                run(
                  'agency.update',
                  { id: agency.id, patch: { lockAfterMinutes: value ?? agency.lockAfterMinutes } },
                  { base: seenUnits(agency, ['lockAfterMinutes']) },
                )
              }
            />
          </div>
          <p className={styles.note}>{t('settings.security.lock_text')}</p>
        </>
      ) : null}
      <SettingRow title={t('settings.security.password')} text={t('settings.security.password_text')}>
        <Button variant="default" onClick={() => setChanging(true)}>
          {t('settings.security.change')}
        </Button>
      </SettingRow>
      <ChangePasswordDialog opened={changing} onClose={() => setChanging(false)} />
    </>
  )
}
