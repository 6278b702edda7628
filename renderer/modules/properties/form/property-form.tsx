import { Button, NumberInput, Select, SegmentedControl, Switch, Textarea, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useMemo, useRef, useState } from 'react'
import type { FormEvent, KeyboardEvent, ReactNode } from 'react'
import { energyClasses, furnishings, heatings, kindFamilies, pricePeriods, titleTypes, transactions } from '../../../../shared/modules/properties/model.ts'
import type { KindFamily, Transaction } from '../../../../shared/modules/properties/model.ts'
import { currencies } from '../../../../shared/values/money.ts'
import type { Currency } from '../../../../shared/values/money.ts'
import { AmountField } from '../../../components/fields/amount-field.tsx'
import { useCore } from '../../../data/use-core.ts'
import { useWords } from '../../../language/words.tsx'
import { hasFact, rareFacts } from '../fields-of-kind.ts'
import type { FactField } from '../fields-of-kind.ts'
import { usePropertyWords } from '../property-words.ts'
import { AmenityChoice } from '../record/amenities-panel.tsx'
import { PlaceEditor } from '../record/place-fact.tsx'
import { DuplicateWarning } from './duplicate-warning.tsx'
import { problemsOf } from './form-problems.ts'
import { OwnerField } from './owner-field.tsx'
import { withTransaction } from './property-draft.ts'
import type { DraftValues, PropertyDraft } from './property-draft.ts'
import { suggestedTitle } from './suggested-title.ts'
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
  const { t, language } = useWords()
  const words = usePropertyWords()
  const team = useCore(['team', 'list'], {})
  const form = useRef<HTMLFormElement>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  const [withRare, setWithRare] = useState(false)
  const [unclear, setUnclear] = useState<ReadonlySet<string>>(new Set())
  const { values } = draft
  const problems = useMemo(() => problemsOf(draft), [draft])
  const suggestion = suggestedTitle(values, t, words)

  const set = (patch: Partial<DraftValues>) => onChange({ ...draft, values: { ...values, ...patch } })
  const leave = (field: string) => setLeft((now) => (now.has(field) ? now : new Set([...now, field])))
  const errorOf = (field: keyof typeof problems) => {
    const problem = problems[field]
    return problem && (tried || left.has(field)) ? t(problem) : undefined
  }
  const shows = (field: FactField) => (hasFact(values.kind, values.transaction, field) && (withRare || !rareFacts.includes(field))) || (values[field] !== null && values[field] !== false && values[field] !== 'none')

  const save = () => {
    setTried(true)
    if (Object.keys(problems).length === 0 && unclear.size === 0) return onSave()
    // the first field that needs a hand, wherever the eye was
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      save()
    } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      // Enter in a field is not yet the wish to save a long form
      event.preventDefault()
    }
  }
  const noteUnclear = (field: string) => (is: boolean) => setUnclear((now) => {
    if (now.has(field) === is) return now
    const next = new Set(now)
    if (is) next.add(field)
    else next.delete(field)
    return next
  })

  const number = (field: 'surfaceArea' | 'usableArea' | 'landArea' | 'gardenArea' | 'rooms' | 'bedrooms' | 'bathrooms' | 'toilets' | 'totalFloors' | 'yearBuilt' | 'depositMonths', unit?: string) => {
    if (!shows(field)) return null
    const whole = !field.endsWith('Area') && field !== 'depositMonths'
    return (
      <NumberInput
        key={field} size="sm" label={t(`property.${field}`)} value={values[field] ?? ''} min={0} allowNegative={false} allowDecimal={!whole} decimalScale={field === 'depositMonths' ? 1 : 2} hideControls
        decimalSeparator={language === 'fr' ? ',' : '.'} allowedDecimalSeparators={[',', '.']} thousandSeparator={field === 'yearBuilt' ? '' : language === 'fr' ? '\u202f' : ','}
        suffix={unit ? `\u00a0${unit}` : ''} error={errorOf(field)} onBlur={() => leave(field)} onChange={(value) => set({ [field]: typeof value === 'number' ? value : null })}
      />
    )
  }
  const text = (field: 'floor' | 'titleNumber' | 'nicad' | 'sourceUrl' | 'metaTitle', max = 200) => (
    <TextInput
      key={field} size="sm" label={t(`property.${field}`)} value={values[field] ?? ''} maxLength={max} error={errorOf(field)} onBlur={() => leave(field)}
      onChange={(event) => set({ [field]: event.currentTarget.value === '' ? null : event.currentTarget.value })}
    />
  )
  const choice = (field: 'heating' | 'energyClass' | 'gasClass' | 'titleType', options: readonly { value: string; label: string }[]) => (
    <Select key={field} size="sm" label={t(`property.${field}`)} data={[...options]} value={values[field]} clearable onChange={(value) => set({ [field]: value } as Partial<DraftValues>)} />
  )

  const kinds = (Object.keys(kindFamilies) as KindFamily[]).map((family) => ({
    group: t(`property.families.${family}`), items: kindFamilies[family].map((kind) => ({ value: kind, label: t(`property.kinds.${kind}`) })),
  }))
  const sizes = [number('surfaceArea', 'm²'), number('landArea', 'm²'), number('usableArea', 'm²'), number('gardenArea', 'm²'), number('rooms'), number('bedrooms'), number('bathrooms'), number('toilets')].filter(Boolean)
  const building = [
    shows('floor') ? text('floor', 50) : null, number('totalFloors'), number('yearBuilt'),
    shows('furnished') ? (
      <Select
        key="furnished" size="sm" label={t('property.furnished')} value={values.furnished} allowDeselect={false} data={furnishings.map((value) => ({ value, label: t(`property.furnishings.${value}`) }))}
        onChange={(value) => set({ furnished: (value as DraftValues['furnished'] | null) ?? 'none' })}
      />
    ) : null,
    shows('heating') ? choice('heating', heatings.map((value) => ({ value, label: t(`property.heatings.${value}`) }))) : null,
    shows('energyClass') ? choice('energyClass', energyClasses.map((value) => ({ value, label: value }))) : null,
    shows('gasClass') ? choice('gasClass', energyClasses.map((value) => ({ value, label: value }))) : null,
  ].filter(Boolean)
  const rights = [
    shows('titleType') ? choice('titleType', titleTypes.map((value) => ({ value, label: t(`property.titleTypes.${value}`) }))) : null,
    shows('titleNumber') ? text('titleNumber') : null, shows('nicad') ? text('nicad') : null,
  ].filter(Boolean)

  return (
    <form ref={form} className={styles.form} onSubmit={onSubmit} onKeyDown={onKeyDown} noValidate>
      <div className={styles.fields}>
        {notice}
        <Section title={t('propertyRecord.group.what')}>
          <div className={styles.pair}>
            <Select
              size="sm" data-autofocus autoFocus={id === null} searchable selectFirstOptionOnChange label={t('property.kind')} data={kinds} value={values.kind} allowDeselect={false}
              onChange={(kind) => kind && set({ kind: kind as DraftValues['kind'] })}
            />
            <div>
              <span className={styles.label} id="property-form-transaction">{t('property.transaction')}</span>
              <SegmentedControl
                size="sm" fullWidth aria-labelledby="property-form-transaction" value={values.transaction} data={transactions.map((value) => ({ value, label: t(`property.transactions.${value}`) }))}
                onChange={(value) => onChange(withTransaction(draft, value as Transaction))}
              />
            </div>
          </div>
          <TextInput
            size="sm" label={t('property.title')} value={values.title} maxLength={200} placeholder={suggestion} description={values.title.trim() === '' ? t('propertyForm.titleHint', { title: suggestion }) : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']} error={errorOf('title')} onBlur={() => leave('title')} onChange={(event) => set({ title: event.currentTarget.value })}
          />
        </Section>

        <Section title={t('propertyRecord.group.place')}>
          <PlaceEditor value={values} onChange={(place) => set(place)} autoFocus={false} onUnclear={noteUnclear('position')} />
        </Section>

        <Section title={t('property.price')}>
          <div className={styles.price}>
            <AmountField
              label={t('propertyForm.amount')} value={values.priceAmount} currency={values.priceCurrency as Currency} onChange={(priceAmount) => set({ priceAmount })} onUnclear={noteUnclear('price')}
              error={errorOf('priceAmount')} onBlur={() => leave('priceAmount')}
            />
            <Select size="sm" label={t('property.priceCurrency')} data={[...currencies]} value={values.priceCurrency} allowDeselect={false} onChange={(currency) => currency && set({ priceCurrency: currency })} />
            <Select
              size="sm" label={t('property.pricePeriod')} value={values.pricePeriod} allowDeselect={false} data={pricePeriods.map((value) => ({ value, label: t(`property.pricePeriods.${value}`) }))}
              onChange={(period) => period && onChange({ ...draft, periodChosen: true, values: { ...values, pricePeriod: period as DraftValues['pricePeriod'] } })}
            />
          </div>
          <div className={styles.pair}>
            {shows('chargesAmount') ? (
              <AmountField label={t('property.charges')} value={values.chargesAmount} currency={values.priceCurrency as Currency} onChange={(chargesAmount) => set({ chargesAmount })} onUnclear={noteUnclear('charges')} />
            ) : null}
            {number('depositMonths', t('propertyRecord.months'))}
            <DateInput size="sm" label={t('property.availableFrom')} value={values.availableFrom} valueFormat="D MMM YYYY" clearable onChange={(availableFrom) => set({ availableFrom })} />
          </div>
          <Switch size="sm" label={t('property.priceNegotiable')} checked={values.priceNegotiable} onChange={(event) => set({ priceNegotiable: event.currentTarget.checked })} />
        </Section>

        <DuplicateWarning draft={draft} id={id} />

        <Section title={t('propertyRecord.group.size')}><div className={styles.quarters}>{sizes}</div></Section>
        {building.length > 0 ? <Section title={t('propertyRecord.group.building')}><div className={styles.quarters}>{building}</div></Section> : null}
        {rights.length > 0 ? <Section title={t('propertyRecord.group.right')}><div className={styles.pair}>{rights}</div></Section> : null}
        {withRare ? null : <Button size="compact-sm" variant="subtle" className={styles.more} onClick={() => setWithRare(true)}>{t('propertyRecord.moreFacts')}</Button>}

        <Section title={t('property.amenities')}>
          <AmenityChoice
            value={draft.amenities} kind={values.kind} transaction={values.transaction}
            onToggle={(amenity, on) => onChange({ ...draft, amenities: on ? [...draft.amenities, amenity] : draft.amenities.filter((one) => one !== amenity) })}
          />
        </Section>

        <Section title={t('propertyRecord.people')}>
          <OwnerField draft={draft} onChange={onChange} error={errorOf('newOwner')} />
          <Select
            size="sm" label={t('property.agent')} value={values.agentId} clearable data={(team.data ?? []).filter((member) => member.active || member.id === values.agentId).map((member) => ({ value: member.id, label: member.name }))}
            onChange={(agentId) => set({ agentId })}
          />
        </Section>

        <Section title={t('propertyForm.texts')}>
          <Textarea size="sm" autosize minRows={4} maxRows={14} label={t('property.description')} value={values.description ?? ''} maxLength={20_000} onChange={(event) => set({ description: event.currentTarget.value || null })} />
          <Textarea
            size="sm" autosize minRows={2} maxRows={10} label={t('property.notes')} description={t('propertyRecord.notesHint')} value={values.notes ?? ''} maxLength={10_000}
            onChange={(event) => set({ notes: event.currentTarget.value || null })}
          />
        </Section>

        {id === null ? (
          <Section title={t('property.status')}>
            <SegmentedControl
              size="sm" value={draft.status} data={(['available', 'draft'] as const).map((value) => ({ value, label: t(`property.statuses.${value}`) }))} aria-label={t('property.status')}
              onChange={(value) => onChange({ ...draft, status: value as PropertyDraft['status'] })} className={styles.status}
            />
          </Section>
        ) : null}
      </div>
      <div className={styles.foot}>
        <Button type="submit" loading={busy}>{t('common.action.save')}</Button>
        <Button variant="default" onClick={onCancel} disabled={busy}>{t('common.action.cancel')}</Button>
        <span className={styles.keys}>{t('propertyForm.keys')}</span>
        {tried && (Object.keys(problems).length > 0 || unclear.size > 0) ? <span className={styles.problem} role="alert">{t('propertyForm.toMend', { count: Object.keys(problems).length + unclear.size })}</span> : null}
      </div>
    </form>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={styles.section}>
      <legend className={styles.legend}>{title}</legend>
      {children}
    </fieldset>
  )
}
