import { Button, Group, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupInfo } from '../../../shared/modules/core/model-views.ts'
import { formatInstant } from '../../../shared/values/period.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { useCoreClient } from '../../data/client.tsx'
import { useCore } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { startWork } from '../../feedback/work-tray.ts'
import { bytesInWords } from '../../language/bytes-in-words.ts'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame, useMay } from '../../session/session.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import styles from './settings.module.css'

/** Copies of the whole: made by hand or by themselves, and brought back. */
export function BackupPart() {
  const { t } = useWords()
  const core = useCoreClient()
  const queries = useQueryClient()
  const maySee = useMay('backup.list')
  const list = useCore(['backup', 'list'], {}, { enabled: maySee })
  const [waiting, setWaiting] = useState(false)
  async function create() {
    setWaiting(true)
    await startWork({
      name: t('settings.backup.creating'),
      mayCancel: false,
      async *run() {
        yield { done: 0, total: null }
        await core.backup.create({})
        await queries.invalidateQueries({ queryKey: ['backup', 'list'] })
        return { message: t('settings.backup.created') }
      },
    })
    setWaiting(false)
  }
  return (
    <>
      <p className={styles.note}>{t('settings.backup.text')}</p>
      <Button variant="default" loading={waiting} onClick={() => void create()}>
        {t('settings.backup.create')}
      </Button>
      {!maySee ? <p className={styles.note}>{t('settings.backup.not_allowed')}</p> : null}
      {list.error && !list.data ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data ? <BackupList backups={list.data} /> : null}
    </>
  )
}

function BackupList({ backups }: { backups: readonly BackupInfo[] }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const mayRestore = useMay('backup.restore')
  const [chosen, setChosen] = useState<BackupInfo | null>(null)
  const when = (backup: BackupInfo) => formatInstant(backup.at, { language, zone, now: Date.now() })
  if (backups.length === 0) return <EmptyState drawing="rest" message={t('settings.backup.none')} />
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('settings.backup.column.when')}</th>
            <th scope="col">{t('settings.backup.column.why')}</th>
            <th scope="col" data-align="right">
              {t('settings.backup.column.size')}
            </th>
            {mayRestore ? <td aria-hidden /> : null}
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <tr key={backup.name}>
              <td>{when(backup)}</td>
              <td>{t(`settings.backup.reason.${backup.reason}`)}</td>
              <td data-align="right">{bytesInWords(backup.bytes, t, language)}</td>
              {mayRestore ? (
                <td data-align="right">
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={t('settings.backup.restore_label', { when: when(backup) })}
                    onClick={() => setChosen(backup)}
                  >
                    {t('settings.backup.restore')}
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      <Modal
        opened={chosen !== null}
        onClose={() => setChosen(null)}
        title={t('settings.backup.sure_title')}
        size={460}
        closeButtonProps={{ 'aria-label': t('common.action.close') }}
      >
        {chosen ? <RestoreDialog backup={chosen} when={when(chosen)} onClose={() => setChosen(null)} /> : <Group />}
      </Modal>
    </>
  )
}
