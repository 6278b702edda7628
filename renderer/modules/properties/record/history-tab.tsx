import { Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowRight } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { HistoryPage, PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { formatInstant } from '../../../../shared/values/period.ts'
import { Day } from '../../../components/show/day.tsx'
import { HistoryArriving } from '../../../components/show/history-arriving.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { readsOf } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useTakeBack } from '../../../feedback/use-take-back.ts'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import { actsOf } from './history-lines.ts'
import type { ChangeLine, HistoryAct } from './history-lines.ts'
import { useReadingFrame } from './use-reading-frame.ts'
import styles from './history.module.css'

const pageSize = 60
/** A device's clock may be wrong, and an offline post writes late: beyond this the two times are told apart. */
const worthTelling = 5 * 60_000

type RecordHistoryProps = { of: 'properties' | 'leads'; id: string; mayEdit: boolean; tell: (entries: HistoryPage['entries'], frame: ReturnType<typeof useReadingFrame>) => HistoryAct[] }

/** Everything that ever changed on a property. */
export function HistoryTab({ view }: { view: PropertyView }) {
  return <RecordHistory of="properties" id={view.property.id} mayEdit={view.mayEdit} tell={actsOf} />
}

/** Everything that ever changed on a record, newest first: who, when, from what to what; each act can be taken back. */
export function RecordHistory({ of, id, mayEdit, tell }: RecordHistoryProps) {
  const { t } = useWords()
  const core = useCoreClient()
  const pages = useInfiniteQuery({
    queryKey: [of, 'history', 'pages', id],
    queryFn: ({ pageParam, signal }) => core[of].history({ id, beforeSeq: pageParam, limit: pageSize }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) =>
      last.more ? (last.entries.findLast((entry) => entry.seq !== null)?.seq ?? undefined) : undefined,
    meta: { entities: readsOf(of, 'history') },
  })
  const entries = useMemo(() => pages.data?.pages.flatMap((page) => page.entries) ?? [], [pages.data])
  const frame = useReadingFrame(entries)
  const acts = useMemo(() => tell(entries, frame), [tell, entries, frame])

  if (pages.error) return <ErrorNote error={pages.error} onRetry={() => void pages.refetch()} />
  return (
    <div className={styles.history}>
      <HistoryArriving />
      {pages.data && acts.length === 0 ? <EmptyState drawing="history" message={t('history.none')} /> : null}
      <ol className={styles.acts}>
        {acts.map((act) => (
          <HistoryActLine key={act.commandId} act={act} mayEdit={mayEdit} />
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

/** One act of a history, whichever record it is of. */
function HistoryActLine({ act, mayEdit }: { act: HistoryAct; mayEdit: boolean }) {
  const { t, language } = useWords()
  const { member, agency } = useSession()
  const takeBack = useTakeBack()
  const who = act.actorId === member.id ? t('history.you') : (act.actorName ?? t('history.someone'))
  const late = Math.abs(act.typedAt - act.at) > worthTelling
  const undone = act.undoneBy !== null
  return (
    <li className={styles.act} data-undone={undone || undefined}>
      <span className={styles.dot} aria-hidden />
      <div className={styles.when}>
        <strong>{who}</strong>
        <Day at={act.at} withTime />
        {late ? (
          <span className={styles.muted}>
            {t('history.typedAt', { instant: formatInstant(act.typedAt, { language, zone: agency.zone }) })}
          </span>
        ) : null}
        {act.undoes ? <Tag tone="line">{t('history.isUndo')}</Tag> : null}
        {undone ? <Tag tone="grey">{t('history.undone')}</Tag> : null}
        {act.waiting ? <Tag tone="amber">{t('history.waiting')}</Tag> : null}
        {mayEdit && act.mayUndo && !undone ? (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowBackUp size={14} />}
            className={styles.undo}
            onClick={() => void takeBack(act.commandId)}
            aria-label={t('history.undoAct', { what: act.lines[0]?.what ?? '' })}
          >
            {t('history.undo')}
          </Button>
        ) : null}
      </div>
      <ul className={styles.lines}>
        {act.lines.map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </ul>
    </li>
  )
}

function Line({ line }: { line: ChangeLine }) {
  const { t } = useWords()
  if (line.tells === 'fact')
    return (
      <li className={styles.line}>
        <span className={styles.what}>{line.what}</span>
        {line.to ? <strong>{line.to}</strong> : null}
      </li>
    )
  return (
    <li className={styles.line}>
      <span className={styles.what}>{line.what}</span>
      <span className={styles.from}>{line.from ?? t('history.empty')}</span>
      <IconArrowRight size={13} role="img" aria-label={t('history.to')} className={styles.arrow} />
      <strong className={styles.to}>{line.to ?? t('history.empty')}</strong>
    </li>
  )
}
