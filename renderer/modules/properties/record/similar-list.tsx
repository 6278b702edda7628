import type { ReactNode } from 'react'
import type { PropertyListRow } from '../../../../shared/modules/properties/model-views.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import { Panel } from '../../../components/show/panel.tsx'
import { Photo } from '../../../components/show/photo.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { usePropertyNavigation } from '../navigation.ts'
import { usePropertyWords } from '../property-words.ts'
import { reasonInWords } from './similar-words.ts'
import styles from './similar-list.module.css'

/** Properties a caller might take instead, each with why it is like this one. */
export function SimilarList({ id, limit = 6 }: { id: string; limit?: number }) {
  const { t, language } = useWords()
  const words = usePropertyWords()
  const similar = useCore(['properties', 'similar'], { id, limit }, { keep: false })
  const rows = similar.data ?? []
  if (rows.length === 0) return null
  return (
    <Panel title={t('propertyRecord.similar')} level={3}>
      <ul className={styles.list}>
        {rows.map(({ row, reasons }) => (
          <RowLine
            key={row.id}
            row={row}
            detail={reasons
              .map((reason) => reasonInWords(reason, { t, language, currency: row.priceCurrency as Currency, area: words.area }))
              .join(' · ')}
          />
        ))}
      </ul>
    </Panel>
  )
}

/** A property in two lines that opens its page. */
export function RowLine({ row, detail }: { row: PropertyListRow; detail: ReactNode }) {
  const { t } = useWords()
  const words = usePropertyWords()
  const { openPage } = usePropertyNavigation()
  return (
    <li>
      <button type="button" className={styles.row} onClick={() => openPage(row.id)}>
        <Photo fileId={row.photoFileId} alt="" width={44} height={36} radius={5} />
        <span className={styles.text}>
          <span className={styles.first}>
            <span className={styles.title}>{row.title}</span>
            <strong>{words.bareAmount(row.priceAmount, row.priceCurrency) ?? t('property.noPrice')}</strong>
          </span>
          <span className={styles.detail}>{detail}</span>
        </span>
      </button>
    </li>
  )
}
