import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { PhoneField } from '../../../components/fields/phone-field.tsx'
import { useWords } from '../../../language/words.tsx'
import { ContactPicker, KnownAlready, useAlike } from '../record/contact-picker.tsx'
import type { PropertyDraft } from './property-draft.ts'
import styles from './property-form.module.css'

/** Whose it is: somebody known, or a new contact that is made together with the property. */
export function OwnerField({
  draft,
  onChange,
  error,
}: {
  draft: PropertyDraft
  onChange: (draft: PropertyDraft) => void
  error: string | undefined
}) {
  const { t } = useWords()
  const [picking, setPicking] = useState(false)
  const alike = useAlike(draft.newOwner?.phone ?? '')
  const choose = (owner: { id: string; name: string } | null) => {
    setPicking(false)
    onChange({
      ...draft,
      newOwner: null,
      ownerName: owner?.name ?? null,
      values: { ...draft.values, ownerId: owner?.id ?? null },
    })
  }
  const create = (newOwner: PropertyDraft['newOwner']) => {
    setPicking(false)
    onChange({ ...draft, newOwner, ownerName: null, values: { ...draft.values, ownerId: null } })
  }
  if (draft.newOwner) {
    const { newOwner } = draft
    return (
      <div>
        <span className={styles.label}>{t('propertyForm.newOwner')}</span>
        <div className={styles.pair}>
          <TextInput
            size="sm"
            label={t('propertyRecord.contactName')}
            value={newOwner.name}
            maxLength={200}
            error={error}
            onChange={(event) => create({ ...newOwner, name: event.currentTarget.value })}
          />
          <PhoneField
            label={t('propertyRecord.contactPhone')}
            value={newOwner.phone}
            onChange={(phone) => create({ ...newOwner, phone })}
          />
        </div>
        <KnownAlready contacts={alike} onChoose={choose} />
        <Button size="compact-xs" variant="subtle" color="gray" mt={6} onClick={() => choose(null)}>
          {t('propertyRecord.removeOwner')}
        </Button>
      </div>
    )
  }
  return (
    <div>
      <span className={styles.label}>{t('property.owner')}</span>
      {picking ? (
        <ContactPicker label={t('property.owner')} onChoose={choose} onCreate={create} onCancel={() => setPicking(false)} />
      ) : (
        <span className={styles.owner}>
          <strong>{draft.ownerName ?? t('propertyRecord.noOwner')}</strong>
          <Button size="compact-sm" variant="default" onClick={() => setPicking(true)}>
            {t(draft.ownerName ? 'propertyRecord.changeOwner' : 'propertyRecord.addOwner')}
          </Button>
          {draft.ownerName ? (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => choose(null)}>
              {t('propertyRecord.removeOwner')}
            </Button>
          ) : null}
        </span>
      )}
    </div>
  )
}
