import { Button, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FoundingState } from '../../../../shared/modules/core/model-views.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { showError } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import styles from '../exchanges.module.css'

/** The agency is there; who cannot sign in there is named, with what to do about it, until somebody has read it. */
export function FoundStrangers({ founding }: { founding: FoundingState }) {
  const { t } = useWords()
  const core = useCoreClient()
  const mayNote = useMay('sync.noteFounding')
  const [waiting, setWaiting] = useState(false)
  const { withoutAccount } = founding
  if (withoutAccount.length === 0) return null
  async function note() {
    setWaiting(true)
    try {
      await core.sync.noteFounding({})
    } catch (error) {
      showError(error)
    } finally {
      setWaiting(false)
    }
  }
  return (
    <Panel title={t('exchange.found.strangers', { count: withoutAccount.length })} tone="attention">
      <ul className={styles.people}>
        {withoutAccount.map(({ id, name, email }) => (
          <li key={id}>
            <strong>{name}</strong> <span className={styles.muted}>{email}</span>
          </li>
        ))}
      </ul>
      <p className={styles.stand}>{t('exchange.found.strangers_text')}</p>
      {mayNote ? (
        <Group mt="md" gap="sm">
          <Button component={Link} to="/team">
            {t('exchange.found.strangers_team')}
          </Button>
          <Button variant="default" loading={waiting} onClick={() => void note()}>
            {t('exchange.found.strangers_noted')}
          </Button>
        </Group>
      ) : null}
    </Panel>
  )
}
