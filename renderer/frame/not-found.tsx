import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { EmptyState } from '../components/show/empty-state.tsx'
import { useWords } from '../language/words.tsx'

export function NotFound() {
  const { t } = useWords()
  const navigate = useNavigate()
  return (
    <EmptyState
      drawing="search"
      message={t('shell.not_found.message')}
      action={<Button onClick={() => void navigate({ to: '/' })}>{t('shell.not_found.home')}</Button>}
    />
  )
}
