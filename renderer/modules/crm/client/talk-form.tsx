import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { useState } from 'react'
import { interactionChannels, interactionTypes, outcomes } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { Interaction } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { CommandInput, CommandName } from '../../../../shared/contract/commands.ts'
import { instantOf } from '../../../../shared/values/period.ts'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { newId } from '../../../data/new-id.ts'
import { refusalOf, useCommand } from '../../../data/use-command.ts'
import { useDraft } from '../../../data/use-draft.ts'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import { FollowDay } from './follow-day.tsx'
import { followTime, usualChannel } from './talk-words.ts'
import styles from './client.module.css'

type Draft = {
  type: Interaction['type']
  channel: Interaction['channel']
  subject: string
  content: string
  outcome: Interaction['outcome']
  follow: string | null
  planned: boolean
  day: string | null
  time: string
}
const fresh: Draft = { type: 'call', channel: 'phone', subject: '', content: '', outcome: null, follow: null, planned: false, day: null, time: followTime }

/** A talk in a few keys: what kind, in a word, what came of it, when to come back to it. */
export function TalkForm({ contactId, onDone }: { contactId: string; onDone: () => void }) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const { runAll } = useCommand()
  const draft = useDraft<Draft>(`talk-${contactId}`, fresh)
  const form = draft.value
  const set = (patch: Partial<Draft>) => draft.change((now) => ({ ...now, ...patch }))
  const { waiting, problem, act } = useFormAct()
  const [tried, setTried] = useState(false)
  const subject = form.subject.trim()

  function submit() {
    setTried(true)
    if (subject === '' || (form.planned && form.day === null)) return
    void act(async () => {
      const shared = { contactId, channel: form.channel, content: form.content.trim() || null }
      const planned = (day: string, time: string) => ({ status: 'scheduled', at: instantOf(day, time || followTime, zone) }) as const
      const talk: CommandInput<'interaction.create'> = {
        ...shared, id: newId(), type: form.type, subject,
        ...(form.planned ? planned(form.day!, form.time) : { status: 'completed', outcome: form.outcome, at: Date.now() }),
      }
      const follow: CommandInput<'interaction.create'>[] = form.planned || form.follow === null
        ? []
        : [{ ...shared, content: null, id: newId(), type: 'followUp', subject: t('client.talk.follow_subject', { subject }).slice(0, 200), ...planned(form.follow, followTime) }]
      const outcomesOf = await runAll([talk, ...follow].map((input) => ({ name: 'interaction.create' satisfies CommandName as CommandName, input })))
      for (const outcome of outcomesOf) {
        const refusal = refusalOf(outcome)
        if (refusal) throw refusal
      }
      draft.clear()
      showUndo({ message: t('client.talk.saved'), commandId: outcomesOf.map(({ commandId }) => commandId) })
      onDone()
    })
  }
  return (
    <Form className={styles.quickForm} onSubmit={submit} onLeave={onDone}>
      <div className={styles.pair}>
        <Select
          size="sm"
          label={t('interaction.type')}
          allowDeselect={false}
          data={interactionTypes.map((value) => ({ value, label: t(`interaction.types.${value}`) }))}
          value={form.type}
          onChange={(value) => {
            const type = (value ?? form.type) as Draft['type']
            set({ type, channel: usualChannel[type] })
          }}
        />
        <Select
          size="sm"
          label={t('interaction.channel')}
          allowDeselect={false}
          data={interactionChannels.map((value) => ({ value, label: t(`followUp.channels.${value}`) }))}
          value={form.channel}
          onChange={(value) => set({ channel: (value ?? form.channel) as Draft['channel'] })}
        />
      </div>
      <TextInput
        autoFocus
        size="sm"
        required
        maxLength={200}
        label={t('client.talk.what')}
        placeholder={t('client.talk.what_hint')}
        value={form.subject}
        error={tried && subject === '' ? t('client.talk.required') : null}
        onChange={(event) => set({ subject: event.currentTarget.value })}
      />
      <Textarea size="sm" autosize minRows={2} maxRows={10} maxLength={20_000} label={t('interaction.content')} value={form.content} onChange={(event) => set({ content: event.currentTarget.value })} />
      <Checkbox size="xs" label={t('client.talk.planned')} checked={form.planned} onChange={(event) => set({ planned: event.currentTarget.checked })} />
      {form.planned ? (
        <div className={styles.pair}>
          <FollowDay label={t('client.talk.plan_on')} value={form.day} onChange={(day) => set({ day })} />
          <TimeInput size="sm" label={t('client.talk.plan_time')} value={form.time} onChange={(event) => set({ time: event.currentTarget.value })} />
        </div>
      ) : (
        <div className={styles.pair}>
          <Select
            size="sm"
            clearable
            label={t('interaction.outcome')}
            placeholder={t('client.talk.no_outcome')}
            data={outcomes.map((value) => ({ value, label: t(`interaction.outcomes.${value}`) }))}
            value={form.outcome}
            onChange={(value) => set({ outcome: value as Draft['outcome'] })}
          />
          <FollowDay label={t('client.talk.follow')} description={t('client.talk.follow_hint')} value={form.follow} onChange={(follow) => set({ follow })} />
        </div>
      )}
      <FormProblem>{problem}</FormProblem>
      <div className={styles.formActions}>
        <Button type="submit" size="sm" loading={waiting} disabled={form.planned && form.day === null}>
          {t('client.talk.save')}
        </Button>
        <Button size="sm" variant="default" onClick={onDone}>
          {t('common.action.cancel')}
        </Button>
        <span className={styles.hint} aria-hidden>
          {t('client.talk.keys')}
        </span>
      </div>
    </Form>
  )
}
