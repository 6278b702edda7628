import { Button, Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AppError } from '../../../shared/values/error.ts'
import { useLate } from '../../components/list/use-late.ts'
import { EmptyState } from '../../components/show/empty-state.tsx'
import { ErrorNote } from '../../feedback/error-note.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './parts.module.css'

type AnswerProps<Data> = { of: UseQueryResult<Data, AppError>; children: (data: Data) => ReactNode; lines?: number }

/** What was asked for: grey lines once it takes long, words where it failed, what came before while it is asked again. */
export function Answer<Data>({ of, children, lines = 6 }: AnswerProps<Data>) {
  const { t } = useWords()
  const late = useLate(of.isPending, 150)
  if (of.data !== undefined)
    return (
      <>
        {of.error ? <ErrorNote error={of.error} onRetry={() => void of.refetch()} /> : null}
        {children(of.data)}
      </>
    )
  if (of.error) return <ErrorNote error={of.error} onRetry={() => void of.refetch()} />
  return (
    <div aria-busy className={styles.loading} role="status" aria-label={t('console.list.loading')}>
      {late ? Array.from({ length: lines }, (_, line) => <Skeleton key={line} height={28} radius={6} />) : null}
    </div>
  )
}

/** Nothing there at all, or nothing that the filters let through. */
export function Nothing({ filtered, message, drawing, onClear }: { filtered: boolean; message: string; drawing: 'people' | 'history' | 'properties' | 'rest'; onClear: () => void }) {
  const { t } = useWords()
  if (!filtered) return <EmptyState drawing={drawing} message={message} />
  return (
    <EmptyState
      drawing="search"
      message={t('console.list.nothing')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('console.list.clear')}
        </Button>
      }
    />
  )
}
