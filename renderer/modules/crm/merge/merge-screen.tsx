import { Button, Radio } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { contact as contactEntity } from '../../../../shared/modules/crm/model.ts'
import type { MergeChoice } from '../../../../shared/modules/crm/model.ts'
import type { MergePreview } from '../../../../shared/modules/crm/model-views.ts'
import { AppError } from '../../../../shared/values/error.ts'
import { isId } from '../../../../shared/values/id.ts'
import { ScreenHeader } from '../../../components/show/screen-header.tsx'
import { Day } from '../../../components/show/day.tsx'
import { useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAct } from '../client/use-act.ts'
import { phoneInWords } from '../contact-columns.tsx'
import { useContactWords } from '../contact-words.ts'
import styles from './merge.module.css'

const moved = ['searches', 'interactions', 'notes', 'tasks', 'leads', 'interests', 'properties', 'phones', 'tags'] as const

export function MergeScreen() {
  const { into, from } = useSearch({ strict: false }) as Record<string, unknown>
  const known = isId(into) && isId(from) && into !== from
  const { data, error, refetch } = useCore(['contacts', 'merging'], { into: String(into), from: String(from) }, { keep: false, enabled: known })
  if (!known) return <ErrorNote error={new AppError('not_found')} />
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  return data ? <Merge key={data.into.contact.id} preview={data} /> : null
}

/** Two records side by side; where they differ one word is chosen, and what moves is counted before anything is done. */
function Merge({ preview }: { preview: MergePreview }) {
  const { t, tKey } = useWords()
  const words = useContactWords()
  const navigate = useNavigate()
  const { run } = useCommand()
  const { running, act } = useAct()
  const [take, setTake] = useState<ReadonlySet<MergeChoice>>(new Set())
  const { into, from, differs } = preview
  const already = into.contact.mergedInto !== null || from.contact.mergedInto !== null
  const forbidden = !into.mayEdit || !from.mayEdit
  const moves = moved.filter((name) => preview.moves[name] > 0)
  const said = (side: typeof into, name: MergeChoice): string =>
    (name === 'firstName' ? [side.contact.firstName, side.contact.lastName].filter(Boolean).join(' ') : words(side.contact, name)) ?? ''
  const choose = (name: MergeChoice, isTaken: boolean) => setTake((now) => new Set(isTaken ? [...now, name] : [...now].filter((one) => one !== name)))
  async function merge() {
    await act(async () => {
      const { commandId } = await run('contact.merge', { into: into.contact.id, from: from.contact.id, take: [...take] })
      const name = take.has('name') ? from.contact.name : into.contact.name
      void navigate({ to: '/contacts/$id', params: { id: into.contact.id }, search: {} })
      showUndo({
        message: t('client.merge.done', { name }),
        commandId,
        onUndone: () => void navigate({ to: '/contacts/merge', search: { into: into.contact.id, from: from.contact.id } }),
      })
    })
  }
  const lines = (side: typeof into, values: readonly string[]) => (values.length === 0 ? '–' : <ul className={styles.list}>{values.map((value) => <li key={`${side.contact.id} ${value}`}>{value}</li>)}</ul>)
  const rows: { label: string; of: (side: typeof into) => readonly string[] }[] = [
    { label: t('contact.phone'), of: (side) => side.phones.map(phoneInWords) },
    { label: t('contacts.page.roles'), of: (side) => side.roles.map((role) => t(`contacts.roles.${role}`)) },
    { label: t('client.tags.label'), of: (side) => side.tags },
  ]
  return (
    <div className={styles.screen}>
      <ScreenHeader title={t('client.merge.title')} />
      <p className={styles.intro}>{t('client.merge.intro')}</p>
      {already ? <p className={styles.note}>{t('client.merge.already')}</p> : forbidden ? <p className={styles.note}>{t('client.merge.forbidden')}</p> : null}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('client.merge.field')}</th>
            {[into, from].map((side) => (
              <th key={side.contact.id} scope="col">
                {side.contact.name}
                <span className={styles.quiet}>
                  {t(side === into ? 'client.merge.kept' : 'client.merge.other')} · <Day at={side.contact.createdAt} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differs.map((name) => {
            const label = name === 'firstName' ? t('client.merge.names') : tKey(contactEntity.fields[name].label)
            return (
              <tr key={name}>
                <th scope="row">{label}</th>
                {[into, from].map((side) => {
                  const isTaken = side === from
                  const chosen = take.has(name) === isTaken
                  return (
                    <td key={side.contact.id} data-chosen={chosen || undefined}>
                      <Radio size="xs" name={`merge-${name}`} label={said(side, name)} aria-label={`${label} : ${said(side, name)}`} checked={chosen} onChange={() => choose(name, isTaken)} />
                    </td>
                  )
                })}
              </tr>
            )
          })}
          {rows.map(({ label, of }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{lines(into, of(into))}</td>
              <td>{lines(from, of(from))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {differs.length === 0 ? <p className={styles.intro}>{t('client.merge.same')}</p> : null}
      <section className={styles.moves} aria-label={t('client.merge.moves')}>
        <h2>{t('client.merge.moves')}</h2>
        {moves.length === 0 ? (
          <p className={styles.quiet}>{t('client.merge.moves_none')}</p>
        ) : (
          <ul>
            {moves.map((name) => (
              <li key={name}>{t(`client.merge.move.${name}`, { count: preview.moves[name] })}</li>
            ))}
          </ul>
        )}
      </section>
      <div className={styles.actions}>
        <Button loading={running} disabled={already || forbidden} onClick={() => void merge()}>
          {t('client.merge.submit')}
        </Button>
        <Button variant="default" leftSection={<IconArrowsExchange size={16} />} onClick={() => void navigate({ to: '/contacts/merge', search: { into: from.contact.id, from: into.contact.id }, replace: true })}>
          {t('client.merge.swap')}
        </Button>
      </div>
    </div>
  )
}
