import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutGrid, IconMap2, IconTable } from '@tabler/icons-react'
import { useWords } from '../../../language/words.tsx'
import type { ListLayout } from './list-state.ts'

const icons = { table: IconTable, cards: IconLayoutGrid, map: IconMap2 } as const

export function LayoutSwitch({ layout, onChange }: { layout: ListLayout; onChange: (layout: ListLayout) => void }) {
  const { t } = useWords()
  return (
    <ActionIcon.Group role="group" aria-label={t('propertyList.layout')}>
      {(['table', 'cards', 'map'] as const).map((one) => {
        const Icon = icons[one]
        const chosen = one === layout
        return (
          <Tooltip key={one} label={t(`propertyList.layouts.${one}`)}>
            <ActionIcon
              size={28}
              variant={chosen ? 'light' : 'default'}
              color={chosen ? 'lagoon' : 'gray'}
              aria-label={t(`propertyList.layouts.${one}`)}
              aria-pressed={chosen}
              onClick={() => onChange(one)}
            >
              <Icon size={16} />
            </ActionIcon>
          </Tooltip>
        )
      })}
    </ActionIcon.Group>
  )
}
