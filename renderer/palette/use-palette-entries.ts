import { useNavigate } from '@tanstack/react-router'
import { createElement } from 'react'
import type { ReactNode } from 'react'
import { statuses } from '../../shared/modules/properties/model.ts'
import type { SearchHit } from '../../shared/modules/core/model-views.ts'
import { foldWords, fold } from '../../shared/values/fold.ts'
import { StatusBadge } from '../components/show/status-badge.tsx'
import { recentlyOpened, rememberOpened } from '../data/opened.ts'
import { useSession } from '../session/session.tsx'
import { usePaletteActions } from './use-actions.ts'
import type { PaletteAction } from './use-actions.ts'

export type PaletteSign =
  { kind: 'photo'; fileId: string | null } | { kind: 'person' } | { kind: 'icon'; icon: PaletteAction['icon'] }
export type PaletteEntry = { key: string; title: string; detail: string; sign: PaletteSign; aside?: ReactNode; run: () => void }
export type PaletteGroup = {
  key: 'recent' | 'properties' | 'contacts' | 'members' | 'actions' | 'pages'
  entries: PaletteEntry[]
}

/** What the palette offers, in groups: before typing what was opened lately, then what matches. */
export function usePaletteEntries(typed: string, hits: readonly SearchHit[], onHelp: () => void): PaletteGroup[] {
  const { member } = useSession()
  const navigate = useNavigate()
  const actions = usePaletteActions(onHelp)
  const words = foldWords(typed)

  function open(hit: SearchHit) {
    if (hit.entity === 'member') return void navigate({ to: '/team', search: {} })
    rememberOpened(member.id, { entity: hit.entity, id: hit.id, title: hit.title, detail: hit.detail })
    if (hit.entity === 'property') return void navigate({ to: '/properties/$id', params: { id: hit.id }, search: {} })
    void navigate({ to: '/contacts/$id', params: { id: hit.id }, search: {} })
  }
  const entryOf = (hit: SearchHit): PaletteEntry => ({
    key: `${hit.entity}-${hit.id}`,
    title: hit.title,
    detail: [hit.entity === 'property' ? hit.reference : null, hit.detail].filter(Boolean).join(' · '),
    sign: hit.entity === 'property' ? { kind: 'photo', fileId: hit.photoFileId } : { kind: 'person' },
    aside: hit.entity === 'property' ? statusOf(hit.status) : undefined,
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
              run: () =>
                void navigate({
                  to: record.entity === 'property' ? '/properties/$id' : '/contacts/$id',
                  params: { id: record.id },
                  search: {},
                }),
            })),
          },
          { key: 'actions', entries: matching.filter((action) => action.group === 'actions').map(actionEntry) },
          { key: 'pages', entries: matching.filter((action) => action.group === 'pages').map(actionEntry) },
        ]
      : [
          { key: 'properties', entries: hits.filter((hit) => hit.entity === 'property').map(entryOf) },
          { key: 'contacts', entries: hits.filter((hit) => hit.entity === 'contact').map(entryOf) },
          { key: 'members', entries: hits.filter((hit) => hit.entity === 'member').map(entryOf) },
          { key: 'actions', entries: matching.filter((action) => action.group === 'actions').map(actionEntry) },
          { key: 'pages', entries: matching.filter((action) => action.group === 'pages').map(actionEntry) },
        ]
  // Whoever types the beginning of what an action is called means the action.
  const meansAction = typed !== '' && matching.some((action) => fold(action.label).startsWith(words.join(' ')))
  const isAct = (group: PaletteGroup) => group.key === 'actions' || group.key === 'pages'
  const ordered = meansAction ? [...groups.filter(isAct), ...groups.filter((group) => !isAct(group))] : groups
  return ordered.filter((group) => group.entries.length > 0)
}

function statusOf(status: string): ReactNode {
  const known = statuses.find((one) => one === status)
  return known ? createElement(StatusBadge, { status: known }) : undefined
}
