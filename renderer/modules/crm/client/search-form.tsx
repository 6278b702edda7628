import { Button, MultiSelect, NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { alertFrequencies, dealBreakerNames, financings, mostPlaces, timeframes } from '../../../../shared/modules/crm/model-search.ts'
import type { ClientSearch, DealBreaker } from '../../../../shared/modules/crm/model-search.ts'
import { amenityGroups } from '../../../../shared/modules/properties/model-amenities.ts'
import type { Amenity, AmenityGroup } from '../../../../shared/modules/properties/model-amenities.ts'
import { kindFamilies, transactions } from '../../../../shared/modules/properties/model.ts'
import type { PropertyKind } from '../../../../shared/modules/properties/model.ts'
import { clientSearch } from '../../../../shared/modules/crm/model-search.ts'
import { AmountField } from '../../../components/fields/amount-field.tsx'
import { FormProblem } from '../../../components/fields/form-problem.tsx'
import { Form } from '../../../components/fields/form.tsx'
import { newId } from '../../../data/new-id.ts'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { useDraft } from '../../../data/use-draft.ts'
import { useWords } from '../../../language/words.tsx'
import { useAgencyFrame } from '../../../session/session.tsx'
import { useFormAct } from '../../auth/use-form-act.ts'
import { changesOf, draftOf, freshDraft, wishOf, wrongRanges } from './search-draft.ts'
import type { SearchDraft } from './search-draft.ts'
import { dealBreakerKey } from '../../../../shared/modules/crm/rules-wish-words.ts'
import { SearchPlaces } from './search-places.tsx'
import { SearchPreview } from './search-preview.tsx'
import styles from './client.module.css'

type SearchFormProps = { contactId: string; search: ClientSearch | null; onDone: (id: string | null) => void }

/** What somebody looks for; beside it, while it is said, what would suit. */
export function SearchForm({ contactId, search, onDone }: SearchFormProps) {
  const words = useWords()
  const { t, language } = words
  const { run } = useCommand()
  const { currency } = useAgencyFrame()
  const start = useMemo(() => (search ? draftOf(search) : freshDraft(currency)), [search, currency])
  const draft = useDraft<SearchDraft>(search ? `search-${search.id}` : `search-new-${contactId}`, start)
  const form = draft.value
  const set = (patch: Partial<SearchDraft>) => draft.change((now) => ({ ...now, ...patch }))
  const [unclear, setUnclear] = useState<ReadonlySet<string>>(new Set())
  const { waiting, problem, act } = useFormAct()
  const [asked] = useDebouncedValue(form, 120)
  const wrong = wrongRanges(form)
  const rangeProblem = (range: (typeof wrong)[number]) => (wrong.includes(range) ? t('client.search.range') : null)

  function submit() {
    if (wrong.length > 0 || unclear.size > 0) return
    void act(async () => {
      const id = search?.id ?? newId()
      if (search) {
        const patch = changesOf(search, form)
        const units = [...new Set(Object.keys(patch).map((name) => clientSearch.fields[name as keyof typeof clientSearch.fields].unit))]
        if (Object.keys(patch).length > 0) await run('clientSearch.update', { id, patch }, { base: seenUnits(search, units) })
      } else await run('clientSearch.create', { ...form, id, contactId })
      draft.clear()
      onDone(id)
    })
  }
  const amount = (name: 'budgetMin' | 'budgetMax') => (
    <AmountField
      autoFocus={name === 'budgetMin'}
      label={t(`search.${name}`)}
      currency={form.currency}
      value={form[name]}
      onChange={(value) => set({ [name]: value })}
      onUnclear={(is) => setUnclear((now) => withName(now, name, is))}
      description={form.transaction === 'rent' ? t('client.search.hint_budget_rent') : form.transaction === 'shortStay' ? t('client.search.hint_budget_stay') : undefined}
      error={name === 'budgetMax' ? rangeProblem('budget') : null}
    />
  )
  const count = (name: 'bedroomsMin' | 'bedroomsMax' | 'areaMin' | 'areaMax', error: string | null = null) => (
    <NumberInput
      size="sm"
      hideControls
      min={0}
      max={name.startsWith('bedrooms') ? 200 : 100_000_000}
      allowNegative={false}
      allowDecimal={false}
      thousandSeparator={language === 'fr' ? '\u202f' : ','}
      suffix={name.startsWith('area') ? '\u00a0m²' : ''}
      label={t(`search.${name}`)}
      value={form[name] ?? ''}
      error={error}
      onChange={(value) => set({ [name]: typeof value === 'number' ? value : null })}
    />
  )
  const choices = <Value extends string>(values: readonly Value[], label: (value: Value) => string) => values.map((value) => ({ value, label: label(value) }))
  const amenities = (Object.keys(amenityGroups) as AmenityGroup[]).map((group) => ({
    group: t(`property.amenityGroup.${group}`),
    items: amenityGroups[group].map((value) => ({ value, label: t(`property.amenity.${value}`) })),
  }))
  const breakers = dealBreakerNames.filter((name) => !form.mustHave.includes(name as Amenity))
  return (
    <div className={styles.searchForm}>
      <Form className={styles.formColumn} onSubmit={submit} onLeave={() => onDone(null)}>
        <h2 className={styles.formTitle}>{t(search ? 'client.search.edit_title' : 'client.search.new_title')}</h2>
        <fieldset className={styles.group}>
          <legend>{t('client.search.group.want')}</legend>
          <SegmentedControl
            aria-label={t('search.transaction')}
            data={choices(transactions, (value) => t(`property.transactions.${value}`))}
            value={form.transaction}
            onChange={(value) => set({ transaction: value as SearchDraft['transaction'] })}
          />
          <div className={styles.pair}>
            {amount('budgetMin')}
            {amount('budgetMax')}
          </div>
          <MultiSelect
            size="sm"
            searchable
            hidePickedOptions
            label={t('search.kinds')}
            data={Object.values(kindFamilies).flatMap((kinds) => choices(kinds as readonly PropertyKind[], (kind) => t(`property.kinds.${kind}`)))}
            value={form.kinds}
            onChange={(kinds) => set({ kinds: kinds as PropertyKind[] })}
          />
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('client.search.group.where')}</legend>
          <SearchPlaces value={form.places} onChange={(places) => set({ places: places.slice(0, mostPlaces) })} />
          {form.places.length === 0 ? null : (
            <NumberInput
              size="sm"
              hideControls
              min={0}
              max={500}
              decimalScale={1}
              decimalSeparator={language === 'fr' ? ',' : '.'}
              allowedDecimalSeparators={[',', '.']}
              suffix={'\u00a0km'}
              label={t('search.maxDistance')}
              description={t('client.search.hint_distance')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={form.maxDistance ?? ''}
              onChange={(value) => set({ maxDistance: typeof value === 'number' ? value : null })}
            />
          )}
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('client.search.group.size')}</legend>
          <div className={styles.pair}>
            {count('bedroomsMin')}
            {count('bedroomsMax', rangeProblem('bedrooms'))}
          </div>
          <div className={styles.pair}>
            {count('areaMin')}
            {count('areaMax', rangeProblem('area'))}
          </div>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('client.search.group.must')}</legend>
          <MultiSelect size="sm" searchable hidePickedOptions label={t('search.mustHave')} data={amenities} value={form.mustHave} onChange={(value) => set({ mustHave: value as Amenity[], dealBreakers: form.dealBreakers.filter((one) => !(value as string[]).includes(one)) })} />
          <MultiSelect
            size="sm"
            searchable
            hidePickedOptions
            label={t('search.dealBreakers')}
            data={choices(breakers, (name) => t(dealBreakerKey(name)))}
            value={form.dealBreakers}
            onChange={(value) => set({ dealBreakers: value as DealBreaker[] })}
          />
          <div className={styles.pair}>
            <Select size="sm" label={t('search.financing')} allowDeselect={false} data={choices(financings, (value) => t(`search.financings.${value}`))} value={form.financing} onChange={(value) => set({ financing: (value ?? 'notSure') as SearchDraft['financing'] })} />
            <Select size="sm" clearable label={t('search.timeframe')} data={choices(timeframes, (value) => t(`search.timeframes.${value}`))} value={form.timeframe} onChange={(value) => set({ timeframe: value as SearchDraft['timeframe'] })} />
          </div>
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('client.search.group.follow')}</legend>
          <div className={styles.pair}>
            <TextInput size="sm" maxLength={200} label={t('search.title')} description={t('client.search.hint_title')} inputWrapperOrder={['label', 'input', 'description', 'error']} value={form.title ?? ''} onChange={(event) => set({ title: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
            <Select size="sm" label={t('search.alerts')} allowDeselect={false} data={choices(alertFrequencies, (value) => t(`search.frequencies.${value}`))} value={form.alerts} onChange={(value) => set({ alerts: (value ?? 'never') as SearchDraft['alerts'] })} />
          </div>
          <Textarea size="sm" autosize minRows={2} maxRows={8} maxLength={5000} label={t('search.notes')} value={form.notes ?? ''} onChange={(event) => set({ notes: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
        </fieldset>
        <FormProblem>{problem}</FormProblem>
        <div className={styles.formActions}>
          <Button type="submit" loading={waiting} disabled={wrong.length > 0 || unclear.size > 0}>
            {t('client.search.save')}
          </Button>
          <Button variant="default" onClick={() => onDone(null)}>
            {t('common.action.cancel')}
          </Button>
          {draft.foundFrom === null ? null : (
            <Button variant="subtle" color="gray" onClick={draft.clear}>
              {t('client.search.discard')}
            </Button>
          )}
        </div>
      </Form>
      <SearchPreview wish={wishOf(asked)} enabled={wrongRanges(asked).length === 0} />
    </div>
  )
}

function withName(names: ReadonlySet<string>, name: string, is: boolean): ReadonlySet<string> {
  if (names.has(name) === is) return names
  return new Set(is ? [...names, name] : [...names].filter((one) => one !== name))
}
