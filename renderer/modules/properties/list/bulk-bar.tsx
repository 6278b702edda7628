import { Button, CloseButton, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload, IconTrash } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import { statuses } from '../../../../shared/modules/properties/model.ts'
import type { Selection } from '../../../components/list/list-types.ts'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { useMay } from '../../../session/session.tsx'
import { usePropertyWords } from '../property-words.ts'
import { useMayEditRow } from '../use-may-edit-row.ts'
import { countMoves } from './use-bulk-actions.ts'
import type { useBulkActions } from './use-bulk-actions.ts'

type BulkBarProps = {
  selection: Selection
  /** The selected rows, as far as they have been read. */
  rows: readonly PropertyListRow[]
  actions: ReturnType<typeof useBulkActions>
  onExport: () => void
}

export function BulkBar({ selection, rows, actions, onExport }: BulkBarProps) {
  const { t } = useWords()
  const words = usePropertyWords()
  const team = useCore(['team', 'list'], {})
  const mayMove = useMay('property.setStatus')
  const mayUpdate = useMay('property.updateMany')
  const mayDelete = useMay('property.deleteMany')
  // An agent may choose what is somebody else's, to export it; what would be refused there is not offered.
  const mayEditRow = useMayEditRow()
  const editable = useMemo(() => rows.filter(mayEditRow), [rows, mayEditRow])
  const isForeign = editable.length < rows.length
  const moves = useMemo(() => countMoves(editable), [editable])
  const ids = [...selection.ids]
  const count = ids.length
  return (
    <>
      <strong role="status">{t('propertyList.selected', { count, number: words.number(count) })}</strong>
      {mayMove && (editable.length > 0 || !isForeign) ? (
        <Menu position="top-start">
          <Menu.Target>
            <Button variant="default" size="xs" rightSection={<IconChevronDown size={14} />}>
              {t('propertyList.status')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {moves.size === 0 ? <Menu.Item disabled>{t('propertyList.moveRefused')}</Menu.Item> : null}
            {statuses
              .filter((status) => moves.has(status))
              .map((status) => (
                <Menu.Item
                  key={status}
                  onClick={() => void actions.setStatus(editable, status)}
                  rightSection={
                    moves.get(status) === count ? null : t('propertyList.movable', { number: moves.get(status), total: count })
                  }
                >
                  {t(`property.moves.${status}`)}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {mayUpdate && !isForeign ? (
        <Menu position="top-start">
          <Menu.Target>
            <Button variant="default" size="xs" rightSection={<IconChevronDown size={14} />}>
              {t('propertyList.agent')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(team.data ?? [])
              .filter((member) => member.active)
              .map((member) => (
                <Menu.Item key={member.id} onClick={() => void actions.setAgent(ids, member)}>
                  {member.name}
                </Menu.Item>
              ))}
            <Menu.Divider />
            <Menu.Item onClick={() => void actions.setAgent(ids, null)}>{t('propertyList.noAgent')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
      <Button variant="default" size="xs" leftSection={<IconDownload size={15} />} onClick={onExport}>
        {t('propertyList.export')}
      </Button>
      {mayDelete && !isForeign ? (
        <Button
          variant="light"
          color="red"
          size="xs"
          leftSection={<IconTrash size={15} />}
          onClick={() => void actions.remove(ids)}
        >
          {t('propertyList.delete')}
        </Button>
      ) : null}
      <CloseButton
        size="sm"
        ml="auto"
        onClick={selection.clear}
        aria-label={t('propertyList.clearSelection')}
        title={t('propertyList.clearSelection')}
      />
    </>
  )
}
