import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ActivityPage } from '../../../../shared/modules/core/model-views.ts'
import { dayOfInstant, formatDay } from '../../../../shared/values/period.ts'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { readsOf } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { ActivityLine } from '../../core/activity-line.tsx'
import history from '../../core/history.module.css'

/** What happened to this record and to what belongs to it, day by day, each act with its undo. */
export function ContactHistory({ contactId }: { contactId: string }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const core = useCoreClient()
  const pages = useInfiniteQuery({
    queryKey: ['core', 'activity', 'of', contactId],
    queryFn: ({ pageParam, signal }) => core.core.activity({ contactId, beforeSeq: pageParam, limit: 60 }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: ActivityPage) => (page.more ? (page.entries.at(-1)?.seq ?? null) : null),
    meta: { entities: readsOf('core', 'activity') },
  })
  const today = dayOfInstant(Date.now(), zone)
  const days = new Map<string, ActivityPage['entries']>()
  for (const entry of (pages.data?.pages ?? []).flatMap((page) => page.entries)) {
    const day = dayOfInstant(entry.at, zone)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  if (pages.error && !pages.data) return <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />
  if (pages.data && days.size === 0) return <EmptyState drawing="history" message={t('activity.none')} />
  return (
    <div>
      {[...days].map(([day, list]) => (
        <section key={day} className={history.day} aria-label={formatDay(day, { language, today })}>
          <h2 className={history.dayName}>{formatDay(day, { language, today })}</h2>
          <ol className={history.lines}>
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
