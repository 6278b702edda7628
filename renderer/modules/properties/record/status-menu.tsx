import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { Property, PropertyStatus } from '../../../../shared/modules/properties/model.ts'
import { allowedMoves } from '../../../../shared/modules/properties/rules.ts'
import { StatusBadge } from '../../../components/show/status-badge.tsx'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { showError } from '../../../feedback/show.tsx'
import { showUndo } from '../../../feedback/show-undo.tsx'
import { useWords } from '../../../language/words.tsx'
import styles from './status-menu.module.css'

type StatusMenuProps = { property: Pick<Property, 'id' | 'status' | 'transaction' | 'versions'>; mayEdit: boolean }

/** The status, and from there only the moves that the rules allow. */
export function StatusMenu({ property, mayEdit }: StatusMenuProps) {
  const { t } = useWords()
  const { run } = useCommand()
  const moves = allowedMoves(property.status, property.transaction)
  if (!mayEdit || moves.length === 0) return <StatusBadge status={property.status} />

  const move = async (to: PropertyStatus) => {
    try {
      const outcome = await run('property.setStatus', { id: property.id, to }, { base: seenUnits(property, ['status']) })
      showUndo({ message: t('propertyRecord.nowStatus', { status: t(`property.statuses.${to}`) }), commandId: outcome.commandId })
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton
          className={styles.status}
          aria-label={t('propertyRecord.changeStatus', { status: t(`property.statuses.${property.status}`) })}
        >
          <StatusBadge status={property.status} />
          <IconChevronDown size={14} aria-hidden className={styles.arrow} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {moves.map((to) => (
          <Menu.Item key={to} onClick={() => void move(to)}>
            {t(`property.moves.${to}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
