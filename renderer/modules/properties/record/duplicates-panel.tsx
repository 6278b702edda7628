import { useMemo } from 'react'
import type { PropertyView } from '../../../../shared/modules/properties/model-views.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { RowLine } from './similar-list.tsx'
import styles from './similar-list.module.css'

/** Other records that may be this very property; nothing is shown when there are none. */
export function DuplicatesPanel({ view }: { view: PropertyView }) {
  const { t } = useWords()
  const { property, owner } = view
  const probe = useMemo(
    () => ({
      id: property.id,
      title: property.title,
      kind: property.kind,
      transaction: property.transaction,
      quartier: property.quartier,
      priceAmount: property.priceAmount,
      surfaceArea: property.surfaceArea,
      ownerPhones: owner?.phones.map((phone) => phone.e164 ?? phone.typed) ?? [],
    }),
    [property, owner],
  )
  const found = useCore(['properties', 'duplicates'], probe, { keep: false })
  const candidates = found.data ?? []
  if (candidates.length === 0) return null
  return (
    <Panel title={t('propertyRecord.duplicates', { count: candidates.length })} tone="attention" level={3}>
      <ul className={styles.list}>
        {candidates.slice(0, 5).map(({ row, reasons }) => (
          <RowLine key={row.id} row={row} detail={reasons.map((reason) => t(`property.duplicate.${reason}`)).join(' · ')} />
        ))}
      </ul>
    </Panel>
  )
}
