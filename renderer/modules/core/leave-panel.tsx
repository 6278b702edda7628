import { Button, Group, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Panel } from '../../components/show/panel.tsx'
import { FormProblem } from '../../components/fields/form-problem.tsx'
import { useCoreClient } from '../../data/client.tsx'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import { useFormAct } from '../auth/use-form-act.ts'
import styles from './exchanges.module.css'

/** The way out: what was received goes from this post, and stays at the server. */
export function LeavePanel({ waiting: count, refused }: { waiting: number; refused: number }) {
  const { t } = useWords()
  const core = useCoreClient()
  const { leave } = useEntrance()
  const { waiting, problem, act } = useFormAct()
  const [asking, setAsking] = useState(false)
  const wipe = () =>
    act(async () => {
      await core.sync.leave({ confirmed: count + refused > 0 })
      await leave()
    })
  return (
    <Panel title={t('exchange.leave.title')}>
      <p className={styles.stand}>{t('exchange.leave.text')}</p>
      <Button mt="sm" variant="default" onClick={() => setAsking(true)}>
        {t('exchange.leave.open')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('exchange.leave.sure')}
        size={460}
        closeButtonProps={{ 'aria-label': t('common.action.close') }}
      >
        <p className={styles.stand}>{t('exchange.leave.text')}</p>
        {count > 0 ? (
          <p>
            <strong>{t('exchange.leave.lost', { count })}</strong>
          </p>
        ) : null}
        {refused > 0 ? (
          <p>
            <strong>{t('exchange.leave.refused', { count: refused })}</strong>{' '}
            <Link to="/attention" className={styles.link!}>
              {t('exchange.leave.see_refused')}
            </Link>
          </p>
        ) : null}
        <FormProblem>{problem}</FormProblem>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('common.action.cancel')}
          </Button>
          <Button color="red" loading={waiting} onClick={() => void wipe()}>
            {t('exchange.leave.submit')}
          </Button>
        </Group>
      </Modal>
    </Panel>
  )
}
