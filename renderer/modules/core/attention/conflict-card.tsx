import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { MessageKey } from '../../../../shared/language/index.ts'
import type { ConflictCard, ConflictSide } from '../../../../shared/modules/core/model-views.ts'
import { Card } from '../../../components/show/card.tsx'
import { Day } from '../../../components/show/day.tsx'
import { useCommand } from '../../../data/use-command.ts'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import type { ReadingFrame } from '../../properties/record/field-values.ts'
import { pairsOf } from './card-values.ts'
import type { ValuePair } from './card-values.ts'
import { RecordLink } from './record-link.tsx'
import styles from './attention.module.css'

/** Two values side by side with who typed each; one click chooses, and can be taken back. */
export function ConflictCardView({ card, frame }: { card: ConflictCard; frame: ReadingFrame }) {
  const { t } = useWords()
  const { run } = useCommand()
  const [busy, setBusy] = useState(false)
  const title = card.title ?? t('cards.unnamed')
  const { pairs, now, what } = useTold(card, frame)

  async function settle(take: 'kept' | 'lost' | 'both') {
    setBusy(true)
    try {
      const outcome = await run('conflict.settle', { id: card.id, take })
      showUndo({ message: t('cards.conflicts.settled', { what, title }), commandId: outcome.commandId })
    } catch (error) {
      showError(error)
    } finally {
      setBusy(false)
    }
  }
  const choice = (take: 'kept' | 'lost' | 'both', label: MessageKey, spoken: MessageKey, variant: 'filled' | 'default') => (
    <Button size="xs" variant={variant} disabled={busy} onClick={() => void settle(take)} aria-label={t(spoken, { what, title })}>
      {t(label)}
    </Button>
  )
  return (
    <Card
      head={
        <>
          <RecordLink record={card.record} title={title} />
          <span className={styles.unit}>{what}</span>
        </>
      }
      choices={
        card.maySettle ? (
          <>
            {choice('kept', 'cards.conflicts.keep', 'cards.conflicts.keep_label', 'filled')}
            {choice('lost', 'cards.conflicts.take', 'cards.conflicts.take_label', 'default')}
            {card.mayKeepBoth ? choice('both', 'cards.conflicts.both', 'cards.conflicts.both_label', 'default') : null}
          </>
        ) : null
      }
    >
      <div className={styles.sides}>
        <Side heading={t('cards.conflicts.in_place')} side={card.kept} pairs={pairs.map((pair) => ({ ...pair, value: pair.left }))} inPlace />
        <Side heading={t('cards.conflicts.aside')} side={card.lost} pairs={pairs.map((pair) => ({ ...pair, value: pair.right }))} />
      </div>
      {now.length > 0 ? (
        <div className={styles.now}>
          {t('cards.conflicts.since')} {now.map(({ what: of, left }) => `${of} : ${left ?? t('cards.empty')}`).join(' · ')}
        </div>
      ) : null}
      {card.maySettle ? null : <p className={styles.notYours}>{t('cards.conflicts.not_yours')}</p>}
    </Card>
  )
}

/** The card in words: what differs, what stands in the row now where that is a third thing, and what it is all about. */
function useTold(card: ConflictCard, frame: ReadingFrame): { pairs: ValuePair[]; now: ValuePair[]; what: string } {
  const { t } = frame
  if (card.unit !== 'deleted') {
    const pairs = pairsOf(card.entity, card.fields, card.kept.values, card.lost.values, frame)
    const now = card.present ? pairsOf(card.entity, card.fields, card.present, card.kept.values, frame) : []
    return { pairs, now, what: [...new Set(pairs.map(({ what }) => what))].slice(0, 3).join(', ') }
  }
  const part = card.record !== null && card.record.id !== card.entityId
  const fate = (side: ConflictSide) => t(side.values['deletedAt'] === null ? (part ? 'cards.conflicts.part_stays' : 'cards.conflicts.stays') : part ? 'cards.conflicts.part_goes' : 'cards.conflicts.goes')
  const named = part && card.present ? pairsOf(card.entity, nameFields, card.present, null, frame)[0]?.left : null
  const what = [t(part ? 'cards.conflicts.part_existence' : 'cards.conflicts.existence'), named].filter(Boolean).join(' : ')
  return { pairs: [{ what, left: fate(card.kept), right: fate(card.lost) }], now: [], what }
}

/** What a part of a record is known by; the words of these fields are not shown. */
const nameFields = ['amenity', 'role', 'typed', 'title', 'name', 'caption'].map((name) => ({ name, label: 'property.title' }))

type SideProps = { heading: string; side: ConflictSide; pairs: readonly (ValuePair & { value: string | null })[]; inPlace?: boolean }

function Side({ heading, side, pairs, inPlace = false }: SideProps) {
  const { t } = useWords()
  const { member, deviceId } = useSession()
  const who = side.by === member.id ? t('cards.you') : (side.byName ?? t('cards.someone'))
  const post = side.device === deviceId ? t('cards.this_post') : side.deviceName ? t('cards.named_post', { name: side.deviceName }) : t('cards.other_post')
  return (
    <section className={styles.side} data-in-place={inPlace || undefined} aria-label={heading}>
      <p className={styles.sideHead}>{heading}</p>
      <Values pairs={pairs} />
      <p className={styles.byline}>
        <strong>{who}</strong> · <Day at={side.typedAt} withTime /> · {post}
      </p>
    </section>
  )
}

function Values({ pairs }: { pairs: SideProps['pairs'] }) {
  const { t } = useWords()
  const shown = (value: string | null): ReactNode => value ?? <span className={styles.empty}>{t('cards.empty')}</span>
  // One value speaks for itself: the head of the card says what it is.
  if (pairs.length === 1) {
    const { value, left, right } = pairs[0]!
    return (
      <div className={styles.value} data-long={[left, right].some((text) => text !== null && (text.length > 60 || text.includes('\n'))) || undefined}>
        {shown(value)}
      </div>
    )
  }
  return (
    <dl className={styles.values}>
      {pairs.map(({ what, value }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{shown(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
