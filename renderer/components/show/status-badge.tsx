import type { PropertyStatus } from '../../../shared/modules/properties/model.ts'
import { useWords } from '../../language/words.tsx'
import styles from './show.module.css'
import type { StatusBadgeProps } from './show-types.ts'

export type Tone = 'lagoon' | 'amber' | 'terracotta' | 'grey' | 'line' | 'red'

/** Free to offer, waiting, taken, or out of the way. The word says it; the colour only helps. */
export const toneOfStatus: Readonly<Record<PropertyStatus, Tone>> = {
  draft: 'line',
  available: 'lagoon',
  underOffer: 'amber',
  reserved: 'terracotta',
  sold: 'grey',
  rented: 'grey',
  withdrawn: 'grey',
  archived: 'grey',
}

export function StatusBadge({ status }: StatusBadgeProps) {
  const { t } = useWords()
  return <Tag tone={toneOfStatus[status]}>{t(`property.statuses.${status}`)}</Tag>
}

/** A short word on its own ground. */
export function Tag({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return (
    <span className={styles.tag} data-tone={tone}>
      {children}
    </span>
  )
}
