import { Button } from '@mantine/core'
import { useWords } from '../../../language/words.tsx'

/** The way to what a list does not show yet. */
export function MoreRows({ shown, count, onMore }: { shown: number; count: number; onMore: () => void }) {
  const { t } = useWords()
  if (shown >= count || shown >= 200) return null
  return (
    <Button variant="default" size="xs" mt="sm" onClick={onMore}>
      {t('alert.screen.more')}
    </Button>
  )
}
