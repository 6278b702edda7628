import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LeadView } from '../../../../shared/modules/crm/model-views.ts'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { HistoryArriving } from '../../../components/show/history-arriving.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { readsOf } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { HistoryActLine } from '../../properties/record/history-tab.tsx'
import { useReadingFrame } from '../../properties/record/use-reading-frame.ts'
import historyStyles from '../../properties/record/history.module.css'
import { leadActsOf } from './history-lines.ts'
import { useLeadWords } from './lead-words.ts'

const pageSize = 60

/** Everything that ever changed on a lead and in what was noted about it, newest first; each act can be taken back. */
export function LeadHistory({ view }: { view: LeadView }) {
  const { t } = useWords()
  const words = useLeadWords()
  const core = useCoreClient()
  const { id } = view.lead
  const pages = useInfiniteQuery({
    queryKey: ['leads', 'history', 'pages', id],
    queryFn: ({ pageParam, signal }) => core.leads.history({ id, beforeSeq: pageParam, limit: pageSize }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.more ? (last.entries.findLast((entry) => entry.seq !== null)?.seq ?? undefined) : undefined),
    meta: { entities: readsOf('leads', 'history') },
  })
  const entries = useMemo(() => pages.data?.pages.flatMap((page) => page.entries) ?? [], [pages.data])
  const frame = useReadingFrame(entries)
  const acts = useMemo(() => leadActsOf(entries, frame, words.place), [entries, frame, words])
  if (pages.error) return <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />
  return (
    <div className={historyStyles.history}>
      <HistoryArriving />
      {pages.data && acts.length === 0 ? <EmptyState drawing="history" message={t('history.none')} /> : null}
      <ol className={historyStyles.acts}>
        {acts.map((act) => (
          <HistoryActLine key={act.commandId} act={act} mayEdit={view.mayEdit} />
        ))}
      </ol>
      {pages.hasNextPage ? (
        <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('history.more')}
        </Button>
      ) : null}
    </div>
  )
}
