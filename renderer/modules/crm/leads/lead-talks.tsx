import { Button, Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import { interactionTypes } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { InteractionRow, LeadView, NoteRow } from '../../../../shared/modules/crm/model-views.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { Day } from '../../../components/show/day.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { useDraft } from '../../../data/use-draft.ts'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import styles from './leads.module.css'

type Draft = { type: (typeof logged)[number]; text: string }
/** Kinds of talks that are noted after the fact, and by which means each usually is. */
const logged = ['call', 'message', 'email', 'meeting', 'visit'] as const
const channelOf = { call: 'phone', message: 'whatsapp', email: 'email', meeting: 'inPerson', visit: 'inPerson' } as const
const subjectLength = 80
const fresh: Draft = { type: 'call', text: '' }

/** Talks and notes about a lead, the latest first, and a line for the one that was just had. */
export function LeadTalks({ view }: { view: LeadView }) {
  const { t } = useWords()
  const mayLog = useMay('interaction.create')
  const lines = [
    ...view.interactions.map((talk) => ({ at: talk.at, talk, note: null as NoteRow | null })),
    ...view.notes.map((note) => ({ at: note.createdAt, talk: null as InteractionRow | null, note })),
  ].toSorted((a, b) => b.at - a.at)
  return (
    <div className={styles.talks}>
      {mayLog ? <LogTalk leadId={view.lead.id} /> : null}
      {lines.length === 0 ? <p className={styles.quiet}>{t('leads.page.talks_none')}</p> : null}
      <ol className={styles.talkList}>
        {lines.map(({ at, talk, note }) => {
          const name = (talk ?? note)?.memberName
          return (
            <li key={(talk ?? note)!.id}>
              <span className={styles.talkHead}>
                <Tag tone="line">{talk ? t(`interaction.types.${interactionTypes.find((one) => one === talk.type) ?? 'call'}`) : t('note.content')}</Tag>
                <Day at={at} withTime />
                {name ? <span className={styles.muted}>{t('leads.page.talk_by', { name })}</span> : null}
              </span>
              {talk || note?.title ? <strong>{talk?.subject ?? note?.title}</strong> : null}
              {(talk ?? note)?.content ? <span className={styles.talkText}>{(talk ?? note)!.content}</span> : null}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

/** What was said, in words; its first line is its subject. */
function LogTalk({ leadId }: { leadId: string }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { value, change, clear } = useDraft<Draft>(`talk-${leadId}`, fresh)
  const { waiting, problem, act } = useFormAct()
  const [tried, setTried] = useState(false)
  const empty = value.text.trim() === ''
  function submit() {
    setTried(true)
    if (empty) return
    void act(async () => {
      const text = value.text.trim()
      const first = text.split('\n')[0]!
      const short = first.length <= subjectLength ? first : `${first.slice(0, subjectLength)}…`
      const { commandId } = await run('interaction.create', { id: newId(), leadId, type: value.type, channel: channelOf[value.type], subject: short, content: text === short ? null : text, at: Date.now() })
      clear()
      setTried(false)
      showUndo({ message: t('leads.page.logged'), commandId })
    })
  }
  return (
    <Form className={styles.form} onSubmit={submit}>
      <Textarea
        aria-label={t('leads.page.log')}
        placeholder={t('leads.page.log_hint')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={20_000}
        value={value.text}
        onChange={(event) => {
          const text = event.currentTarget.value
          change((now) => ({ ...now, text }))
        }}
        error={tried && empty ? t('leads.page.log_empty') : null}
      />
      <div className={styles.formActions}>
        <Select
          size="sm"
          w={150}
          aria-label={t('leads.page.log_type')}
          data={logged.map((type) => ({ value: type, label: t(`interaction.types.${type}`) }))}
          value={value.type}
          allowDeselect={false}
          onChange={(type) => change((now) => ({ ...now, type: logged.find((one) => one === type) ?? now.type }))}
        />
        <Button type="submit" variant="default" loading={waiting}>
          {t('leads.page.log')}
        </Button>
      </div>
      <FormProblem>{problem}</FormProblem>
    </Form>
  )
}
