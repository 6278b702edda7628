import { Button, UnstyledButton } from '@mantine/core'
import { IconBuildingStore, IconSparkles } from '@tabler/icons-react'
import { useState } from 'react'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import { CreateAgencyForm } from './create-agency-form.tsx'
import styles from './entrance.module.css'
import { EntranceLayout } from './entrance-layout.tsx'
import { useFormAct } from './use-form-act.ts'

/** The first start: an agency of one's own, or the demonstration. */
export function FirstRunScreen() {
  const { t } = useWords()
  const { core, enter } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const [creating, setCreating] = useState(false)
  const openDemo = () => act(async () => enter(await core.setup.openDemo({})))

  if (creating) {
    return (
      <EntranceLayout title={t('session.first.create')} text={t('session.first.create_text')} wide>
        <CreateAgencyForm />
        <Button mt="sm" variant="subtle" color="gray" onClick={() => setCreating(false)}>
          {t('common.action.back')}
        </Button>
      </EntranceLayout>
    )
  }
  return (
    <EntranceLayout title={t('session.welcome')} text={t('session.first.text')} wide>
      <div className={styles.choices}>
        <UnstyledButton className={styles.choice} disabled={waiting} onClick={() => setCreating(true)}>
          <span className={styles.choiceIcon} aria-hidden>
            <IconBuildingStore size={19} />
          </span>
          <span>
            <span className={styles.choiceTitle}>{t('session.first.create')}</span>
            <span className={styles.choiceText}>{t('session.first.create_text')}</span>
          </span>
        </UnstyledButton>
        <UnstyledButton className={styles.choice} disabled={waiting} onClick={() => void openDemo()}>
          <span className={styles.choiceIcon} aria-hidden>
            <IconSparkles size={19} />
          </span>
          <span>
            <span className={styles.choiceTitle}>{t('session.first.demo')}</span>
            <span className={styles.choiceText} aria-live="polite">
              {waiting ? t('session.first.demo_opening') : t('session.first.demo_text')}
            </span>
          </span>
        </UnstyledButton>
        <FormProblem>{problem}</FormProblem>
      </div>
    </EntranceLayout>
  )
}
