import { Button } from '@mantine/core'
import { IconDownload, IconList } from '@tabler/icons-react'
import type { ImportReport } from '../../../../shared/modules/properties/model-import.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { useStore } from '../../../data/store.ts'
import { showError } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import { downloadCsv } from '../../../data/download.ts'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import { importJourney } from './import-journey.ts'
import { ProblemList } from './problem-list.tsx'
import { undoneImports } from './undone-imports.ts'
import { UndoneNote } from './undone-note.tsx'
import { useImport } from './use-import.ts'
import styles from './import.module.css'

/** What became of every row: the counts add up to the file. */
export function ReportStep({ fileName, report }: { fileName: string; report: ImportReport }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const core = useCoreClient()
  const { undo } = useImport()
  const { openList } = usePropertyNavigation()
  const undone = useStore(undoneImports)[report.batchId]
  const parts = [
    { name: 'imported', number: report.imported, label: t('importWizard.imported', { count: report.imported }), tone: 'lagoon' },
    {
      name: 'duplicates',
      number: report.duplicates,
      label: t('importWizard.duplicates', { count: report.duplicates }),
      tone: 'amber',
    },
    { name: 'rejected', number: report.rejected, label: t('importWizard.rejected', { count: report.rejected }), tone: 'red' },
    ...(report.notReached > 0
      ? [
          {
            name: 'notReached',
            number: report.notReached,
            label: t('importWizard.notReached', { count: report.notReached }),
            tone: 'grey',
          },
        ]
      : []),
  ]
  const keepRejected = async () => {
    try {
      downloadCsv(await core.imports.rejectedFile({ batchId: report.batchId }))
    } catch (error) {
      showError(error)
    }
  }
  return (
    <>
      <Panel title={t(report.state === 'cancelled' ? 'importWizard.reportStopped' : 'importWizard.report', { file: fileName })}>
        <dl className={styles.figures}>
          {parts.map(({ name, number, label, tone }) => (
            <div key={name} data-tone={number > 0 ? tone : undefined}>
              <dd>{words.number(number)}</dd>
              <dt>{label}</dt>
            </div>
          ))}
          <div className={styles.sum}>
            <dd>= {words.number(report.rows)}</dd>
            <dt>{t('importWizard.rowsInFile', { count: report.rows })}</dt>
          </div>
        </dl>
        <div className={styles.actions}>
          <Button
            leftSection={<IconList size={16} />}
            disabled={report.imported === 0 || undone?.state === 'done'}
            onClick={() => openList({ filters: [{ field: 'importId', operator: 'is', value: report.batchId }] })}
          >
            {t('importWizard.showImported')}
          </Button>
          {report.rejected + report.duplicates > 0 ? (
            <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => void keepRejected()}>
              {t('importWizard.keepRejected')}
            </Button>
          ) : null}
          <Button variant="default" onClick={() => importJourney.set({ step: 'choose' })}>
            {t('importWizard.another')}
          </Button>
          {report.imported > 0 && !undone ? (
            <Button variant="subtle" color="red" onClick={() => undo({ id: report.batchId, fileName })}>
              {t('importWizard.undo')}
            </Button>
          ) : null}
        </div>
        <UndoneNote undone={undone} />
      </Panel>
      {report.problems.length > 0 ? (
        <Panel title={t('importWizard.problems')}>
          <ProblemList problems={report.problems} empty={t('importWizard.noProblem')} />
        </Panel>
      ) : null}
    </>
  )
}
