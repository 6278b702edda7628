import { Button, UnstyledButton } from '@mantine/core'
import { IconBuildingStore, IconSparkles, IconUsersPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import { CreateAgencyForm } from './create-agency-form.tsx'
import styles from './entrance.module.css'
import { EntranceLayout } from './entrance-layout.tsx'
import { JoinAgencyForm } from './join-agency-form.tsx'
import { useFormAct } from './use-form-act.ts'

/** The first start: an agency of one's own, one that exists already, or the demonstration. `joining`: a server from which part of an agency has come. */
export function FirstRunScreen({ joining }: { joining: string | null }) {
  const { t } = useWords()
  const { core, enter } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const [creating, setCreating] = useState(false)
  const [joins, setJoins] = useState(joining !== null)
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
  if (joins) {
    return (
      <EntranceLayout title={t('exchange.join.title')} text={t(joining === null ? 'exchange.join.text' : 'exchange.join.resume')}>
        <JoinAgencyForm server={joining ?? ''} onBack={() => setJoins(false)} />
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
        <UnstyledButton className={styles.choice} disabled={waiting} onClick={() => setJoins(true)}>
          <span className={styles.choiceIcon} aria-hidden>
            <IconUsersPlus size={19} />
          </span>
          <span>
            <span className={styles.choiceTitle}>{t('exchange.join.choice')}</span>
            <span className={styles.choiceText}>{t('exchange.join.choice_text')}</span>
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
