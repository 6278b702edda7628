import { Button } from '@mantine/core'
import { useRef } from 'react'
import type { FormEvent, KeyboardEvent, ReactNode } from 'react'
import { useWords } from '../../../language/words.tsx'
import { usePropertyWords } from '../property-words.ts'
import { PlaceEditor } from '../record/place-fact.tsx'
import { DuplicateWarning } from './duplicate-warning.tsx'
import { FactsSections } from './facts-sections.tsx'
import { Section } from './form-fields.tsx'
import { AmenitiesSection, PeopleSection, StatusSection, TextsSection } from './other-sections.tsx'
import { PriceSection } from './price-section.tsx'
import type { PropertyDraft } from './property-draft.ts'
import { suggestedTitle } from './suggested-title.ts'
import { useFormPart } from './use-form-part.ts'
import { WhatSection } from './what-section.tsx'
import styles from './property-form.module.css'

type PropertyFormProps = {
  draft: PropertyDraft
  onChange: (draft: PropertyDraft) => void
  /** Id of the property that is edited; null for a new one. */
  id: string | null
  busy: boolean
  onSave: () => void
  onCancel: () => void
  /** Above the fields: a draft that was found, a refusal. */
  notice: ReactNode
}

/** One column, labels above; the kind of property decides what is asked. */
export function PropertyForm({ draft, onChange, id, busy, onSave, onCancel, notice }: PropertyFormProps) {
  const { t } = useWords()
  const words = usePropertyWords()
  const form = useRef<HTMLFormElement>(null)
  const part = useFormPart(draft, onChange)
  const suggestion = suggestedTitle(draft.values, t, words)

  const save = () => {
    if (part.tryToSave()) return onSave()
    // the first field that needs a hand, wherever the eye was
    requestAnimationFrame(() => {
      const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      field?.scrollIntoView({ block: 'center' })
      field?.focus({ preventScroll: true })
    })
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    const control = event.ctrlKey || event.metaKey
    // Enter in a field is not yet the wish to save a long form
    if (control || event.target instanceof HTMLInputElement) event.preventDefault()
    if (control) save()
  }

  return (
    <div className={styles.keys} onKeyDown={onKeyDown}>
      <form ref={form} className={styles.form} onSubmit={onSubmit} noValidate>
        <div className={styles.fields}>
          {notice}
          <WhatSection part={part} autoFocus={id === null} suggestion={suggestion} />
          <Section title={t('propertyRecord.group.place')}>
            <PlaceEditor
              value={draft.values}
              onChange={(place) => part.set(place)}
              autoFocus={false}
              onUnclear={part.noteUnclear('position')}
            />
          </Section>
          <PriceSection part={part}>
            <DuplicateWarning draft={draft} id={id} suggestion={suggestion} />
          </PriceSection>
          <FactsSections part={part} />
          {part.withRare ? null : (
            <Button size="compact-sm" variant="subtle" className={styles.more} onClick={part.showRare}>
              {t('propertyRecord.moreFacts')}
            </Button>
          )}
          <AmenitiesSection part={part} />
          <PeopleSection part={part} />
          <TextsSection part={part} />
          {id === null ? <StatusSection part={part} /> : null}
        </div>
        <div className={styles.foot}>
          <Button type="submit" loading={busy}>
            {t('common.action.save')}
          </Button>
          <Button variant="default" onClick={onCancel} disabled={busy}>
            {t('common.action.cancel')}
          </Button>
          {part.tried && part.toMend > 0 ? (
            <span className={styles.problem} role="alert">
              {t('propertyForm.toMend', { count: part.toMend })}
            </span>
          ) : (
            <span className={styles.hint}>{t('propertyForm.keys')}</span>
          )}
        </div>
      </form>
    </div>
  )
}
