import { SegmentedControl, Select, Textarea } from '@mantine/core'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { AmenityChoice } from '../record/amenities-panel.tsx'
import { Section } from './form-fields.tsx'
import { OwnerField } from './owner-field.tsx'
import type { PropertyDraft } from './property-draft.ts'
import type { FormPart } from './use-form-part.ts'
import styles from './property-form.module.css'

export function AmenitiesSection({ part: { draft, onChange } }: { part: FormPart }) {
  const { t } = useWords()
  return (
    <Section title={t('property.amenities')}>
      <AmenityChoice
        value={draft.amenities}
        kind={draft.values.kind}
        transaction={draft.values.transaction}
        onToggle={(amenity, on) => {
          const others = draft.amenities.filter((one) => one !== amenity)
          onChange({ ...draft, amenities: on ? [...others, amenity] : others })
        }}
      />
    </Section>
  )
}

export function PeopleSection({ part }: { part: FormPart }) {
  const { t } = useWords()
  const team = useCore(['team', 'list'], {})
  const { agentId } = part.draft.values
  const problem = part.problemOf('newOwner')
  const agents = (team.data ?? []).filter((member) => member.active || member.id === agentId)
  return (
    <Section title={t('propertyRecord.people')}>
      <OwnerField draft={part.draft} onChange={part.onChange} error={problem && t(problem)} />
      <Select
        size="sm"
        label={t('property.agent')}
        value={agentId}
        clearable
        data={agents.map((member) => ({ value: member.id, label: member.name }))}
        onChange={(value) => part.set({ agentId: value })}
      />
    </Section>
  )
}

export function TextsSection({ part }: { part: FormPart }) {
  const { t } = useWords()
  const { description, notes } = part.draft.values
  return (
    <Section title={t('propertyForm.texts')}>
      <Textarea
        size="sm"
        autosize
        minRows={4}
        maxRows={14}
        label={t('property.description')}
        value={description ?? ''}
        maxLength={20_000}
        onChange={(event) => part.set({ description: event.currentTarget.value || null })}
      />
      <Textarea
        size="sm"
        autosize
        minRows={2}
        maxRows={10}
        label={t('property.notes')}
        description={t('propertyRecord.notesHint')}
        value={notes ?? ''}
        maxLength={10_000}
        onChange={(event) => part.set({ notes: event.currentTarget.value || null })}
      />
    </Section>
  )
}

/** A new property goes on the market at once, or waits as a draft. */
export function StatusSection({ part: { draft, onChange } }: { part: FormPart }) {
  const { t } = useWords()
  return (
    <Section title={t('property.status')}>
      <SegmentedControl
        size="sm"
        className={styles.status}
        aria-label={t('property.status')}
        value={draft.status}
        data={(['available', 'draft'] as const).map((value) => ({ value, label: t(`property.statuses.${value}`) }))}
        onChange={(value) => onChange({ ...draft, status: value as PropertyDraft['status'] })}
      />
    </Section>
  )
}
