import { ActionIcon, Button, Checkbox, Select, Textarea, Tooltip } from '@mantine/core'
import { IconBell, IconPin, IconPinFilled, IconPlus, IconStar, IconStarFilled, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { NoteRow } from '../../../../shared/modules/crm/model-views.ts'
import { noteTypes } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { ClientNote } from '../../../../shared/modules/crm/model-follow-up.ts'
import { instantOf } from '../../../../shared/values/period.ts'
import { InlineLongText } from '../../../components/fields/inline-kinds.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Day } from '../../../components/show/day.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { newId } from '../../../data/new-id.ts'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { useDraft } from '../../../data/use-draft.ts'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame, useRight, useSession } from '../../../session/session.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import { FollowDay } from './follow-day.tsx'
import { followTime } from './talk-words.ts'
import { useAct } from './use-act.ts'
import { useFocusAfter } from './use-focus-after.ts'
import styles from './client.module.css'

type NotesProps = { contactId: string; notes: readonly NoteRow[]; adding: boolean; onAdding: (adding: boolean) => void }

/** Pinned first, then the important, then the latest. */
export function NotesTab({ contactId, notes, adding, onAdding }: NotesProps) {
  const { t } = useWords()
  const place = useFocusAfter(adding)
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => onAdding(true)}>
      {t('client.note.add')}
    </Button>
  )
  return (
    <div className={styles.stack} ref={place} tabIndex={-1}>
      {adding ? <NoteForm contactId={contactId} onDone={() => onAdding(false)} /> : notes.length > 0 ? <div className={styles.bar}>{add}</div> : null}
      {notes.length === 0 && !adding ? <EmptyState drawing="documents" message={t('client.note.none')} action={add} /> : null}
      <ul className={styles.notes}>
        {notes.map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
    </div>
  )
}

type Draft = { content: string; type: ClientNote['type']; isImportant: boolean; isPinned: boolean; remind: string | null }
const fresh: Draft = { content: '', type: 'general', isImportant: false, isPinned: false, remind: null }

function NoteForm({ contactId, onDone }: { contactId: string; onDone: () => void }) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const { run } = useCommand()
  const draft = useDraft<Draft>(`note-${contactId}`, fresh)
  const form = draft.value
  const [tried, setTried] = useState(false)
  const { waiting, problem, act } = useFormAct()
  const set = (patch: Partial<Draft>) => draft.change((now) => ({ ...now, ...patch }))
  const content = form.content.trim()
  function submit() {
    setTried(true)
    if (content === '') return
    void act(async () => {
      await run('clientNote.create', { id: newId(), contactId, content, type: form.type, isImportant: form.isImportant, isPinned: form.isPinned, remindAt: form.remind === null ? null : instantOf(form.remind, followTime, zone) })
      draft.clear()
      onDone()
    })
  }
  return (
    <Form className={styles.quickForm} onSubmit={submit} onLeave={onDone}>
      <Textarea autoFocus autosize minRows={3} maxRows={12} maxLength={20_000} label={t('client.note.text')} value={form.content} error={tried && content === '' ? t('client.note.required') : null} onChange={(event) => set({ content: event.currentTarget.value })} />
      <div className={styles.checks}>
        <Checkbox size="xs" label={t('client.note.pinned')} checked={form.isPinned} onChange={(event) => set({ isPinned: event.currentTarget.checked })} />
        <Checkbox size="xs" label={t('client.note.important')} checked={form.isImportant} onChange={(event) => set({ isImportant: event.currentTarget.checked })} />
      </div>
      <Select
        size="sm"
        label={t('note.type')}
        allowDeselect={false}
        data={noteTypes.map((value) => ({ value, label: t(`note.types.${value}`) }))}
        value={form.type}
        onChange={(value) => set({ type: (value ?? 'general') as Draft['type'] })}
      />
      <FollowDay label={t('client.note.remind')} value={form.remind} onChange={(remind) => set({ remind })} />
      <FormProblem>{problem}</FormProblem>
      <div className={styles.formActions}>
        <Button type="submit" size="sm" loading={waiting}>
          {t('client.note.save')}
        </Button>
        <Button size="sm" variant="default" onClick={onDone}>
          {t('common.action.cancel')}
        </Button>
      </div>
    </Form>
  )
}

function Note({ note }: { note: NoteRow }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { act } = useAct()
  const { member } = useSession()
  const right = useRight('clientNote.update')
  const mayEdit = right !== 'none' && (right !== 'own' || note.createdBy === member.id)
  const first = note.content.slice(0, 40)
  const toggle = (name: 'isPinned' | 'isImportant') => act(() => run('clientNote.update', { id: note.id, patch: { [name]: !note[name] } }, { base: seenUnits(note, [name]) }))
  async function remove() {
    await act(async () => {
      const { commandId } = await run('clientNote.delete', { id: note.id })
      showUndo({ message: t('client.note.deleted'), commandId })
    })
  }
  const button = (words: string, icon: React.ReactNode, onClick: () => void, pressed?: boolean) => (
    <Tooltip label={words}>
      <ActionIcon size={26} aria-label={t('client.note.of', { act: words, note: first })} aria-pressed={pressed} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <li className={styles.note} data-pinned={note.isPinned || undefined} data-important={note.isImportant || undefined}>
      <div className={styles.noteBody}>
        <InlineLongText
          label={t('client.note.text')}
          value={note.content}
          readOnly={!mayEdit}
          check={(value) => (value === null ? t('client.note.required') : null)}
          save={(value) => run('clientNote.update', { id: note.id, patch: { content: value ?? note.content } }, { base: seenUnits(note, ['content']) })}
        />
        <span className={styles.quiet}>
          {note.type === 'general' ? '' : `${t(`note.types.${note.type}`)} · `}
          {note.memberName ? `${note.memberName} · ` : ''}
          <Day at={note.createdAt} withTime />
          {note.isImportant ? ` · ${t('client.note.important')}` : ''}
        </span>
        {note.remindAt === null ? null : (
          <span className={styles.remind}>
            <IconBell size={13} aria-hidden /> {t('note.remindAt')} <Day at={note.remindAt} />
          </span>
        )}
      </div>
      {mayEdit ? (
        <span className={styles.talkActions}>
          {button(t(note.isPinned ? 'client.note.unpin' : 'client.note.pin'), note.isPinned ? <IconPinFilled size={16} /> : <IconPin size={16} />, () => void toggle('isPinned'), note.isPinned)}
          {button(t(note.isImportant ? 'client.note.unstar' : 'client.note.star'), note.isImportant ? <IconStarFilled size={16} /> : <IconStar size={16} />, () => void toggle('isImportant'), note.isImportant)}
          {button(t('client.note.delete'), <IconTrash size={16} />, () => void remove())}
        </span>
      ) : null}
    </li>
  )
}
