import { ActionIcon, Checkbox, Popover, Text, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns } from '@tabler/icons-react'
import { useWords } from '../../language/words.tsx'
import styles from './column-picker.module.css'
import type { ColumnState, ListRow } from './list-types.ts'

/** Chooses which columns stand in the list and in which order. Put it beside the list's filters. */
export function ColumnPicker<Row extends ListRow>({ columns }: { columns: ColumnState<Row> }) {
  const { t } = useWords()
  const shown = new Set(columns.visible.map((column) => column.id))
  const others = columns.all.filter((column) => !shown.has(column.id))
  return (
    <Popover position="bottom-end" width={280} trapFocus>
      <Popover.Target>
        <ActionIcon size={28} aria-label={t('shell.list.columns')} title={t('shell.list.columns')}>
          <IconColumns size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.box}>
        <Text size="sm" fw={600} mb={6}>
          {t('shell.list.columns')}
        </Text>
        <div className={styles.list}>
          {[...columns.visible, ...others].map((column) => {
            const at = columns.visible.indexOf(column)
            return (
              <div key={column.id} className={styles.line}>
                <Checkbox
                  size="xs"
                  label={column.header}
                  checked={shown.has(column.id)}
                  disabled={column.fixed === true}
                  onChange={() => columns.toggle(column.id)}
                />
                {at >= 0 ? (
                  <span className={styles.moves}>
                    <ActionIcon
                      size={24}
                      disabled={at === 0}
                      onClick={() => columns.move(column.id, -1)}
                      aria-label={t('shell.list.move_up', { name: column.header })}
                    >
                      <IconArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size={24}
                      disabled={at === columns.visible.length - 1}
                      onClick={() => columns.move(column.id, 1)}
                      aria-label={t('shell.list.move_down', { name: column.header })}
                    >
                      <IconArrowDown size={14} />
                    </ActionIcon>
                  </span>
                ) : null}
              </div>
            )
          })}
        </div>
        <UnstyledButton className={styles.reset} onClick={columns.reset}>
          {t('shell.list.columns_reset')}
        </UnstyledButton>
      </Popover.Dropdown>
    </Popover>
  )
}
