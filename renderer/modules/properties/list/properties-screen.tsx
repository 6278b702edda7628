import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { IconDownload, IconLayoutGrid, IconMap2, IconPlus, IconTable, IconUpload } from '@tabler/icons-react'
import { useElementSize } from '@mantine/hooks'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { propertyFilterFields } from '../../../../shared/modules/properties/model-filters.ts'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
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
import { useCoreClient } from '../../../data/client.tsx'
import { useCore } from '../../../data/use-core.ts'
import { showError, showNotice } from '../../../feedback/show.tsx'
import { useScreenKeys } from '../../../frame/use-screen-keys.ts'
import { isTyping } from '../../../frame/use-shortcuts.ts'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { downloadCsv } from '../../../data/download.ts'
import { PropertyMap } from '../map/property-map.tsx'
import { usePropertyNavigation } from '../navigation.ts'
import { builtInViews } from './built-in-views.ts'
import { BulkBar } from './bulk-bar.tsx'
import { lastList } from './last-list.ts'
import { listQuery, usualSort } from './list-state.ts'
import type { ListSort } from './list-state.ts'
import { PropertyCards } from './property-cards.tsx'
import { PropertyPanel } from './property-panel.tsx'
import { TotalsLine } from './totals-line.tsx'
import { useBulkActions } from './use-bulk-actions.ts'
import { useFilterChoices } from './use-filter-choices.ts'
import { useListState } from './use-list-state.ts'
import { exportedColumns, sparedBesidePanel, usePropertyColumns } from './use-property-columns.tsx'
import { useSelectedRows } from './use-selected-rows.ts'

export function PropertiesScreen() {
  const { t, language } = useWords()
  const core = useCoreClient()
  const { openPage, openForm, openImport } = usePropertyNavigation()
  const [state, change] = useListState()
  const mayCreate = useMay('property.create')
  const mayDelete = useMay('property.deleteMany')
  const query = useMemo(() => listQuery(state), [state])
  const asked = useMemo(() => ({ ...query, sort: state.sort }), [query, state.sort])
  useEffect(() => lastList.set(asked), [asked])
  const totals = useCore(['properties', 'totals'], query)
  const everything = useCore(['properties', 'totals'], {})
  const rows = useRowWindow<'properties', 'page', PropertyListRow>(['properties', 'page'], asked, { count: totals.data?.count })
  const neighbours = useCore(['properties', 'neighbours'], { ...asked, id: state.open ?? '' }, { enabled: state.open !== null })
  const allColumns = usePropertyColumns()
  const columns = useColumns('properties', allColumns)
  const selection = useSelection()
  const selectedRows = useSelectedRows(rows, selection)
  // what is no longer in the list must not be deleted with it
  const selectedIn = useRef(query)
  useEffect(() => {
    if (selectedIn.current === query) return
    selectedIn.current = query
    selection.clear()
  }, [query, selection])
  const actions = useBulkActions(selection.clear)
  const { choices, names } = useFilterChoices()
  const screen = useRef<HTMLDivElement>(null)
  const { ref: main, width } = useElementSize<HTMLDivElement>()
  const [current, setCurrent] = useState<string | null>(null)

  const focusList = useCallback(() => screen.current?.querySelector<HTMLElement>('[data-list]')?.focus(), [])
  const onOpen = useCallback(
    (row: PropertyListRow, where: 'panel' | 'page') => {
      setCurrent(row.id)
      if (where === 'page') openPage(row.id)
      else change({ open: row.id }, { replace: state.open !== null })
    },
    [change, openPage, state.open],
  )
  const onCurrent = useCallback(
    (row: PropertyListRow) => {
      setCurrent(row.id)
      if (state.open !== null) change({ open: row.id }, { replace: true })
    },
    [change, state.open],
  )
  const closePanel = useCallback(() => {
    change({ open: null }, { replace: true })
    focusList()
  }, [change, focusList])

  const exportRows = async (ids: string[] | null) => {
    try {
      const file = await core.properties.exportCsv({
        ...asked,
        ids,
        columns: columns.visible.map((column) => exportedColumns[column.id] ?? column.id),
        language,
      })
      downloadCsv(file)
      showNotice(t('propertyList.exported', { name: file.name }))
    } catch (error) {
      showError(error)
    }
  }

  useScreenKeys(screen, (event) => {
    if (isTyping(event.target)) return
    if (event.key === 'Escape' && state.open !== null) {
      event.preventDefault()
      closePanel()
    } else if (event.key === '/' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      screen.current?.querySelector<HTMLElement>('[data-list-search]')?.focus()
    } else if (event.key === 'Delete' && mayDelete) {
      const ids = selection.ids.size > 0 ? [...selection.ids] : current ? [current] : []
      if (ids.length === 0) return
      event.preventDefault()
      void actions.remove(ids)
      if (state.open !== null && ids.includes(state.open)) closePanel()
    }
  })

  const isFiltered = state.filters.length > 0 || query.search !== ''
  const currentView: ViewState = useMemo(
    () => ({
      filters: state.filters,
      search: state.search,
      sort: state.sort,
      columns: columns.visible.map((column) => column.id),
      layout: state.layout,
    }),
    [state, columns.visible],
  )
  const initialView: ViewState = useMemo(
    () => ({
      filters: [],
      search: '',
      sort: [...usualSort],
      columns: allColumns.filter((column) => !column.hidden).map((column) => column.id),
      layout: 'table',
    }),
    [allColumns],
  )
  const onSelectView = (id: string | null, view: ViewState) => {
    columns.choose(view.columns)
    change({ view: id, filters: view.filters, search: view.search, sort: view.sort as ListSort[], layout: view.layout })
  }

  const empty = isFiltered ? (
    <EmptyState
      drawing="search"
      message={t('propertyList.noneFound')}
      action={
        <Button variant="default" onClick={() => change({ filters: [], search: '' })}>
          {t('propertyList.clearFilters')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      drawing="properties"
      message={t('propertyList.none')}
      action={
        mayCreate ? (
          <Group gap="xs" justify="center">
            <Button onClick={openForm}>{t('propertyList.add')}</Button>
            <Button variant="default" onClick={openImport}>
              {t('propertyList.import')}
            </Button>
          </Group>
        ) : null
      }
    />
  )
  const footer = <TotalsLine totals={totals.data} total={everything.data?.count} />
  const bulkBar = (
    <BulkBar selection={selection} rows={selectedRows} actions={actions} onExport={() => void exportRows([...selection.ids])} />
  )
  const shared = {
    label: t('propertyList.title'),
    rows,
    selection,
    openId: state.open,
    onOpen,
    onCurrent,
    empty,
    bulkBar,
    footer,
  }

  return (
    <ListFrame
      screen={screen}
      main={main}
      title={t('propertyList.title')}
      actions={
        mayCreate ? (
          <>
            <Button variant="default" leftSection={<IconUpload size={16} />} onClick={openImport}>
              {t('propertyList.import')}
            </Button>
            <Button leftSection={<IconPlus size={16} />} onClick={openForm}>
              {t('propertyList.add')}
            </Button>
          </>
        ) : null
      }
      views={
        <SavedViews
          list="properties"
          allLabel={t('propertyList.all')}
          builtIn={builtInViews(t)}
          active={state.view}
          current={currentView}
          initial={initialView}
          onSelect={onSelectView}
        />
      }
      filters={{
        search: (
          <SearchField
            label={t('propertyList.search')}
            hint={t('propertyList.searchHint')}
            clearLabel={t('propertyList.clearSearch')}
            value={state.search}
            onChange={(search) => change({ search }, { replace: true })}
            onArrowDown={focusList}
          />
        ),
        chips: (
          <FilterChips
            fields={filterFields}
            filters={state.filters}
            onChange={(filters) => change({ filters })}
            choices={choices}
            names={names}
          />
        ),
        tools: (
          <>
            <Tooltip label={t('propertyList.exportAll')}>
              <ActionIcon size={28} aria-label={t('propertyList.exportAll')} onClick={() => void exportRows(null)}>
                <IconDownload size={17} />
              </ActionIcon>
            </Tooltip>
            {state.layout === 'table' ? <ColumnPicker columns={columns} /> : null}
            <LayoutSwitch
              label={t('propertyList.layout')}
              choices={layouts.map(([id, icon]) => ({ id, icon, label: t(`propertyList.layouts.${id}`) }))}
              chosen={state.layout}
              onChange={(layout) => change({ layout })}
            />
          </>
        ),
      }}
      panel={
        state.open === null ? null : (
          <PropertyPanel
            id={state.open}
            onClose={closePanel}
            onPrevious={neighbours.data?.previous ? () => change({ open: neighbours.data!.previous }, { replace: true }) : null}
            onNext={neighbours.data?.next ? () => change({ open: neighbours.data!.next }, { replace: true }) : null}
          />
        )
      }
    >
      {state.layout === 'table' ? (
        <DataList
          {...shared}
          columns={state.open !== null && width > 0 ? fittingColumns(columns, width, sparedBesidePanel) : columns}
          sort={state.sort}
          onSort={(sort) => change({ sort: sort as ListSort[] })}
          rowLabel={(row) => row.title}
        />
      ) : state.layout === 'cards' ? (
        <PropertyCards {...shared} />
      ) : (
        <PropertyMap
          query={query}
          filters={state.filters}
          onShow={(filters) => change({ filters, layout: 'table', view: null })}
          onOpen={(id) => change({ open: id })}
          footer={footer}
        />
      )}
    </ListFrame>
  )
}

const layouts = [['table', IconTable], ['cards', IconLayoutGrid], ['map', IconMap2]] as const
const filterFields: readonly FilterField[] = propertyFilterFields
