import type { ReactNode } from 'react'
import type { PropertyStatus } from '../../../shared/modules/properties/model.ts'

/** `<Money amount={850000} currency="XOF" />`: figures aligned, never broken; null shows `empty` (a dash). */
export type MoneyProps = {
  amount: number | null
  currency?: string
  short?: boolean
  period?: string | null
  empty?: ReactNode
  strong?: boolean
}

/** `<Day day="2026-11-12" />` or `<Day at={instant} />`: near days by name, the whole in the tooltip. */
export type DayProps = ({ day: string | null } | { at: number | null }) & { withTime?: boolean; empty?: ReactNode }

export type StatusBadgeProps = { status: PropertyStatus }

export type EmptyStateProps = {
  /** A small drawing made of shapes. */
  drawing: 'properties' | 'people' | 'photos' | 'documents' | 'search' | 'history' | 'import' | 'map' | 'rest'
  /** One sentence. */
  message: string
  /** One action (a Button). */
  action?: ReactNode
}

/** A paper with a title and something at its right; the ground of dashboards and record pages. */
export type PanelProps = {
  title?: ReactNode
  aside?: ReactNode
  children: ReactNode
  /** Children touch the edges (lists, tables). */
  flush?: boolean
  tone?: 'paper' | 'attention'
  className?: string
  /** Heading level of the title; 2 when not said. */
  level?: 2 | 3
}

/** A stored picture. Read once, kept in memory while it is among the last used; a grey shape until it is there. */
export type PhotoProps = {
  fileId: string | null
  variant?: 'thumb' | 'medium' | 'original'
  /** Said to a screen reader; empty where the text beside it says it. */
  alt: string
  width?: number | string
  height?: number | string
  radius?: number
  fit?: 'cover' | 'contain'
  className?: string
  onLoaded?: () => void
}
