import { ActionIcon, Button, Menu, Popover, Select, Textarea } from '@mantine/core'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { InteractionRow } from '../../../../shared/modules/crm/model-views.ts'
import { outcomes } from '../../../../shared/modules/crm/model-follow-up.ts'
import type { Interaction } from '../../../../shared/modules/crm/model-follow-up.ts'
import { instantOf } from '../../../../shared/values/period.ts'
import { Day } from '../../../components/show/day.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { newId } from '../../../data/new-id.ts'
import { useCommand } from '../../../data/use-command.ts'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame, useRight, useSession } from '../../../session/session.tsx'
import { FollowDay } from './follow-day.tsx'
import { TalkForm } from './talk-form.tsx'
import { followTime, outcomeTones, talkIcons } from './talk-words.ts'
import { useAct } from './use-act.ts'
import { useFocusAfter } from './use-focus-after.ts'
import styles from './client.module.css'

const isOpen = ({ status }: Interaction) => status === 'scheduled' || status === 'inProgress'

type TalksProps = { contactId: string; talks: readonly InteractionRow[]; adding: boolean; onAdding: (adding: boolean) => void }

/** What was said and what is to be: the next first, then what was, the latest first. */
export function TalksTab({ contactId, talks, adding, onAdding }: TalksProps) {
  const { t } = useWords()
  const place = useFocusAfter(adding)
  const coming = talks.filter(isOpen).toSorted((a, b) => a.at - b.at)
  const past = talks.filter((talk) => !isOpen(talk))
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => onAdding(true)}>
      {t('client.talk.add')}
    </Button>
  )
  return (
    <div className={styles.stack} ref={place} tabIndex={-1}>
      {adding ? <TalkForm contactId={contactId} onDone={() => onAdding(false)} /> : talks.length > 0 ? <div className={styles.bar}>{add}</div> : null}
      {talks.length === 0 && !adding ? <EmptyState drawing="people" message={t('client.talk.none')} action={add} /> : null}
      {coming.length > 0 ? (
        <section aria-label={t('client.talk.upcoming')}>
          <h2 className={styles.groupTitle}>{t('client.talk.upcoming')}</h2>
          <ul className={styles.talks}>
            {coming.map((talk) => (
              <Talk key={talk.id} talk={talk} />
            ))}
          </ul>
        </section>
      ) : null}
      {past.length > 0 ? (
        <section aria-label={t('client.talk.past')}>
          <h2 className={styles.groupTitle}>{t('client.talk.past')}</h2>
          <ul className={styles.talks}>
            {past.map((talk) => (
              <Talk key={talk.id} talk={talk} />
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}

function Talk({ talk }: { talk: InteractionRow }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { act } = useAct()
  const { member } = useSession()
  const right = useRight('interaction.setStatus')
  const mayEdit = right !== 'none' && (right !== 'own' || (talk.agentId ?? talk.createdBy) === member.id)
  const Icon = talkIcons[talk.type]
  const { subject } = talk
  const setStatus = (to: Interaction['status']) => act(() => run('interaction.setStatus', { id: talk.id, to }))
  async function remove() {
    await act(async () => {
      const { commandId } = await run('interaction.delete', { id: talk.id })
      showUndo({ message: t('client.talk.deleted'), commandId })
    })
  }
  const open = isOpen(talk)
  const late = open && talk.at < Date.now()
  return (
    <li className={styles.talk}>
      <Icon size={17} className={styles.talkIcon} role="img" aria-label={t(`interaction.types.${talk.type}`)} />
      <div className={styles.talkBody}>
        <div className={styles.talkHead}>
          <strong>{subject}</strong>
          {talk.outcome ? <Tag tone={outcomeTones[talk.outcome]}>{t(`interaction.outcomes.${talk.outcome}`)}</Tag> : null}
          {talk.status === 'cancelled' || talk.status === 'noShow' || talk.status === 'inProgress' ? <Tag tone="grey">{t(`interaction.statuses.${talk.status}`)}</Tag> : null}
          {late ? <Tag tone="terracotta">{t('client.talk.late')}</Tag> : null}
        </div>
        <div className={styles.quiet}>
          <Day at={talk.at} withTime /> · {t(`followUp.channels.${talk.channel}`)}
          {talk.memberName ? ` · ${t('client.talk.by', { name: talk.memberName })}` : ''}
          {talk.propertyId && talk.propertyTitle ? (
            <>
              {' · '}
              <Link to="/properties/$id" params={{ id: talk.propertyId }} search={{}}>
                {t('client.talk.with_property', { title: talk.propertyTitle })}
              </Link>
            </>
          ) : null}
        </div>
        {talk.content ? <p className={styles.text}>{talk.content}</p> : null}
      </div>
      <span className={styles.talkActions}>
        {open && mayEdit ? <Complete talk={talk} /> : null}
        {open ? null : <FollowUp talk={talk} />}
        {mayEdit ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={26} aria-label={`${t('client.search.edit')} : ${subject}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {open ? (
                <>
                  <Menu.Item onClick={() => void setStatus('noShow')}>{t('client.talk.no_show')}</Menu.Item>
                  <Menu.Item onClick={() => void setStatus('cancelled')}>{t('client.talk.cancel')}</Menu.Item>
                  <Menu.Divider />
                </>
              ) : null}
              <Menu.Item color="red" onClick={() => void remove()}>
                {t('common.action.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </span>
    </li>
  )
}

/** It was held: what came of it. */
function Complete({ talk }: { talk: InteractionRow }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { running, act } = useAct()
  const [opened, setOpened] = useState(false)
  const [outcome, setOutcome] = useState<Interaction['outcome']>('successful')
  const [notes, setNotes] = useState('')
  async function submit() {
    if (await act(() => run('interaction.setStatus', { id: talk.id, to: 'completed', outcome, notes: notes.trim() || null }))) setOpened(false)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button size="compact-sm" variant="light" aria-label={t('client.talk.done_of', { subject: talk.subject })} onClick={() => setOpened(!opened)}>
          {t('client.talk.done')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('client.talk.complete')}>
        <Form className={styles.small} onSubmit={() => void submit()}>
          <Select
            size="sm"
            data-autofocus
            label={t('client.talk.complete')}
            comboboxProps={{ withinPortal: false }}
            allowDeselect={false}
            data={outcomes.map((value) => ({ value, label: t(`interaction.outcomes.${value}`) }))}
            value={outcome}
            onChange={(value) => setOutcome(value as Interaction['outcome'])}
          />
          <Textarea size="sm" autosize minRows={2} maxRows={6} maxLength={5000} label={t('interaction.content')} value={notes} onChange={(event) => setNotes(event.currentTarget.value)} />
          <Button type="submit" size="sm" loading={running}>
            {t('client.talk.complete_save')}
          </Button>
        </Form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** To come back to it on a day. */
function FollowUp({ talk }: { talk: InteractionRow }) {
  const { t } = useWords()
  const { zone } = useAgencyFrame()
  const { run } = useCommand()
  const { running, act } = useAct()
  const [opened, setOpened] = useState(false)
  const [day, setDay] = useState<string | null>(null)
  async function submit() {
    if (day === null) return
    const { contactId, leadId, propertyId, channel } = talk
    const subject = talk.subject.startsWith(t('client.talk.follow_subject', { subject: '' })) ? talk.subject : t('client.talk.follow_subject', { subject: talk.subject })
    const done = await act(() =>
      run('interaction.create', { id: newId(), contactId, leadId, propertyId, channel, type: 'followUp', subject: subject.slice(0, 200), status: 'scheduled', at: instantOf(day, followTime, zone) }),
    )
    if (done) setOpened(false)
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus width={300}>
      <Popover.Target>
        <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('client.talk.follow_up_of', { subject: talk.subject })} onClick={() => setOpened(!opened)}>
          {t('client.talk.follow_up')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('client.talk.follow_up')}>
        <Form className={styles.small} onSubmit={() => void submit()}>
          <FollowDay label={t('client.talk.follow')} value={day} onChange={setDay} />
          <Button type="submit" size="sm" loading={running} disabled={day === null}>
            {t('client.talk.follow_up')}
          </Button>
        </Form>
      </Popover.Dropdown>
    </Popover>
  )
}
