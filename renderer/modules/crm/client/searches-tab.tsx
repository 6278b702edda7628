import { ActionIcon, Button, Menu, Select } from '@mantine/core'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ClientLife } from '../../../../shared/modules/crm/model-views.ts'
import { searchStates } from '../../../../shared/modules/crm/model-search.ts'
import type { ClientSearch } from '../../../../shared/modules/crm/model-search.ts'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { useCore } from '../../../data/use-core.ts'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import { SearchForm } from './search-form.tsx'
import { searchNamed } from '../../../../shared/modules/crm/rules-wish-words.ts'
import { useFocusAfter } from './use-focus-after.ts'
import styles from './client.module.css'

type SearchesProps = {
  contactId: string
  life: ClientLife
  mayEdit: boolean
  /** The search that is being changed, or `new`. */
  edit: string | null
  shown: string | null
  onEdit: (edit: string | null) => void
}

export function SearchesTab({ contactId, life, mayEdit, edit, shown, onEdit }: SearchesProps) {
  const { t } = useWords()
  const place = useFocusAfter(edit !== null)
  const edited = life.searches.find(({ id }) => id === edit) ?? null
  if (mayEdit && (edit === 'new' || edited)) return <SearchForm key={edit} contactId={contactId} search={edited} onDone={() => onEdit(null)} />
  const add = mayEdit ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => onEdit('new')}>
      {t('client.search.add')}
    </Button>
  ) : null
  if (life.searches.length === 0) return <EmptyState drawing="search" message={t('client.search.none')} action={add} />
  return (
    <div className={styles.stack} ref={place} tabIndex={-1}>
      {add ? <div className={styles.bar}>{add}</div> : null}
      <ul className={styles.cards}>
        {life.searches.map((search) => (
          <SearchCard key={search.id} search={search} mayEdit={mayEdit} isShown={search.id === shown} onEdit={() => onEdit(search.id)} />
        ))}
      </ul>
    </div>
  )
}

function SearchCard({ search, mayEdit, isShown, onEdit }: { search: ClientSearch; mayEdit: boolean; isShown: boolean; onEdit: () => void }) {
  const words = useWords()
  const { t, language } = words
  const { run } = useCommand()
  const found = useCore(['matching', 'properties'], { searchId: search.id, limit: 1 }, { enabled: search.state === 'active' })
  const number = (value: number) => new Intl.NumberFormat(language).format(value)
  const { name: title, rest } = searchNamed(search, words)
  const counts = found.data?.counts
  async function setState(state: ClientSearch['state']) {
    try {
      await run('clientSearch.update', { id: search.id, patch: { state } }, { base: seenUnits(search, ['state']) })
    } catch (error) {
      showError(error)
    }
  }
  async function remove() {
    try {
      const { commandId } = await run('clientSearch.delete', { id: search.id })
      showUndo({ message: t('client.search.deleted'), commandId })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <li className={styles.card} data-shown={isShown || undefined} data-muted={search.state !== 'active' || undefined}>
      <div className={styles.cardHead}>
        <h3>{title}</h3>
        {mayEdit ? (
          <Select
            size="xs"
            w={120}
            allowDeselect={false}
            aria-label={t('client.search.state_of', { title })}
            data={searchStates.map((value) => ({ value, label: t(`search.states.${value}`) }))}
            value={search.state}
            onChange={(value) => void setState((value ?? search.state) as ClientSearch['state'])}
          />
        ) : (
          <Tag tone="line">{t(`search.states.${search.state}`)}</Tag>
        )}
        {mayEdit ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={26} aria-label={`${t('client.search.edit')} : ${title}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onEdit}>{t('client.search.edit')}</Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" onClick={() => void remove()}>
                {t('client.search.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </div>
      {rest.length === 0 ? null : <p className={styles.wish}>{rest.join(' · ')}</p>}
      <p className={styles.quiet}>
        {[t(`search.financings.${search.financing}`), search.timeframe ? t(`search.timeframes.${search.timeframe}`) : null, t('client.search.alerts', { words: t(`search.frequencies.${search.alerts}`) })]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {search.notes ? <p className={styles.text}>{search.notes}</p> : null}
      <div className={styles.cardFoot}>
        {search.state === 'active' ? (
          <>
            <Button size="compact-sm" variant="light" renderRoot={(props) => <Link {...props} to="/matching" search={{ search: search.id }} aria-label={`${t('client.search.see')} : ${title}`} />}>
              {t('client.search.see')}
            </Button>
            {counts ? (
              <span className={styles.quiet}>
                {t('matching.matches', { count: counts.match, number: number(counts.match) })}
                {counts.almost > 0 ? ` · ${t('matching.almost', { count: counts.almost, number: number(counts.almost) })}` : ''}
              </span>
            ) : null}
          </>
        ) : null}
      </div>
    </li>
  )
}
