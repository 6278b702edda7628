import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Filter } from '../../../shared/values/filter.ts'

/** Opens the list of properties behind a figure. */
export function ListLink({
  filters,
  className,
  children,
  title,
}: {
  filters: readonly Filter[]
  className?: string | undefined
  children: ReactNode
  title?: string
}) {
  return (
    <Link to="/properties" search={filters.length > 0 ? { filters: [...filters] } : {}} className={className} title={title} aria-label={title}>
      {children}
    </Link>
  )
}
