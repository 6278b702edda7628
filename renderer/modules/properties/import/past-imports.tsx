import { Button } from '@mantine/core'
import type { ImportBatchView } from '../../../../shared/modules/properties/model-views.ts'
import { Day } from '../../../components/show/day.tsx'
import { Panel } from '../../../components/show/panel.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { useStore } from '../../../data/store.ts'
import { useCore } from '../../../data/use-core.ts'
import { showError } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import { downloadCsv } from '../../../data/download.ts'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import { importJourney } from './import-journey.ts'
import { undoneImports } from './undone-imports.ts'
import { UndoneNote } from './undone-note.tsx'
import { useImport } from './use-import.ts'
import styles from './import.module.css'

const tones = { running: 'amber', done: 'lagoon', cancelled: 'terracotta', undone: 'grey' } as const

/** Imports so far: what each brought, its rejected rows, and the way back. */
export function PastImports() {
  const { t } = useWords()
  const batches = useCore(['imports', 'batches'], {})
  const journey = useStore(importJourney)
  // what the screen tells above is not told twice
  const hidden = journey.step === 'report' ? journey.report.batchId : journey.step === 'running' ? journey.batchId : null
  const shown = (batches.data ?? []).filter((batch) => batch.id !== hidden)
  if (shown.length === 0) return null
  return (
    <Panel title={t('importWizard.past')} flush>
      <table className={styles.past}>
        <thead>
          <tr>
            <th scope="col">{t('import.fileName')}</th>
            <th scope="col">{t('importWizard.when')}</th>
            <th scope="col">{t('import.state')}</th>
            <th scope="col" className={styles.right}>
              {t('import.rows')}
            </th>
            <th scope="col" className={styles.right}>
              {t('import.imported')}
            </th>
            <th scope="col" className={styles.right}>
              {t('import.duplicates')}
            </th>
            <th scope="col" className={styles.right}>
              {t('import.rejected')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {shown.map((batch) => (
            <PastImport key={batch.id} batch={batch} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function PastImport({ batch }: { batch: ImportBatchView }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const core = useCoreClient()
  const { undo } = useImport()
  const { openList } = usePropertyNavigation()
  const undone = useStore(undoneImports)[batch.id]
  const keepRejected = async () => {
    try {
      downloadCsv(await core.imports.rejectedFile({ batchId: batch.id }))
    } catch (error) {
      showError(error)
    }
  }
  return (
    <>
      <tr>
        <th scope="row">{batch.fileName}</th>
        <td>
          <Day at={batch.createdAt} withTime />
          {batch.createdByName ? <span className={styles.muted}> · {batch.createdByName}</span> : null}
        </td>
        <td>
          <Tag tone={tones[batch.state]}>{t(`importWizard.states.${batch.state}`)}</Tag>
        </td>
        <td className={styles.right}>{words.number(batch.rows)}</td>
        <td className={styles.right}>{words.number(batch.imported)}</td>
        <td className={styles.right}>{words.number(batch.duplicates)}</td>
        <td className={styles.right}>{words.number(batch.rejected)}</td>
        <td className={styles.pastActions}>
          {batch.imported > 0 && batch.state !== 'undone' ? (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => openList({ filters: [{ field: 'importId', operator: 'is', value: batch.id }] })}
            >
              {t('importWizard.show')}
            </Button>
          ) : null}
          {batch.rejected + batch.duplicates > 0 ? (
            <Button size="compact-xs" variant="subtle" onClick={() => void keepRejected()}>
              {t('importWizard.rejectedShort')}
            </Button>
          ) : null}
          {batch.undoable && !undone ? (
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => undo(batch)}>
              {t('importWizard.undoShort')}
            </Button>
          ) : null}
        </td>
      </tr>
      {undone ? (
        <tr>
          <td colSpan={8}>
            <UndoneNote undone={undone} />
          </td>
        </tr>
      ) : null}
    </>
  )
}
