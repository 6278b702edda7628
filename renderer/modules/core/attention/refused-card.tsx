import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { AttentionCase, RefusedChange, RefusedCommand } from '../../../../shared/modules/core/model-views.ts'
import { formatInstant } from '../../../../shared/values/period.ts'
import { Card } from '../../../components/show/card.tsx'
import { useCoreClient } from '../../../data/client.tsx'
import { refusalOf } from '../../../data/use-command.ts'
import { showError, showNotice } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame, useSession } from '../../../session/session.tsx'
import type { ReadingFrame } from '../../properties/record/field-values.ts'
import { pairsAsText, pairsOf } from './card-values.ts'
import { actInWords, reasonInWords } from './reason.ts'
import { RecordLink } from './record-link.tsx'
import styles from './attention.module.css'

/** What somebody wanted, why the server refused, and what can be done about it: with all that builds on it. */
export function RefusedCard({ refused, frame }: { refused: AttentionCase; frame: ReadingFrame }) {
  const { t, language } = useWords()
  const { zone } = useAgencyFrame()
  const { member } = useSession()
  const acts = useActs(refused, frame)
  const title = refused.title ?? t('cards.unnamed')
  const what = actInWords(refused.name, t)
  const mine = refused.by === member.id
  const label = { what, title }
  return (
    <Card
      head={
        <>
          <span className={styles.act}>{what}</span>
          <RecordLink record={refused.record} title={title} />
        </>
      }
      when={t('cards.refused.typed', {
        who: mine ? t('cards.you').toLocaleLowerCase(language) : (refused.byName ?? t('cards.someone')),
        when: formatInstant(refused.typedAt, { language, zone, now: Date.now() }),
      })}
      choices={
        <>
          {acts.correct ? (
            <Button size="xs" disabled={acts.busy} onClick={acts.correct} aria-label={t('cards.refused.correct_label', label)}>
              {t('cards.refused.correct')}
            </Button>
          ) : null}
          <Button
            size="xs"
            variant={acts.correct ? 'default' : 'filled'}
            disabled={acts.busy}
            onClick={() => void acts.again()}
            aria-label={t('cards.refused.again_label', label)}
          >
            {t('cards.refused.again')}
          </Button>
          <Button size="xs" variant="default" onClick={() => void acts.copy()} aria-label={t('cards.refused.copy_label', label)}>
            {t(acts.copied ? 'cards.refused.copied' : 'cards.refused.copy')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            disabled={acts.busy}
            onClick={() => void acts.giveUp()}
            aria-label={t('cards.refused.give_up_label', label)}
          >
            {t('cards.refused.give_up')}
          </Button>
        </>
      }
    >
      <p className={styles.reason}>
        {!mine && refused.code === 'forbidden'
          ? t('cards.refused.not_allowed', { who: refused.byName ?? t('cards.someone') })
          : reasonInWords(refused, t)}
      </p>
      {refused.changes.map((change) => (
        <ChangeTable
          key={`${change.entity} ${change.entityId}`}
          change={change}
          frame={frame}
          wanted={mine ? t('cards.refused.wanted') : t('cards.refused.wanted_of', { who: refused.byName ?? t('cards.someone') })}
        />
      ))}
      {refused.dependents.length > 0 ? <Dependents list={refused.dependents} frame={frame} /> : null}
    </Card>
  )
}

function useActs(refused: AttentionCase, frame: ReadingFrame) {
  const { t } = useWords()
  const core = useCoreClient()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [copied, setCopied] = useState(false)
  const label = { what: actInWords(refused.name, t), title: refused.title ?? t('cards.unnamed') }
  const { commandId } = refused

  async function act(work: () => Promise<void>) {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      showError(error)
    } finally {
      setBusy(false)
      void queries.invalidateQueries({ queryKey: ['attention'] })
    }
  }
  return {
    busy,
    copied,
    correct: formOf(refused, (to, id) =>
      void navigate({ to, ...(id ? { params: { id } } : {}), search: { again: commandId } } as never)),
    again: () =>
      act(async () => {
        const outcomes = await core.attention.sendAgain({ commandId })
        const sent = outcomes.filter((outcome) => refusalOf(outcome) === null)
        showUndo({ message: t('cards.refused.sent', label), commandId: sent.map((outcome) => outcome.commandId) })
        if (sent.length < outcomes.length) showNotice(t('cards.refused.sent_partly'))
      }),
    giveUp: () =>
      act(async () => {
        await core.attention.giveUp({ commandId })
        showNotice(t('cards.refused.given_up', label))
      }),
    copy: async () => {
      const told = [refused, ...refused.dependents].map((one) =>
        pairsAsText(
          `${actInWords(one.name, t)} : ${one.title ?? t('cards.unnamed')}`,
          one.changes.flatMap((change) => pairsOf(change.entity, change.fields, change.wanted, null, frame)),
          t('cards.empty'),
        ),
      )
      await navigator.clipboard.writeText(told.join('\n\n'))
      setCopied(true)
    },
  }
}

/** Opens the form on which this was, or could have been, typed; null where there is none. */
function formOf({ name, record, input }: AttentionCase, open: (to: string, id: string | null) => void): (() => void) | null {
  if (name === 'property.create') return () => open('/properties/new', null)
  if ((name === 'property.update' || name === 'property.edit') && record?.entity === 'property' && typeof input === 'object')
    return () => open('/properties/$id/edit', record.id)
  return null
}

function ChangeTable({ change, frame, wanted }: { change: RefusedChange; frame: ReadingFrame; wanted: string }) {
  const { t } = frame
  if (change.kind === 'delete' || change.kind === 'restore')
    return <p className={styles.fate}>{t(change.kind === 'delete' ? 'cards.refused.remove' : 'cards.refused.restore')}</p>
  const pairs = pairsOf(change.entity, change.fields, change.wanted, change.present, frame)
  if (pairs.length === 0) return null
  // What was to be made has nothing beside it; what was to be changed may be gone.
  const beside = change.present !== null || change.kind !== 'create'
  const shown = (value: string | null) => value ?? <span className={styles.empty}>{t('cards.empty')}</span>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">{wanted}</th>
          {beside ? <th scope="col">{t('cards.refused.present')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ what, left, right }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td className={styles.wanted}>{shown(left)}</td>
            {beside ? <td>{change.present ? shown(right) : <span className={styles.empty}>{t('cards.refused.gone')}</span>}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Dependents({ list, frame }: { list: readonly RefusedCommand[]; frame: ReadingFrame }) {
  const { t } = frame
  return (
    <div className={styles.dependents}>
      <p>{t('cards.refused.dependents', { count: list.length })}</p>
      <ul>
        {list.map((one) => {
          const pairs = one.changes.flatMap((change) => pairsOf(change.entity, change.fields, change.wanted, change.present, frame))
          return (
            <li key={one.commandId}>
              {actInWords(one.name, t)}
              {pairs.length > 0 ? <span className={styles.muted}> · {pairs.map(({ what, left }) => `${what} : ${left ?? t('cards.empty')}`).join(' · ')}</span> : null}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
