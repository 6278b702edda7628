import { ActionIcon, Button, Progress } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useStore } from '../../../data/store.ts'
import { usePlaceTitle } from '../../../frame/place-title.ts'
import { useWords } from '../../../language/words.tsx'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import { importJourney } from './import-journey.ts'
import { FileDrop } from './file-drop.tsx'
import { PastImports } from './past-imports.tsx'
import { PreviewStep } from './preview-step.tsx'
import { ReportStep } from './report-step.tsx'
import styles from './import.module.css'

/** Brings a listing file in: choose, look, import, read what became of it, and take it back. */
export function ImportScreen() {
  const { t } = useWords()
  const { openList } = usePropertyNavigation()
  const journey = useStore(importJourney)
  usePlaceTitle(t('importWizard.title'))
  const steps = ['choose', 'preview', 'report'] as const
  const at = journey.step === 'choose' || journey.step === 'sending' ? 0 : journey.step === 'preview' ? 1 : 2
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <ActionIcon size={30} aria-label={t('importWizard.back')} onClick={() => openList()}>
          <IconArrowLeft size={18} />
        </ActionIcon>
        <h1 className={styles.title}>{t('importWizard.title')}</h1>
        <ol className={styles.steps} aria-label={t('importWizard.steps')}>
          {steps.map((step, index) => (
            <li key={step} data-done={index < at || undefined} aria-current={index === at ? 'step' : undefined}>
              {t(`importWizard.step.${step}`)}
            </li>
          ))}
        </ol>
      </header>
      {journey.step === 'preview' ? (
        <PreviewStep journey={journey} />
      ) : (
        <div className={styles.body}>
          {journey.step === 'choose' ? <FileDrop /> : null}
          {journey.step === 'sending' ? (
            <div className={styles.waiting} role="status">
              <p>{t('importWizard.reading', { file: journey.fileName })}</p>
              <Progress
                value={journey.share * 100}
                size="sm"
                aria-label={t('importWizard.reading', { file: journey.fileName })}
              />
            </div>
          ) : null}
          {journey.step === 'running' ? <Running journey={journey} /> : null}
          {journey.step === 'report' ? <ReportStep fileName={journey.fileName} report={journey.report} /> : null}
          <PastImports />
        </div>
      )}
    </div>
  )
}

function Running({ journey }: { journey: Extract<ReturnType<typeof importJourney.get>, { step: 'running' }> }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { progress } = journey
  return (
    <div className={styles.waiting}>
      <p>
        <strong>{t('importWizard.importing', { file: journey.fileName })}</strong>
      </p>
      <Progress
        value={progress ? (progress.done / Math.max(1, progress.total)) * 100 : 0}
        size="md"
        aria-label={t('importWizard.importing', { file: journey.fileName })}
      />
      {progress ? (
        <p className={styles.muted} aria-live="polite">
          {t('shell.work.of', { done: words.number(progress.done), total: words.number(progress.total) })} ·{' '}
          {t('importWizard.countImported', { count: progress.imported, number: words.number(progress.imported) })}
          {' · '}
          {t('importWizard.countDuplicates', { count: progress.duplicates, number: words.number(progress.duplicates) })} ·{' '}
          {t('importWizard.countRejected', { count: progress.rejected, number: words.number(progress.rejected) })}
        </p>
      ) : null}
      <p className={styles.muted}>{t('importWizard.mayLeave')}</p>
      <Button variant="default" size="xs" onClick={journey.cancel} className={styles.start}>
        {t('importWizard.stop')}
      </Button>
    </div>
  )
}
