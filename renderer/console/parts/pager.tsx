import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useWords } from '../../language/words.tsx'
import { changeQuery } from '../address.ts'
import { figureIn } from './figure.tsx'
import styles from './parts.module.css'

export const pageSize = 25

/** Which rows of how many these are, and the way to the others; nothing where all are on one page. */
export function Pager({ page, count }: { page: number; count: number }) {
  const { t, language } = useWords()
  if (count <= pageSize) return null
  const from = (page - 1) * pageSize + 1
  const to = Math.min(count, page * pageSize)
  const go = (next: number) => changeQuery({ page: next === 1 ? null : next }, { replace: false })
  return (
    <div className={styles.pager}>
      <span className="figures" aria-live="polite">
        {t('console.list.page', { from: figureIn(language, from), to: figureIn(language, to), count: figureIn(language, count) })}
      </span>
      <ActionIcon variant="default" size={30} aria-label={t('console.list.previous')} disabled={page <= 1} onClick={() => go(page - 1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon variant="default" size={30} aria-label={t('console.list.next')} disabled={to >= count} onClick={() => go(page + 1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  )
}

/** The page that an address asks for; the first where it asks for nonsense. */
export function pageOf(query: URLSearchParams): number {
  const page = Number(query.get('page') ?? 1)
  return Number.isInteger(page) && page > 0 && page < 1_000_000 ? page : 1
}
