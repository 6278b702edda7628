import { useDebouncedValue } from '@mantine/hooks'
import { useMemo } from 'react'
import { Panel } from '../../../components/show/panel.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { RowLine } from '../record/similar-list.tsx'
import listStyles from '../record/similar-list.module.css'
import type { PropertyDraft } from './property-draft.ts'

/** Properties the agency has already that look like this one, while it is being typed. */
export function DuplicateWarning({ draft, id }: { draft: PropertyDraft; id: string | null }) {
  const { t } = useWords()
  const { values, newOwner } = draft
  const owner = useCore(['contacts', 'get'], { id: values.ownerId ?? '' }, { enabled: values.ownerId !== null, keep: false })
  const probe = useMemo(() => ({
    id, title: values.title, kind: values.kind, transaction: values.transaction, quartier: values.quartier, priceAmount: values.priceAmount, surfaceArea: values.surfaceArea ?? values.landArea,
    ownerPhones: newOwner?.phone ? [newOwner.phone] : values.ownerId === null ? [] : (owner.data?.phones.map((phone) => phone.e164 ?? phone.typed) ?? []),
  }), [id, values, newOwner, owner.data])
  const [asked] = useDebouncedValue(probe, 200)
  // without a quartier anything could be anything
  const enough = asked.quartier !== null && (asked.ownerPhones.length > 0 || (asked.priceAmount !== null && asked.title.trim() !== ''))
  const found = useCore(['properties', 'duplicates'], asked, { enabled: enough })
  const candidates = enough ? (found.data ?? []) : []
  if (candidates.length === 0) return <div aria-live="polite" />
  return (
    <div aria-live="polite">
      <Panel title={t('propertyRecord.duplicates', { count: candidates.length })} aside={t('propertyForm.duplicatesHint')} tone="attention">
        <ul className={listStyles.list}>
          {candidates.slice(0, 4).map(({ row, reasons }) => <RowLine key={row.id} row={row} detail={reasons.map((reason) => t(`property.duplicate.${reason}`)).join(' · ')} />)}
        </ul>
      </Panel>
    </div>
  )
}
