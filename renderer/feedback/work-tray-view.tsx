import { ActionIcon, Anchor, Progress } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useStore } from '../data/store.ts'
import { useWords } from '../language/words.tsx'
import type { Translate } from '../../shared/language/index.ts'
import { CopyDetails } from './copy-details.tsx'
import { errorInWords } from './error-words.ts'
import styles from './feedback.module.css'
import { dismissWork, works } from './work-tray.ts'
import type { Work } from './work-tray.ts'

/** Long work, at the bottom right, whatever screen is open. */
export function WorkTray() {
  const list = useStore(works)
  const { t } = useWords()
  return (
    <section className={styles.tray} aria-label={t('shell.work.label')} aria-live="polite">
      {list.map((work) => (
        <WorkCard key={work.id} work={work} />
      ))}
    </section>
  )
}

function WorkCard({ work }: { work: Work }) {
  const { t } = useWords()
  const { progress } = work
  const share = progress.total ? Math.min(100, (progress.done / progress.total) * 100) : 0
  const running = work.state === 'running'
  return (
    <div className={styles.work}>
      <div className={styles.workHead}>
        <span className={styles.workName}>{work.name}</span>
        {running && !work.mayCancel ? null : (
          <ActionIcon
            size={24}
            onClick={() => (running ? work.cancel() : dismissWork(work.id))}
            aria-label={running ? t('shell.work.cancel', { name: work.name }) : t('shell.work.dismiss', { name: work.name })}
          >
            <IconX size={15} />
          </ActionIcon>
        )}
      </div>
      {running ? (
        <>
          <Progress
            className={styles.workBar}
            value={progress.total === null ? 100 : share}
            animated={progress.total === null}
            size="sm"
            aria-label={work.name}
          />
          <div className={styles.workDetail}>
            <span>
              {progress.detail ??
                (progress.total === null
                  ? t('shell.work.starting')
                  : t('shell.work.of', { done: progress.done, total: progress.total }))}
            </span>
            <span>{timeLeft(progress.millisecondsLeft ?? null, t)}</span>
          </div>
        </>
      ) : (
        <WorkOver work={work} />
      )}
    </div>
  )
}

function WorkOver({ work }: { work: Work }) {
  const { t } = useWords()
  if (work.error) {
    return (
      <>
        <p className={styles.messageText}>{errorInWords(work.error, t)}</p>
        <CopyDetails error={work.error} />
      </>
    )
  }
  const open = work.end?.open
  return (
    <div className={styles.workDetail}>
      <span>{work.end?.message ?? (work.state === 'cancelled' ? t('shell.work.cancelled') : t('shell.work.done'))}</span>
      {open ? (
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            dismissWork(work.id)
            open.run()
          }}
        >
          {open.label}
        </Anchor>
      ) : null}
    </div>
  )
}

function timeLeft(milliseconds: number | null, t: Translate): string {
  if (milliseconds === null) return ''
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 60
    ? t('shell.work.seconds_left', { count: Math.max(1, seconds) })
    : t('shell.work.minutes_left', { count: Math.ceil(seconds / 60) })
}
