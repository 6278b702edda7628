import { IconCheckbox, IconMessage, IconNote } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { statuses } from '../../shared/modules/properties/model.ts'
import type { SearchHit } from '../../shared/modules/core/model-views.ts'
import { foldWords, fold } from '../../shared/values/fold.ts'
import { StatusBadge, Tag } from '../components/show/status-badge.tsx'
import { recentlyOpened, rememberOpened } from '../data/opened.ts'
import type { Opened } from '../data/opened.ts'
import { useWords } from '../language/words.tsx'
import { toneOfLead } from '../modules/crm/leads/lead-words.ts'
import { useSession } from '../session/session.tsx'
import { usePaletteActions } from './use-actions.ts'
import type { PaletteAction } from './use-actions.ts'

export type PaletteSign =
  { kind: 'photo'; fileId: string | null } | { kind: 'person' } | { kind: 'icon'; icon: PaletteAction['icon'] }
export type PaletteEntry = { key: string; title: string; detail: string; sign: PaletteSign; aside?: ReactNode; run: () => void }
export type PaletteGroup = {
  key: 'recent' | 'properties' | 'contacts' | 'leads' | 'tasks' | 'said' | 'members' | 'actions' | 'pages'
  entries: PaletteEntry[]
}

/** What the palette offers, in groups: before typing what was opened lately, then what matches. */
export function usePaletteEntries(typed: string, hits: readonly SearchHit[], onHelp: () => void): PaletteGroup[] {
  const { t } = useWords()
  const { member } = useSession()
  const navigate = useNavigate()
  const actions = usePaletteActions(onHelp)
  const words = foldWords(typed)

  function openRecord(entity: Opened['entity'], id: string) {
    if (entity === 'property') return void navigate({ to: '/properties/$id', params: { id }, search: {} })
    if (entity === 'lead') return void navigate({ to: '/leads/$id', params: { id }, search: {} })
    void navigate({ to: '/contacts/$id', params: { id }, search: {} })
  }
  function open(hit: SearchHit) {
    switch (hit.entity) {
      case 'member':
        return void navigate({ to: '/team', search: {} })
      case 'task':
        return void navigate({ to: '/tasks', search: { open: hit.id } })
      case 'interaction':
      case 'clientNote':
        // What was said stands on the page of whoever it was said to.
        if (hit.contactId !== null) return openRecord('contact', hit.contactId)
        return openRecord('lead', hit.leadId!)
      default:
        rememberOpened(member.id, { entity: hit.entity, id: hit.id, title: hit.title, detail: hit.detail })
        openRecord(hit.entity, hit.id)
    }
  }
  const groupOf = (key: PaletteGroup['key'], ...entities: SearchHit['entity'][]): PaletteGroup => ({
    key,
    entries: hits.filter((hit) => entities.includes(hit.entity)).map(entryOf),
  })
  const entryOf = (hit: SearchHit): PaletteEntry => ({
    key: `${hit.entity}-${hit.id}`,
    title: hit.title,
    detail: [hit.entity === 'property' ? hit.reference : null, hit.detail].filter(Boolean).join(' · '),
    sign: signOf(hit),
    aside: hit.entity === 'property' ? statusOf(hit.status) : hit.entity === 'lead' ? <Tag tone={toneOfLead[hit.status]}>{t(`lead.statuses.${hit.status}`)}</Tag> : undefined,
    run: () => open(hit),
  })
  const actionEntry = (action: PaletteAction): PaletteEntry => ({
    key: action.key,
    title: action.label,
    detail: '',
    sign: { kind: 'icon', icon: action.icon },
    run: action.run,
  })
  const matching = actions.filter((action) => {
    const label = fold(action.label)
    return typed === '' || (words.length > 0 && words.every((word) => label.includes(word)))
  })

  const groups: PaletteGroup[] =
    typed === ''
      ? [
          {
            key: 'recent',
            entries: recentlyOpened(member.id).map((record): PaletteEntry => ({
              key: record.id,
              title: record.title,
              detail: record.detail,
              sign: record.entity === 'property' ? { kind: 'photo', fileId: null } : { kind: 'person' },
              run: () => openRecord(record.entity, record.id),
            })),
          },
          { key: 'actions', entries: matching.filter((action) => action.group === 'actions').map(actionEntry) },
          { key: 'pages', entries: matching.filter((action) => action.group === 'pages').map(actionEntry) },
        ]
      : [
          groupOf('properties', 'property'),
          groupOf('contacts', 'contact'),
          groupOf('leads', 'lead'),
          groupOf('tasks', 'task'),
          groupOf('said', 'interaction', 'clientNote'),
          groupOf('members', 'member'),
          { key: 'actions', entries: matching.filter((action) => action.group === 'actions').map(actionEntry) },
          { key: 'pages', entries: matching.filter((action) => action.group === 'pages').map(actionEntry) },
        ]
  // Whoever types the beginning of what an action is called means the action.
  const meansAction = typed !== '' && matching.some((action) => fold(action.label).startsWith(words.join(' ')))
  const isAct = (group: PaletteGroup) => group.key === 'actions' || group.key === 'pages'
  const ordered = meansAction ? [...groups.filter(isAct), ...groups.filter((group) => !isAct(group))] : groups
  return ordered.filter((group) => group.entries.length > 0)
}

function signOf(hit: SearchHit): PaletteSign {
  switch (hit.entity) {
    case 'property':
      return { kind: 'photo', fileId: hit.photoFileId }
    case 'task':
      return { kind: 'icon', icon: IconCheckbox }
    case 'interaction':
      return { kind: 'icon', icon: IconMessage }
    case 'clientNote':
      return { kind: 'icon', icon: IconNote }
    case 'contact':
    case 'lead':
    case 'member':
      return { kind: 'person' }
  }
}

function statusOf(status: string): ReactNode {
  const known = statuses.find((one) => one === status)
  return known ? <StatusBadge status={known} /> : undefined
}
