import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useCore } from '../../../data/use-core.ts'
import { useLate } from '../../../components/list/use-late.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../property-words.ts'
import { ColumnMapping } from './column-mapping.tsx'
import { decide, importJourney } from './import-journey.ts'
import type { ImportJourney } from './import-journey.ts'
import { ProblemList } from './problem-list.tsx'
import { DefaultChoices, ReadingChoices } from './reading-choices.tsx'
import { SampleRows } from './sample-rows.tsx'
import { useImport } from './use-import.ts'
import styles from './import.module.css'

/** The file as it will be, before anything is written: how it is read, what each column means, what is wrong with it. */
export function PreviewStep({ journey }: { journey: Extract<ImportJourney, { step: 'preview' }> }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { run } = useImport()
  const [showAll, setShowAll] = useState(false)
  const { uploadId, fileName, decided, includeDuplicates } = journey
  const answer = useCore(['imports', 'preview'], { uploadId, choices: decided })
  const preview = answer.data
  const late = useLate(preview === undefined && answer.error === null, 150)
  const change = (patch: Parameters<typeof decide>[1]) => importJourney.set({ ...journey, decided: decide(decided, patch) })
  const leave = () => importJourney.set({ step: 'choose' })

  if (answer.error && !preview) {
    return (
      <div className={styles.body}>
        <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />
        <div>
          <Button variant="default" onClick={leave}>
            {t('importWizard.otherFile')}
          </Button>
        </div>
      </div>
    )
  }
  if (!preview)
    return (
      <div className={styles.body}>
        {late ? (
          <p className={styles.muted} role="status">
            {t('importWizard.reading', { file: fileName })}
          </p>
        ) : null}
      </div>
    )
  const { counts } = preview
  const count = counts.ready + (includeDuplicates ? counts.duplicates : 0)
  const isPart = preview.judged < preview.rows
  const figures = [
    { tone: 'lagoon', number: counts.ready, label: t('importWizard.ready', { count: counts.ready }) },
    { tone: 'amber', number: counts.duplicates, label: t('importWizard.duplicates', { count: counts.duplicates }) },
    { tone: 'red', number: counts.rejected, label: t('importWizard.rejected', { count: counts.rejected }) },
    { tone: 'grey', number: counts.warnings, label: t('importWizard.warnings', { count: counts.warnings }) },
  ]
  return (
    <>
      <div className={styles.body} aria-busy={answer.isPlaceholderData}>
        <div className={styles.fileLine}>
          <strong>{fileName}</strong>{' '}
          <span className={styles.muted}>
            {t('importWizard.rows', { count: preview.rows, number: words.number(preview.rows) })}
            {isPart ? ` · ${t('importWizard.judged', { number: words.number(preview.judged) })}` : ''}
          </span>
        </div>
        {answer.error ? <ErrorNote error={answer.error} /> : null}
        <dl className={styles.figures}>
          {figures.map(({ tone, number, label }) => (
            <div key={tone} data-tone={number > 0 ? tone : undefined}>
              <dd>{words.number(number)}</dd>
              <dt>{label}</dt>
            </div>
          ))}
        </dl>
        <div className={styles.previewColumns}>
          <div className={styles.stack}>
            <ColumnMapping preview={preview} onChange={(mapping) => change({ mapping })} />
            <SampleRows preview={preview} showAll={showAll} onShowAll={() => setShowAll(true)} />
          </div>
          <div className={styles.stack}>
            <DefaultChoices preview={preview} onChange={change} />
            <Panel title={t('importWizard.problems')}>
              <ProblemList problems={preview.problems} empty={t('importWizard.noProblem')} />
            </Panel>
            <ReadingChoices preview={preview} onChange={change} />
          </div>
        </div>
      </div>
      <div className={styles.foot}>
        <Button
          disabled={count === 0 || answer.isPlaceholderData}
          onClick={() => run({ uploadId, fileName, choices: preview.choices, includeDuplicates })}
        >
          {isPart ? t('importWizard.importAll') : t('importWizard.import', { count, number: words.number(count) })}
        </Button>
        <Button variant="default" onClick={leave}>
          {t('importWizard.otherFile')}
        </Button>
        {counts.duplicates > 0 ? (
          <Checkbox
            size="sm"
            label={t('importWizard.includeDuplicates', { count: counts.duplicates, number: words.number(counts.duplicates) })}
            checked={includeDuplicates}
            onChange={(event) => importJourney.set({ ...journey, includeDuplicates: event.currentTarget.checked })}
          />
        ) : null}
        <span className={styles.muted}>{t('importWizard.nothingYet')}</span>
      </div>
    </>
  )
}
