import { Button, Switch } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ActivityPage } from '../../../shared/modules/core/model-views.ts'
import { dayOfInstant, formatDay } from '../../../shared/values/period.ts'
import { HistoryArriving } from '../../components/show/history-arriving.tsx'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { useCoreClient } from '../../data/client.tsx'
import { readsOf } from '../../data/use-core.ts'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame, useSession } from '../../session/session.tsx'
import { ActivityLine } from './activity-line.tsx'
import styles from './history.module.css'

const linesAtOnce = 60

/** Everything that changed in the agency, day by day, each act with its undo. */
export function HistoryScreen() {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const { member } = useSession()
  const core = useCoreClient()
  const [onlyMine, setOnlyMine] = useState(false)
  const pages = useInfiniteQuery({
    queryKey: ['core', 'activity', 'pages'],
    queryFn: ({ pageParam, signal }) => core.core.activity({ beforeSeq: pageParam, limit: linesAtOnce }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: ActivityPage) => (page.more ? (page.entries.at(-1)?.seq ?? null) : null),
    meta: { entities: readsOf('core', 'activity') },
  })
  const entries = (pages.data?.pages ?? [])
    .flatMap((page) => page.entries)
    .filter((entry) => !onlyMine || entry.actorId === member.id)
  const today = dayOfInstant(Date.now(), zone)
  const days = new Map<string, typeof entries>()
  for (const entry of entries) {
    const day = dayOfInstant(entry.at, zone)
    days.set(day, [...(days.get(day) ?? []), entry])
  }

  return (
    <div className={styles.screen}>
      <ScreenHeader
        title={t('activity.title')}
        aside={t('activity.intro')}
        actions={
          <Switch
            size="sm"
            label={t('activity.only_mine')}
            checked={onlyMine}
            onChange={(event) => setOnlyMine(event.currentTarget.checked)}
          />
        }
      />
      <HistoryArriving />
      {pages.error && !pages.data ? <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      {pages.data && entries.length === 0 ? <EmptyState drawing="history" message={t('activity.none')} /> : null}
      {[...days].map(([day, list]) => (
        <section key={day} className={styles.day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`} className={styles.dayName}>
            {formatDay(day, { language, today })}
          </h2>
          <ol className={styles.lines}>
            {list.map((entry) => (
              <ActivityLine key={entry.commandId} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      {pages.hasNextPage ? (
        <Button variant="default" mt="md" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('activity.more')}
        </Button>
      ) : null}
    </div>
  )
}
