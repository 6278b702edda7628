import { Button, UnstyledButton } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { SetupState } from '../../../shared/modules/core/model-views.ts'
import { formatInstant } from '../../../shared/values/period.ts'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { bytesInWords } from '../../language/bytes-in-words.ts'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import styles from './entrance.module.css'
import { EntranceLayout } from './entrance-layout.tsx'
import { useFormAct } from './use-form-act.ts'

type Problem = Extract<SetupState, { state: 'database_newer' | 'database_corrupt' }>

/** The data cannot be opened: said in words, nothing erased, and a way on. */
export function DataProblemScreen({ setup }: { setup: Problem }) {
  return setup.state === 'database_newer' ? <Newer setup={setup} /> : <Corrupt setup={setup} />
}

function Newer({ setup }: { setup: Extract<Problem, { state: 'database_newer' }> }) {
  const { t } = useWords()
  const { lookAgain } = useEntrance()
  return (
    <EntranceLayout title={t('session.newer.title')} text={t('session.newer.text')} wide>
      <p className={styles.detail}>{t('session.newer.versions', { found: setup.found, known: setup.known })}</p>
      <Button variant="default" onClick={() => void lookAgain()}>
        {t('session.newer.again')}
      </Button>
    </EntranceLayout>
  )
}

function Corrupt({ setup }: { setup: Extract<Problem, { state: 'database_corrupt' }> }) {
  const { t, language } = useWords()
  const { core, lookAgain } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const [sure, setSure] = useState(false)
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const recover = (backup: string | null) =>
    act(async () => {
      await core.setup.recover({ backup })
      await lookAgain()
    })
  return (
    <EntranceLayout title={t('session.corrupt.title')} text={t('session.corrupt.text')} wide>
      <p className={styles.detail}>{t('session.corrupt.kept', { name: setup.keptAs })}</p>
      <div className={styles.choices}>
        {setup.backups.length > 0 ? (
          <h2 className={styles.group}>{t('session.corrupt.backups')}</h2>
        ) : (
          <p className={styles.detail}>{t('session.corrupt.none')}</p>
        )}
        {setup.backups.slice(0, 6).map((backup) => (
          <UnstyledButton
            key={backup.name}
            className={styles.choice}
            disabled={waiting}
            onClick={() => void recover(backup.name)}
          >
            <span className={styles.choiceIcon} aria-hidden>
              <IconHistory size={19} />
            </span>
            <span>
              <span className={styles.choiceTitle}>{formatInstant(backup.at, { language, zone, now: Date.now() })}</span>
              <span className={styles.choiceText}>
                {t(`settings.backup.reason.${backup.reason}`)} · {bytesInWords(backup.bytes, t, language)}
              </span>
            </span>
          </UnstyledButton>
        ))}
        <FormProblem>{problem}</FormProblem>
        {sure ? (
          <>
            <p className={styles.detail} style={{ margin: 0 }}>
              {t('session.corrupt.empty_text')}
            </p>
            <Button color="red" variant="light" loading={waiting} onClick={() => void recover(null)}>
              {t('session.corrupt.empty_confirm')}
            </Button>
          </>
        ) : (
          <Button variant="subtle" color="gray" onClick={() => setSure(true)}>
            {t('session.corrupt.empty')}
          </Button>
        )}
      </div>
    </EntranceLayout>
  )
}
