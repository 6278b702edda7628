import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { Panel } from '../../../components/show/panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { RowLine } from '../record/similar-list.tsx'
import listStyles from '../record/similar-list.module.css'
import styles from './property-form.module.css'
import type { PropertyDraft } from './property-draft.ts'

/** Properties the agency has already that look like this one, while it is being typed. */
export function DuplicateWarning({ draft, id, suggestion }: { draft: PropertyDraft; id: string | null; suggestion: string }) {
  const { t } = useWords()
  const { values, newOwner } = draft
  const owner = useCore(['contacts', 'get'], { id: values.ownerId ?? '' }, { enabled: values.ownerId !== null, keep: false })
  const probe = useMemo(
    () => ({
      id,
      title: values.title.trim() || suggestion,
      kind: values.kind,
      transaction: values.transaction,
      quartier: values.quartier,
      priceAmount: values.priceAmount,
      surfaceArea: values.surfaceArea ?? values.landArea,
      ownerPhones: newOwner?.phone
        ? [newOwner.phone]
        : values.ownerId === null
          ? []
          : (owner.data?.phones.map((phone) => phone.e164 ?? phone.typed) ?? []),
    }),
    [id, values, newOwner, owner.data, suggestion],
  )
  const [asked] = useDebouncedValue(probe, 200)
  // without a quartier anything could be anything
  const enough = asked.quartier !== null && (asked.ownerPhones.length > 0 || asked.priceAmount !== null)
  const found = useCore(['properties', 'duplicates'], asked, { enabled: enough })
  const candidates = enough ? (found.data ?? []) : []
  return (
    <div aria-live="polite" className={styles.warning}>
      {candidates.length === 0 ? null : (
        <Panel
          title={t('propertyRecord.duplicates', { count: candidates.length })}
          aside={t('propertyForm.duplicatesHint')}
          tone="attention"
        >
          <ul className={listStyles.list}>
            {candidates.slice(0, 4).map(({ row, reasons }) => (
              <RowLine key={row.id} row={row} detail={reasons.map((reason) => t(`property.duplicate.${reason}`)).join(' · ')} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  )
}
