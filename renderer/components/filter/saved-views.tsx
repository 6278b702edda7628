import { ActionIcon, Button, Menu, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { keyBetween } from '../../../shared/values/order-key.ts'
import type { SavedView } from '../../../shared/modules/core/model.ts'
import { newId } from '../../data/new-id.ts'
import { useCommand } from '../../data/use-command.ts'
import { useCore } from '../../data/use-core.ts'
import { showError } from '../../feedback/show.tsx'
import { showUndo } from '../../feedback/show-undo.tsx'
import { useWords } from '../../language/words.tsx'
import { useSession } from '../../session/session.tsx'
import type { SavedViewsProps, ViewState } from './filter-types.ts'
import styles from './saved-views.module.css'

/** Views of a list as tabs; see filter-types.ts. */
export function SavedViews({ list, allLabel, builtIn = [], active, current, onSelect, initial }: SavedViewsProps) {
  const { t } = useWords()
  const { member } = useSession()
  const commands = useCommand()
  const { data = [] } = useCore(['views', 'list'], { list })
  const mine = [...data].sort((a, b) => (a.position < b.position ? -1 : 1))
  const stateOf = (id: string | null): ViewState => {
    const saved = mine.find((view) => view.id === id)
    if (saved) return stateOfView(saved)
    return { ...initial, ...builtIn.find((view) => view.id === id)?.state }
  }
  const changed = !sameState(current, stateOf(active))
  const shown = mine.find((view) => view.id === active)

  async function quietly(act: () => Promise<unknown>) {
    try {
      await act()
    } catch (error) {
      showError(error)
    }
  }
  const create = (name: string) =>
    quietly(async () => {
      const id = newId()
      const position = keyBetween(mine.at(-1)?.position ?? null, null)
      await commands.run('savedView.create', { id, values: { memberId: member.id, list, name, ...current, position } })
      onSelect(id, current)
    })
  const keepChanges = (view: SavedView) => quietly(() => commands.run('savedView.update', { id: view.id, patch: { ...current } }))
  const rename = (view: SavedView, name: string) =>
    quietly(() => commands.run('savedView.update', { id: view.id, patch: { name } }))
  const remove = (view: SavedView) =>
    quietly(async () => {
      const { commandId } = await commands.run('savedView.delete', { id: view.id })
      if (view.id === active) onSelect(null, initial)
      showUndo({ message: t('shell.views.deleted', { name: view.name }), commandId })
    })
  const move = (view: SavedView, by: -1 | 1) =>
    quietly(async () => {
      const others = mine.filter((one) => one.id !== view.id)
      const to = mine.indexOf(view) + by
      const position = keyBetween(others[to - 1]?.position ?? null, others[to]?.position ?? null)
      await commands.run('savedView.update', { id: view.id, patch: { position } }, { remember: false })
    })

  const tab = (id: string | null, label: string) => (
    <UnstyledButton
      className={styles.tab}
      data-active={id === active || undefined}
      aria-current={id === active ? 'true' : undefined}
      onClick={() => onSelect(id, stateOf(id))}
    >
      {label}
    </UnstyledButton>
  )
  return (
    <div className={styles.bar}>
      <div className={styles.tabs} role="group" aria-label={t('shell.views.label')}>
        {tab(null, allLabel)}
        {builtIn.map((view) => (
          <span key={view.id}>{tab(view.id, view.name)}</span>
        ))}
        {mine.map((view, index) => (
          <span key={view.id} className={styles.own}>
            {tab(view.id, view.name)}
            {view.id === active ? (
              <ViewMenu
                view={view}
                changed={changed}
                onKeep={() => void keepChanges(view)}
                onRename={(name) => void rename(view, name)}
                onDelete={() => void remove(view)}
                onMove={(by) => void move(view, by)}
                isFirst={index === 0}
                isLast={index === mine.length - 1}
              />
            ) : null}
          </span>
        ))}
      </div>
      {changed && shown ? (
        <UnstyledButton className={styles.keep} onClick={() => void keepChanges(shown)}>
          {t('common.action.save')}
        </UnstyledButton>
      ) : null}
      {changed ? <NameView label={t('shell.views.save_new')} onName={(name) => void create(name)} /> : null}
    </div>
  )
}

type ViewMenuProps = {
  view: SavedView
  changed: boolean
  isFirst: boolean
  isLast: boolean
  onKeep: () => void
  onRename: (name: string) => void
  onDelete: () => void
  onMove: (by: -1 | 1) => void
}

function ViewMenu({ view, changed, isFirst, isLast, onKeep, onRename, onDelete, onMove }: ViewMenuProps) {
  const { t } = useWords()
  const [renaming, setRenaming] = useState(false)
  return (
    <Popover opened={renaming} onChange={setRenaming} position="bottom-start" trapFocus>
      <Popover.Target>
        <span>
          <Menu position="bottom-start">
            <Menu.Target>
              <ActionIcon size={24} aria-label={t('shell.views.menu', { name: view.name })}>
                <IconChevronDown size={14} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {changed ? <Menu.Item onClick={onKeep}>{t('shell.views.save_changes')}</Menu.Item> : null}
              <Menu.Item onClick={() => setRenaming(true)}>{t('shell.views.rename')}</Menu.Item>
              <Menu.Item disabled={isFirst} onClick={() => onMove(-1)}>
                {t('shell.views.left')}
              </Menu.Item>
              <Menu.Item disabled={isLast} onClick={() => onMove(1)}>
                {t('shell.views.right')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" onClick={onDelete}>
                {t('shell.views.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <NameForm
          initial={view.name}
          action={t('common.action.save')}
          onName={(name) => {
            setRenaming(false)
            onRename(name)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function NameView({ label, onName }: { label: string; onName: (name: string) => void }) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={styles.new} onClick={() => setOpened(!opened)} aria-expanded={opened}>
          <IconPlus size={14} aria-hidden />
          {label}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <NameForm
          initial=""
          action={t('shell.views.create')}
          onName={(name) => {
            setOpened(false)
            onName(name)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function NameForm({ initial, action, onName }: { initial: string; action: string; onName: (name: string) => void }) {
  const { t } = useWords()
  const [name, setName] = useState(initial)
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') onName(name.trim())
      }}
    >
      <TextInput
        size="sm"
        data-autofocus
        maxLength={80}
        label={t('shell.views.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" disabled={name.trim() === ''}>
        {action}
      </Button>
    </form>
  )
}

export function stateOfView(view: SavedView): ViewState {
  return { filters: view.filters, search: view.search, sort: view.sort, columns: view.columns, layout: view.layout }
}

function sameState(a: ViewState, b: ViewState): boolean {
  // an empty list of columns means the usual ones, which nobody chose
  const plain = (state: ViewState) => JSON.stringify([state.filters, state.search, state.sort, state.columns, state.layout])
  return plain(a) === plain(b)
}
