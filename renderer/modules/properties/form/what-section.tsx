import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useId } from 'react'
import { kindFamilies, transactions } from '../../../../shared/modules/properties/model.ts'
import type { KindFamily, Transaction } from '../../../../shared/modules/properties/model.ts'
import { useWords } from '../../../language/words.tsx'
import { Section } from './form-fields.tsx'
import { withTransaction } from './property-draft.ts'
import type { DraftValues } from './property-draft.ts'
import type { FormPart } from './use-form-part.ts'
import styles from './property-form.module.css'

/** What it is and what for; both decide which other fields are asked. */
export function WhatSection({ part, autoFocus, suggestion }: { part: FormPart; autoFocus: boolean; suggestion: string }) {
  const { t } = useWords()
  const id = useId()
  const { draft, set } = part
  const { values } = draft
  const problem = part.problemOf('title')
  const kinds = (Object.keys(kindFamilies) as KindFamily[]).map((family) => ({
    group: t(`property.families.${family}`),
    items: kindFamilies[family].map((kind) => ({ value: kind, label: t(`property.kinds.${kind}`) })),
  }))
  return (
    <Section title={t('propertyRecord.group.what')}>
      <div className={styles.pair}>
        <Select
          size="sm"
          autoFocus={autoFocus}
          openOnFocus={false}
          searchable
          selectFirstOptionOnChange
          label={t('property.kind')}
          data={kinds}
          value={values.kind}
          allowDeselect={false}
          onChange={(kind) => kind && set({ kind: kind as DraftValues['kind'] })}
        />
        <div>
          <span className={styles.label} id={id}>
            {t('property.transaction')}
          </span>
          <SegmentedControl
            size="sm"
            fullWidth
            aria-labelledby={id}
            value={values.transaction}
            data={transactions.map((value) => ({ value, label: t(`property.transactions.${value}`) }))}
            onChange={(value) => part.onChange(withTransaction(draft, value as Transaction))}
          />
        </div>
      </div>
      <TextInput
        size="sm"
        label={t('property.title')}
        value={values.title}
        maxLength={200}
        placeholder={suggestion}
        description={values.title.trim() === '' ? t('propertyForm.titleHint', { title: suggestion }) : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={problem && t(problem)}
        onBlur={() => part.leave('title')}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
    </Section>
  )
}
