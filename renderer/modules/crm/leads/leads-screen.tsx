import { Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconFileTypeXls, IconLayoutKanban, IconPlus, IconTable } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { leadFilterFields } from '../../../../shared/modules/crm/model-filters.ts'
import type { LeadRow } from '../../../../shared/modules/crm/model-views.ts'
import type { FilterField } from '../../../../shared/values/filter.ts'
import { FilterChips } from '../../../components/filter/filter-chips.tsx'
import { SearchField } from '../../../components/filter/search-field.tsx'
import { SavedViews } from '../../../components/filter/saved-views.tsx'
import type { ViewState } from '../../../components/filter/filter-types.ts'
import { ColumnPicker } from '../../../components/list/column-picker.tsx'
import { DataList } from '../../../components/list/data-list.tsx'
import { fittingColumns } from '../../../components/list/fitting-columns.ts'
import { LayoutSwitch } from '../../../components/list/layout-switch.tsx'
import { ListFrame } from '../../../components/list/list-frame.tsx'
import { useColumns } from '../../../components/list/use-columns.ts'
import { useRowWindow } from '../../../components/list/use-row-window.ts'
import { useSelection } from '../../../components/list/use-selection.ts'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useScreenKeys } from '../../../frame/use-screen-keys.ts'
import { isTyping } from '../../../frame/use-shortcuts.ts'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { LeadBulkBar } from './bulk-bar.tsx'
import { lastLeads } from './last-leads.ts'
import { LeadBoard } from './lead-board.tsx'
import { sparedBesidePanel, useLeadColumns } from './lead-columns.tsx'
import { LeadForm } from './lead-form.tsx'
import { LeadPanel } from './lead-panel.tsx'
import { useLeadWords } from './lead-words.ts'
import { builtInFilters, builtInIds, usualSort } from './list-state.ts'
import type { LeadSort } from './list-state.ts'
import { FiguresDialog } from '../reports/figures-dialog.tsx'
import { StatisticsStrip } from './statistics-strip.tsx'
import { useLeadActs } from './use-lead-acts.tsx'
import { useLeadsState } from './use-leads-state.ts'
import styles from './leads.module.css'

const filterFields: readonly FilterField[] = leadFilterFields
const layouts = [['cards', IconLayoutKanban], ['table', IconTable]] as const

/** Those who asked: by stage or as a list, with the same filters. */
export function LeadsScreen() {
  const { t } = useWords()
  const words = useLeadWords()
  const navigate = useNavigate()
  const [state, change] = useLeadsState()
  const acts = useLeadActs()
  const mayAdd = useMay('lead.create')
  const team = useCore(['team', 'list'], {})
  const query = useMemo(() => ({ filters: state.filters, search: state.search.trim() }), [state.filters, state.search])
  const asked = useMemo(() => ({ ...query, sort: state.sort }), [query, state.sort])
  useEffect(() => lastLeads.set(asked), [asked])
  const isBoard = state.layout === 'cards'
  const rows = useRowWindow<'leads', 'page', LeadRow>(['leads', 'page'], asked, { enabled: !isBoard })
  const neighbours = useCore(['leads', 'neighbours'], { ...asked, id: state.open ?? '' }, { enabled: state.open !== null })
  const allColumns = useLeadColumns()
  const columns = useColumns('leads', allColumns)
  const selection = useSelection()
  // What is no longer in the list must not be changed with it.
  const selectedIn = useRef(query)
  useEffect(() => {
    if (selectedIn.current === query) return
    selectedIn.current = query
    selection.clear()
  }, [query, selection])
  const screen = useRef<HTMLDivElement>(null)
  const { ref: main, width } = useElementSize<HTMLDivElement>()
  const opener = useRef<string | null>(null)

  const openPage = useCallback((id: string) => void navigate({ to: '/leads/$id', params: { id }, search: {} }), [navigate])
  const onOpen = useCallback(
    (lead: LeadRow, where: 'panel' | 'page') => {
      opener.current = lead.id
      if (where === 'page') openPage(lead.id)
      else change({ open: lead.id, add: false }, { replace: state.open !== null })
    },
    [change, openPage, state.open],
  )
  const focusWork = useCallback(() => {
    const card = opener.current ? screen.current?.querySelector<HTMLElement>(`[data-lead="${opener.current}"]`) : null
    const rest = screen.current?.querySelector<HTMLElement>('[data-list], [data-board] [data-lead][tabindex="0"]')
    ;(card ?? rest)?.focus()
  }, [])
  const closePanel = useCallback(() => {
    change({ open: null }, { replace: true })
    focusWork()
  }, [change, focusWork])
  const openForm = () => change({ add: true, open: null })
  const [reporting, setReporting] = useState(false)

  useScreenKeys(screen, (event) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && state.open !== null) {
      event.preventDefault()
      closePanel()
    } else if (event.key === '/') {
      event.preventDefault()
      screen.current?.querySelector<HTMLElement>('[data-list-search]')?.focus()
    } else if (event.key.toLowerCase() === 'n' && mayAdd) {
      event.preventDefault()
      openForm()
    }
  })

  const agents = useMemo(() => [{ value: 'me', label: t('filter.me') }, ...(team.data ?? []).map(({ id, name }) => ({ value: id, label: name }))], [team.data, t])
  const choices = useCallback((field: FilterField) => (field.name === 'agentId' ? agents : null), [agents])
  const names = useCallback((id: string) => agents.find(({ value }) => value === id)?.label ?? null, [agents])
  const shown = columns.visible.map((column) => column.id)
  const currentView: ViewState = { filters: state.filters, search: state.search, sort: state.sort, columns: shown, layout: state.layout }
  // Views of the house keep the layout in which somebody works.
  const initialView: ViewState = { filters: [], search: '', sort: [...usualSort], columns: allColumns.filter((column) => !column.hidden).map((column) => column.id), layout: state.layout }
  const onSelectView = (id: string | null, view: ViewState) => {
    columns.choose(view.columns)
    change({ view: id, filters: view.filters, search: view.search, sort: view.sort as LeadSort[], layout: view.layout === 'table' ? 'table' : 'cards' })
  }
  const isFiltered = state.filters.length > 0 || query.search !== ''
  const total = rows.count
  const panelOpen = state.open !== null || state.add

  return (
    <>
      <FiguresDialog opened={reporting} onClose={() => setReporting(false)} />
      <ListFrame
        screen={screen}
        main={main}
        title={t('leads.title')}
        actions={
          <>
            <Button variant="default" leftSection={<IconFileTypeXls size={16} />} onClick={() => setReporting(true)}>
              {t('report.save.figures')}
            </Button>
            {mayAdd ? (
              <Button leftSection={<IconPlus size={16} />} onClick={openForm}>
                {t('leads.add')}
              </Button>
            ) : null}
          </>
        }
        views={
          <SavedViews
            list="leads"
            allLabel={t('leads.all')}
            builtIn={builtInIds.map((id) => ({ id, name: t(`leads.views.${id}`), state: { filters: builtInFilters[id] } }))}
            active={state.view}
            current={currentView}
            initial={initialView}
            onSelect={onSelectView}
          />
        }
        filters={{
          search: (
            <SearchField
              label={t('leads.search')}
              placeholder={t('leads.search_hint')}
              clearLabel={t('leads.clear_search')}
              value={state.search}
              onChange={(search) => change({ search }, { replace: true })}
              onArrowDown={focusWork}
            />
          ),
          chips: <FilterChips fields={filterFields} filters={state.filters} onChange={(filters) => change({ filters })} choices={choices} names={names} />,
          tools: (
            <>
              {isBoard ? null : <ColumnPicker columns={columns} />}
              <LayoutSwitch
                label={t('leads.layout')}
                choices={layouts.map(([id, icon]) => ({ id, icon, label: t(`leads.layouts.${id}`) }))}
                chosen={state.layout}
                onChange={(layout) => change({ layout })}
              />
            </>
          ),
        }}
        above={<StatisticsStrip query={query} onStatus={(status) => change({ layout: 'table', view: null, filters: withStatus(state.filters, status) })} />}
        below={
          isBoard ? (
            <p className={styles.boardKeys} aria-hidden>
              {t('leads.board.keys')}
            </p>
          ) : null
        }
        panel={
          state.add && mayAdd ? (
            <LeadForm
              onClose={() => {
                change({ add: false }, { replace: true })
                focusWork()
              }}
              onSaved={(id) => change({ add: false, open: id }, { replace: true })}
            />
          ) : state.open !== null ? (
            <LeadPanel
              id={state.open}
              acts={acts}
              onClose={closePanel}
              onPage={openPage}
              onPrevious={neighbours.data?.previous ? () => change({ open: neighbours.data!.previous }, { replace: true }) : null}
              onNext={neighbours.data?.next ? () => change({ open: neighbours.data!.next }, { replace: true }) : null}
            />
          ) : null
        }
      >
        {isBoard ? (
          <LeadBoard query={query} openId={state.open} onOpen={onOpen} acts={acts} />
        ) : (
          <DataList
            label={t('leads.title')}
            columns={panelOpen && width > 0 ? fittingColumns(columns, width, sparedBesidePanel) : columns}
            rows={rows}
            sort={state.sort}
            onSort={(sort) => change({ sort: sort as LeadSort[] })}
            selection={selection}
            bulkBar={<LeadBulkBar selection={selection} />}
            rowLabel={(row) => row.name}
            openId={state.open}
            onOpen={onOpen}
            onCurrent={(row) => {
              if (state.open !== null) change({ open: row.id }, { replace: true })
            }}
            empty={
              isFiltered ? (
                <EmptyState
                  drawing="search"
                  message={t('leads.none_found')}
                  action={
                    <Button variant="default" onClick={() => change({ filters: [], search: '', view: null })}>
                      {t('leads.clear_filters')}
                    </Button>
                  }
                />
              ) : (
                <EmptyState drawing="people" message={t('leads.none')} action={mayAdd ? <Button onClick={openForm}>{t('leads.add')}</Button> : null} />
              )
            }
            footer={
              <>
                <span role="status">{total === null ? '' : t('leads.count', { count: total, number: words.number(total) })}</span>
                <span className={styles.keys} aria-hidden>
                  {t('leads.list_keys')}
                </span>
              </>
            }
          />
        )}
      </ListFrame>
      {acts.dialog}
    </>
  )
}

function withStatus(filters: readonly { field: string }[], status: string) {
  return [...(filters.filter(({ field }) => field !== 'status') as never[]), { field: 'status', operator: 'is' as const, value: status }]
}
