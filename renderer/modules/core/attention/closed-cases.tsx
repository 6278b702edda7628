import { Tag } from '../../../components/show/status-badge.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useReadingFrame } from '../../properties/record/use-reading-frame.ts'
import { Day } from '../../../components/show/day.tsx'
import { pairsOf } from './card-values.ts'
import { actInWords } from './reason.ts'
import { RecordLink } from './record-link.tsx'
import styles from './attention.module.css'

/** What was given up or sent again: nothing that somebody typed disappears. */
export function ClosedCases({ recordId }: { recordId: string | null }) {
  const { t } = useWords()
  const closed = useCore(['attention', 'list'], { recordId, closed: true })
  const list = closed.data ?? []
  const frame = useReadingFrame()
  if (list.length === 0) return null
  return (
    <details className={styles.closed}>
      <summary>
        {t('cards.refused.closed')} <span className={styles.count}>{list.length}</span>
      </summary>
      <ul>
        {list.map((one) => (
          <li key={one.commandId}>
            <span className={styles.closedWords}>
              {actInWords(one.name, t)} <RecordLink record={one.record} title={one.title ?? t('cards.unnamed')} />
              <span className={styles.muted}>
                {one.changes.flatMap((change) => pairsOf(change.entity, change.fields, change.wanted, null, frame)).map(({ what, left }) => ` · ${what} : ${left ?? t('cards.empty')}`)}
              </span>
            </span>
            <span className={styles.muted}>
              <Day at={one.typedAt} withTime />
            </span>
            {one.state === 'open' ? null : <Tag tone={one.state === 'sent_again' ? 'lagoon' : 'grey'}>{t(`cards.refused.state.${one.state}`)}</Tag>}
          </li>
        ))}
      </ul>
    </details>
  )
}
