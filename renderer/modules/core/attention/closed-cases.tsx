import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Day } from '../../../components/show/day.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { useCore } from '../../../data/use-core.ts'
import { showError } from '../../../feedback/show.tsx'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { useReadingFrame } from '../../properties/record/use-reading-frame.ts'
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
  const core = useCoreClient()
  const queries = useQueryClient()
  const mayTakeUp = useMay('attention.takeUp')
  async function takeUp(commandId: string) {
    try {
      await core.attention.takeUp({ commandId })
    } catch (error) {
      showError(error)
    }
    void queries.invalidateQueries({ queryKey: ['attention'] })
  }
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
            {one.state === 'given_up' && mayTakeUp ? (
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                onClick={() => void takeUp(one.commandId)}
                aria-label={t('cards.refused.take_up_label', { what: actInWords(one.name, t), title: one.title ?? t('cards.unnamed') })}
              >
                {t('cards.refused.take_up')}
              </Button>
            ) : null}
            {one.state === 'open' ? null : <Tag tone={one.state === 'sent_again' ? 'lagoon' : 'grey'}>{t(`cards.refused.state.${one.state}`)}</Tag>}
          </li>
        ))}
      </ul>
    </details>
  )
}
