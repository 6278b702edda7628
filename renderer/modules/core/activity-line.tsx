import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { isMessageKey } from '../../../shared/language/index.ts'
import { agency as agencyEntity, member as memberEntity } from '../../../shared/modules/auth/model.ts'
import type { ActivityPage } from '../../../shared/modules/core/model-views.ts'
import { contact as contactEntity } from '../../../shared/modules/crm/model.ts'
import { task as taskEntity } from '../../../shared/modules/crm/model-follow-up.ts'
import { lead as leadEntity } from '../../../shared/modules/crm/model-lead.ts'
import { property as propertyEntity } from '../../../shared/modules/properties/model.ts'
import { timeOfInstant } from '../../../shared/values/period.ts'
import { Tag } from '../../components/show/status-badge.tsx'
import { showNotice } from '../../feedback/show.tsx'
import { useTakeBack } from '../../feedback/use-take-back.ts'
import { useWords } from '../../language/words.tsx'
import { useAgencyFrame, useSession } from '../../session/session.tsx'
import styles from './history.module.css'

type Entry = ActivityPage['entries'][number]

const fieldsOf: Record<string, Readonly<Record<string, { readonly label: string }>>> = {
  agency: agencyEntity.fields,
  member: memberEntity.fields,
  contact: contactEntity.fields,
  property: propertyEntity.fields,
  lead: leadEntity.fields,
  task: taskEntity.fields,
}

export function ActivityLine({ entry }: { entry: Entry }) {
  const { t, tKey } = useWords()
  const { zone } = useAgencyFrame()
  const takeBack = useTakeBack()
  const key = `activity.did.${entry.commandName}`
  const did = isMessageKey(key) ? tKey(key) : entry.commandName
  const title = entry.title ?? t('activity.unnamed')
  const who = entry.actorName ?? t('activity.someone')
  const details = detailsOf(entry, tKey)
  async function undo() {
    if (await takeBack(entry.commandId)) showNotice(t('activity.undo_done', { what: title }))
  }
  return (
    <li className={styles.line} data-undone={entry.undoneBy !== null || undefined}>
      <time className={styles.time} dateTime={new Date(entry.at).toISOString()}>
        {timeOfInstant(entry.at, zone)}
      </time>
      <span className={styles.words}>
        <span className={styles.who}>{who}</span> {did} <Target entry={entry} title={title} />
        {details === '' ? null : <span className={styles.fields}> · {details}</span>}
      </span>
      {entry.undoneBy === null ? null : <Tag tone="grey">{t('activity.undone')}</Tag>}
      {entry.mayUndo && entry.undoneBy === null ? (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => void undo()}
          aria-label={t('activity.undo_act', { what: `${did} ${title}` })}
        >
          {t('activity.undo')}
        </Button>
      ) : null}
    </li>
  )
}

/** What a line adds to its verb: the move of a status, else the fields that an update changed, each once. */
function detailsOf(entry: Entry, tKey: (key: string) => string): string {
  const { status } = entry.patch
  if (entry.commandName === 'property.setStatus' && typeof status === 'string') {
    const before = entry.before?.['status']
    return [before, status]
      .filter((one) => typeof one === 'string')
      .map((one) => tKey(`property.statuses.${one}`))
      .join(' → ')
  }
  const fields = fieldsOf[entry.entity]
  if (entry.kind !== 'update' || !fields) return ''
  return [...new Set(Object.keys(entry.patch).flatMap((name) => fields[name]?.label ?? []))]
    .slice(0, 6)
    .map((label) => tKey(label))
    .join(', ')
}

function Target({ entry, title }: { entry: Entry; title: string }) {
  const { agency } = useSession()
  if (entry.kind !== 'delete') {
    if (entry.entity === 'property')
      return (
        <Link to="/properties/$id" params={{ id: entry.entityId }} search={{}}>
          {title}
        </Link>
      )
    if (entry.entity === 'contact')
      return (
        <Link to="/contacts/$id" params={{ id: entry.entityId }} search={{}}>
          {title}
        </Link>
      )
    if (entry.entity === 'lead')
      return (
        <Link to="/leads/$id" params={{ id: entry.entityId }} search={{}}>
          {title}
        </Link>
      )
    if (entry.entity === 'task')
      return (
        <Link to="/tasks" search={{ open: entry.entityId }}>
          {title}
        </Link>
      )
    if (entry.entity === 'member')
      return (
        <Link to="/team" search={{}}>
          {title}
        </Link>
      )
    if (entry.entity === 'agency') return entry.commandName.startsWith('agency.') ? null : <strong>{agency.name}</strong>
  }
  return <strong>{title}</strong>
}
