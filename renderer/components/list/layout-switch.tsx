import { ActionIcon, Tooltip } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'

type LayoutSwitchProps<Layout extends string> = {
  label: string
  choices: readonly { id: Layout; label: string; icon: TablerIcon }[]
  chosen: Layout
  onChange: (layout: Layout) => void
}

/** How a list is shown: rows, cards, a board, a map. */
export function LayoutSwitch<Layout extends string>({ label, choices, chosen, onChange }: LayoutSwitchProps<Layout>) {
  return (
    <ActionIcon.Group role="group" aria-label={label}>
      {choices.map(({ id, label: name, icon: Icon }) => (
        <Tooltip key={id} label={name}>
          <ActionIcon
            size={28}
            variant={id === chosen ? 'light' : 'default'}
            color={id === chosen ? 'lagoon' : 'gray'}
            aria-label={name}
            aria-pressed={id === chosen}
            onClick={() => onChange(id)}
          >
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
    </ActionIcon.Group>
  )
}
