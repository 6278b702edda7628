import { Button } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { isId } from '../../../../shared/values/id.ts'
import { Cards } from '../../../components/show/card.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { ScreenHeader } from '../../../components/show/screen-header.tsx'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { useReadingFrame } from '../../properties/record/use-reading-frame.ts'
import { ClosedCases } from './closed-cases.tsx'
import { ConflictCardView } from './conflict-card.tsx'
import { RefusedCard } from './refused-card.tsx'
import { useCardKeys } from './use-card-keys.ts'
import styles from './attention.module.css'

/** What two people typed without seeing each other, and what the server refused: each a card, to be closed one by one. */
export function AttentionScreen() {
  const { t } = useWords()
  const navigate = useNavigate()
  const { record } = useSearch({ strict: false }) as { record?: unknown }
  const recordId = isId(record) ? record : null
  const mayRefused = useMay('attention.list')
  const conflicts = useCore(['conflicts', 'list'], { recordId })
  const refused = useCore(['attention', 'list'], { recordId }, { enabled: mayRefused })
  const cards = useMemo(() => conflicts.data?.cards ?? [], [conflicts.data])
  const cases = useMemo(() => refused.data ?? [], [refused.data])
  const frame = useReadingFrame(
    useMemo(
      () => [
        ...cards.map(({ kept, lost }) => ({ patch: kept.values, before: lost.values })),
        ...cases.flatMap(({ changes }) => changes.map(({ wanted, present }) => ({ patch: wanted, before: present }))),
      ],
      [cards, cases],
    ),
  )
  const screen = useRef<HTMLDivElement>(null)
  useCardKeys(screen)

  const error = conflicts.error ?? refused.error
  const known = conflicts.data !== undefined && (refused.data !== undefined || !mayRefused)
  const nothing = known && cards.length + cases.length === 0
  return (
    <div className={styles.screen} ref={screen}>
      <ScreenHeader
        title={t('cards.title')}
        aside={recordId ? t('cards.only_record') : t('cards.intro')}
        actions={
          recordId ? (
            <Button variant="default" size="xs" onClick={() => void navigate({ to: '/attention', search: {} })}>
              {t('cards.all')}
            </Button>
          ) : undefined
        }
      />
      {error && !known ? <ErrorNote error={error} onRetry={() => void conflicts.refetch()} /> : null}
      {nothing ? <EmptyState drawing="rest" message={t('cards.none')} /> : null}
      {cards.length > 0 ? (
        <section className={styles.section} aria-labelledby="cards-conflicts">
          <h2 id="cards-conflicts" className={styles.sectionTitle}>
            {t('cards.conflicts.title')} <span className={styles.count}>{conflicts.data?.count}</span>
          </h2>
          <p className={styles.hint}>{t('cards.conflicts.hint')}</p>
          <Cards>
            {cards.map((card) => (
              <ConflictCardView key={card.id} card={card} frame={frame} />
            ))}
          </Cards>
        </section>
      ) : null}
      {cases.length > 0 ? (
        <section className={styles.section} aria-labelledby="cards-refused">
          <h2 id="cards-refused" className={styles.sectionTitle}>
            {t('cards.refused.title')} <span className={styles.count}>{cases.length}</span>
          </h2>
          <p className={styles.hint}>{t('cards.refused.hint')}</p>
          <Cards>
            {cases.map((one) => (
              <RefusedCard key={one.commandId} refused={one} frame={frame} />
            ))}
          </Cards>
        </section>
      ) : null}
      {cards.length + cases.length > 0 ? <p className={styles.keys}>{t('cards.keys')}</p> : null}
      {mayRefused ? <ClosedCases recordId={recordId} /> : null}
    </div>
  )
}
