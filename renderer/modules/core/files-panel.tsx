import { Button, Progress, Switch } from '@mantine/core'
import { useState } from 'react'
import { isMessageKey } from '../../../shared/language/index.ts'
import type { FilesState, FileSum } from '../../../shared/modules/core/model-views.ts'
import { Panel } from '../../components/show/panel.tsx'
import { useCoreClient } from '../../data/client.tsx'
import { useCore } from '../../data/use-core.ts'
import { showError } from '../../feedback/show.tsx'
import { bytesInWords } from '../../language/bytes-in-words.ts'
import { useWords } from '../../language/words.tsx'
import { useEntrance } from '../../session/entrance-context.ts'
import styles from './exchanges.module.css'

/** How photos and documents follow: what is on its way, what waits, and whether every megabyte counts here. */
export function FilesPanel() {
  const { t, tKey, language } = useWords()
  const core = useCoreClient()
  const { changeDevice } = useEntrance()
  const { data: state } = useCore(['sync', 'files'], {})
  const [sending, setSending] = useState(false)
  if (!state) return null
  const inWords = ({ count, bytes }: FileSum) => (count === 0 ? t('exchange.files.none') : t('exchange.files.sum', { count, size: bytesInWords(bytes, t, language) }))
  const attempt = async (act: () => Promise<unknown>) => {
    setSending(true)
    try {
      await act()
    } catch (error) {
      showError(error)
    } finally {
      setSending(false)
    }
  }
  const { round, keptBack, refused } = state
  const part = round && round.total > 0 ? (round.done / round.total) * 100 : null
  return (
    <Panel title={t('exchange.files.title')}>
      <p className={styles.stand}>{t(`exchange.files.${standOf(state)}`)}</p>
      {part === null ? null : <Progress value={part} mt="sm" size="sm" aria-label={t('exchange.files.progress')} />}
      <dl className={styles.facts}>
        <dt>{t('exchange.files.to_send')}</dt>
        <dd>{inWords(state.toSend)}</dd>
        <dt>{t('exchange.files.to_receive')}</dt>
        <dd>
          {state.limited && state.toReceive.count > 0
            ? t('exchange.files.pictures', { count: state.toReceive.count })
            : inWords(state.toReceive)}
        </dd>
        {keptBack.toSend.count > 0 ? (
          <>
            <dt>{t('exchange.files.kept_back')}</dt>
            <dd>{inWords(keptBack.toSend)}</dd>
          </>
        ) : null}
        {keptBack.toReceive.count > 0 ? (
          <>
            <dt>{t('exchange.files.for_later')}</dt>
            <dd>{inWords(keptBack.toReceive)}</dd>
          </>
        ) : null}
        {state.elsewhere > 0 ? (
          <>
            <dt>{t('exchange.files.elsewhere')}</dt>
            <dd>{t('exchange.files.count', { count: state.elsewhere })}</dd>
          </>
        ) : null}
      </dl>
      {refused.length > 0 ? (
        <ul className={styles.lines} aria-label={t('exchange.files.refused')}>
          {refused.map(({ fileId, name, code }) => (
            <li key={fileId} className={styles.line}>
              <strong>{name}</strong>
              <span>{isMessageKey(`error.${code}`) ? tKey(`error.${code}`) : t('exchange.files.refused')}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {keptBack.toSend.count > 0 || refused.length > 0 ? (
        <Button mt="sm" variant="default" loading={sending} onClick={() => void attempt(() => core.sync.sendFiles({}))}>
          {t('exchange.files.send_all')}
        </Button>
      ) : null}
      <Switch
        mt="md"
        label={t('exchange.files.limited')}
        description={t('exchange.files.limited_text')}
        checked={state.limited}
        onChange={(event) => void attempt(() => changeDevice({ limitedConnection: event.currentTarget.checked }))}
      />
    </Panel>
  )
}

function standOf({ stopped, disk, working, toSend, toReceive, keptBack, elsewhere }: FilesState) {
  if (disk === 'full') return 'disk_full'
  if (disk === 'low' && toReceive.count > 0) return 'disk_low'
  if (stopped !== null) return 'offline'
  if (toSend.count + toReceive.count > 0) return working ? 'moving' : 'waiting'
  return keptBack.toSend.count + keptBack.toReceive.count + elsewhere > 0 ? 'waiting' : 'in_step'
}
