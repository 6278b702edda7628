import { Checkbox } from '@mantine/core'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import { Photo } from '../../../components/show/photo.tsx'
import { StatusBadge } from '../../../components/show/status-badge.tsx'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../property-words.ts'
import styles from './property-cards.module.css'

type PropertyCardProps = {
  id: string
  row: PropertyListRow | undefined
  current: boolean
  open: boolean
  selected: boolean
  onSelect: () => void
  onOpen: (where: 'panel' | 'page') => void
}

export function PropertyCard({ id, row, current, open, selected, onSelect, onOpen }: PropertyCardProps) {
  const { t } = useWords()
  const words = usePropertyWords()
  if (!row) return <div id={id} role="gridcell" className={styles.bone} />
  const facts = [
    row.surfaceArea === null ? null : words.area(row.surfaceArea, row.kind),
    row.bedrooms ? `${row.bedrooms} ${t('property.bedrooms').toLocaleLowerCase()}` : null,
    t(`property.transactions.${row.transaction}`),
  ].filter(Boolean)
  return (
    <div
      id={id}
      role="gridcell"
      className={styles.card}
      aria-selected={selected}
      data-current={current || undefined}
      data-open={open || undefined}
      data-selected={selected || undefined}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('label, input')) return
        if (event.ctrlKey || event.metaKey || event.shiftKey) onSelect()
        else onOpen('panel')
      }}
      onDoubleClick={() => onOpen('page')}
      onAuxClick={(event) => {
        if (event.button === 1) onOpen('page')
      }}
    >
      <div className={styles.picture}>
        <Photo fileId={row.photoFileId} variant="medium" alt="" width="100%" height="100%" radius={0} />
        <label className={styles.pick}>
          <Checkbox size="xs" tabIndex={-1} checked={selected} onChange={onSelect} aria-label={row.title} />
        </label>
        <span className={styles.status}>
          <StatusBadge status={row.status} />
        </span>
      </div>
      <div className={styles.text}>
        <strong className={styles.price}>{words.price(row)}</strong>
        <span className={styles.title} title={row.title}>
          {row.title}
        </span>
        <span className={styles.muted}>{words.place(row) ?? t('property.noPlace')}</span>
        <span className={styles.muted}>{facts.join(' · ')}</span>
      </div>
    </div>
  )
}
