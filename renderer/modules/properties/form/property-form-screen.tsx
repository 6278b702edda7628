import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { AttentionCase } from '../../../../shared/modules/core/model-views.ts'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { property as declaration } from '../../../../shared/modules/properties/model.ts'
import { AppError } from '../../../../shared/values/error.ts'
import { isId } from '../../../../shared/values/id.ts'
import { formatInstant } from '../../../../shared/values/period.ts'
import { newId } from '../../../data/new-id.ts'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { useDraft } from '../../../data/use-draft.ts'
import { ErrorNote } from '../../../feedback/error-note.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { usePlaceTitle } from '../../../frame/place-title.ts'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import { reasonInWords } from '../../core/attention/reason.ts'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import { typedIn, useRefused, useSendAgain, withWanted } from './again.ts'
import { amenityChanges, draftFields, draftOf, freshDraft, patchBetween } from './property-draft.ts'
import type { PropertyDraft } from './property-draft.ts'
import { PropertyForm } from './property-form.tsx'
import { suggestedTitle } from './suggested-title.ts'
import styles from './property-form.module.css'

function phonesOf(newOwner: PropertyDraft['newOwner']) {
  return newOwner && newOwner.phone.trim() !== '' ? [{ typed: newOwner.phone.trim(), whatsapp: true }] : []
}

/** Empty texts are nothing, and a missing title is made from the facts. */
function finished(draft: PropertyDraft, title: string): PropertyDraft['values'] {
  const trimmed = Object.fromEntries(
    draftFields.map((field) => {
      const value = draft.values[field]
      return [field, typeof value === 'string' && field !== 'title' ? value.trim() || null : value]
    }),
  ) as PropertyDraft['values']
  return { ...trimmed, title: draft.values.title.trim() || title }
}

export function PropertyCreateScreen() {
  const refused = useRefused()
  if (refused === undefined) return null
  return <CreateForm key={refused?.commandId ?? 'new'} refused={refused} />
}

/** Of a refused addition it is the same record again, under its id: what was made for it finds it. */
function CreateForm({ refused }: { refused: AttentionCase | null }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { run } = useCommand()
  const { member, agency } = useSession()
  const { leaveForm, openList } = usePropertyNavigation()
  const again = useSendAgain(refused)
  const fresh = useMemo(() => {
    const empty = freshDraft({ country: agency.country, currency: agency.currency, agentId: member.id })
    return refused ? withWanted(empty, refused) : empty
  }, [agency.country, agency.currency, member.id, refused])
  const draft = useDraft(refused ? `property.again.${refused.commandId}` : 'property.create', fresh)
  const [id] = useState(() => {
    const before = refused && typedIn(refused).id
    return isId(before) ? before : newId()
  })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  usePlaceTitle(t('propertyForm.newTitle'))

  const save = async () => {
    setBusy(true)
    setError(null)
    try {
      const { value } = draft
      const owner =
        value.newOwner && value.newOwner.name.trim() !== ''
          ? { id: newId(), name: value.newOwner.name.trim(), phones: phonesOf(value.newOwner) }
          : null
      const input = {
        id,
        values: finished(value, suggestedTitle(value.values, t, words)),
        amenities: value.amenities,
        status: value.status,
        newOwner: owner,
      }
      const sent = again ? await again.send('property.create', input) : [(await run('property.create', input)).commandId]
      draft.clear()
      leaveForm(id)
      showUndo({ message: t('propertyForm.created'), commandId: sent, onUndone: () => openList() })
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <FormPage title={t('propertyForm.newTitle')}>
      <PropertyForm
        draft={draft.value}
        onChange={draft.change}
        id={null}
        busy={busy}
        onSave={() => void save()}
        onCancel={() => history.back()}
        notice={<Notice foundFrom={draft.foundFrom} onRestart={draft.clear} error={error} refused={refused} />}
      />
    </FormPage>
  )
}

export function PropertyEditScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const view = useCore(['properties', 'get'], { id }, { keep: false })
  const refused = useRefused()
  if (view.error) return <ErrorNote error={view.error} onRetry={() => void view.refetch()} />
  if (!view.data || refused === undefined) return null
  // the right may be gone, or the address was typed: told before anything is typed in vain
  return view.data.mayEdit ? <EditForm key={`${id} ${refused?.commandId}`} view={view.data} refused={refused} /> : <ErrorNote error={new AppError('forbidden')} />
}

function EditForm({ view, refused }: { view: PropertyView; refused: AttentionCase | null }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { run } = useCommand()
  const { leaveForm } = usePropertyNavigation()
  const { property } = view
  // what the form began from: what others change meanwhile is theirs, and is not taken back by saving
  const [begun] = useState(() => {
    const now = draftOf(view)
    return { draft: now, property, opened: refused ? withWanted(now, refused) : now }
  })
  const again = useSendAgain(refused)
  const draft = useDraft(refused ? `property.again.${refused.commandId}` : `property.edit.${property.id}`, begun.opened)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  usePlaceTitle(property.title)

  const save = async () => {
    setBusy(true)
    setError(null)
    try {
      const { value } = draft
      const values = finished(value, suggestedTitle(value.values, t, words))
      if (value.newOwner && value.newOwner.name.trim() !== '') {
        values.ownerId = newId()
        await run('contact.create', {
          id: values.ownerId,
          name: value.newOwner.name.trim(),
          roles: ['owner'],
          phones: phonesOf(value.newOwner),
        })
      }
      const patch = patchBetween(begun.draft.values, values)
      const amenities = amenityChanges(begun.draft.amenities, value.amenities)
      const facts = Object.keys(patch).length > 0
      const equipped = amenities.add.length + amenities.remove.length > 0
      // One act as the refused one was; where nothing is left to wish for, that is the end of it.
      if (again) await (facts || equipped ? again.send('property.edit', { id: property.id, patch, ...amenities }) : again.giveUp())
      else {
        if (facts) {
          const units = [
            ...new Set(Object.keys(patch).map((field) => declaration.fields[field as keyof typeof declaration.fields].unit)),
          ]
          await run('property.update', { id: property.id, patch }, { base: seenUnits(begun.property, units) })
        }
        if (equipped) await run('property.setAmenities', { id: property.id, ...amenities })
      }
      draft.clear()
      leaveForm(property.id)
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <FormPage title={t('propertyForm.editTitle')} detail={property.title}>
      <PropertyForm
        draft={draft.value}
        onChange={draft.change}
        id={property.id}
        busy={busy}
        onSave={() => void save()}
        onCancel={() => {
          draft.clear()
          leaveForm(property.id)
        }}
        notice={<Notice foundFrom={draft.foundFrom} onRestart={draft.clear} error={error} refused={refused} />}
      />
    </FormPage>
  )
}

function FormPage({ title, detail, children }: { title: string; detail?: string; children: React.ReactNode }) {
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        <h1 className={styles.title}>{title}</h1>
        {detail ? <p className={styles.detail}>{detail}</p> : null}
      </header>
      {children}
    </div>
  )
}

type NoticeProps = { foundFrom: number | null; onRestart: () => void; error: unknown; refused: AttentionCase | null }

function Notice({ foundFrom, onRestart, error, refused }: NoticeProps) {
  const { t, language } = useWords()
  const { agency } = useSession()
  return (
    <>
      {error === null ? null : <ErrorNote error={error} />}
      {refused ? (
        <div className={styles.notice} role="status">
          {t('cards.refused.correcting', { reason: reasonInWords(refused, t) })}
        </div>
      ) : null}
      {foundFrom === null ? null : (
        <div className={styles.notice} role="status">
          <span>{t('shell.field.restored', { when: formatInstant(foundFrom, { language, zone: agency.zone }) })}</span>
          <Button size="compact-sm" variant="default" onClick={onRestart}>
            {t('shell.field.restart')}
          </Button>
        </div>
      )}
    </>
  )
}
