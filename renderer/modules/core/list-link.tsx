import { VisuallyHidden } from '@mantine/core'
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
  // The sentence is read out in place of the figures on the screen, as part of the link: a label of its own would leave out
  // what those who see it would say to it.
  return (
    <Link
      to="/properties"
      search={filters.length > 0 ? { filters: [...filters] } : {}}
      className={className}
      {...(title === undefined ? {} : { title })}
    >
      {title === undefined ? (
        children
      ) : (
        <>
          <VisuallyHidden>{title}</VisuallyHidden>
          <span aria-hidden style={{ display: 'contents' }}>
            {children}
          </span>
        </>
      )}
    </Link>
  )
}
