import { MultiSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { emailSchema } from '../../../../shared/modules/auth/model.ts'
import { lead as leadEntity, leadSources } from '../../../../shared/modules/crm/model-lead.ts'
import type { Lead } from '../../../../shared/modules/crm/model-lead.ts'
import { timeframes } from '../../../../shared/modules/crm/model-search.ts'
import type { LeadView } from '../../../../shared/modules/crm/model-views.ts'
import { propertyKinds, transactions } from '../../../../shared/modules/properties/model.ts'
import { InlineField } from '../../../components/fields/inline-field.tsx'
import { InlineAmount, InlineLongText, InlinePhone, InlineSelect, InlineText } from '../../../components/fields/inline-kinds.tsx'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'
import { InlineDue } from '../tasks/inline-due.tsx'
import { useLeadWords } from './lead-words.ts'
import { PlacesField } from './places-field.tsx'
import { PropertyAsked } from './property-asked.tsx'

type Patch = Partial<Pick<Lead, 'name' | 'company' | 'email' | 'phone' | 'whatsapp' | 'source' | 'transaction' | 'budgetMin' | 'budgetMax' | 'kinds' | 'places' | 'timeframe' | 'wish' | 'propertyId' | 'notes' | 'nextAction' | 'nextActionOn'>>

/** Saves some fields of a lead upon what was seen of them. */
export function useSaveLead(lead: Lead): (patch: Patch) => Promise<{ commandId: string }> {
  const { run } = useCommand()
  return (patch) => {
    const units = [...new Set(Object.keys(patch).map((name) => leadEntity.fields[name as keyof Patch].unit))]
    return run('lead.update', { id: lead.id, patch }, { base: seenUnits(lead, units) })
  }
}

/** Who it is and how to be reached. */
export function WhoFacts({ view }: { view: LeadView }) {
  const { t } = useWords()
  const words = useLeadWords()
  const { agency } = useSession()
  const { lead } = view
  const readOnly = !view.mayEdit
  const save = useSaveLead(lead)
  return (
    <>
      <InlinePhone label={t('contact.phone')} value={lead.phone} show={words.phone(lead)} country={agency.country} readOnly={readOnly} save={(phone) => save({ phone })} />
      <InlineSelect
        label={t('contact.whatsapp')}
        value={lead.whatsapp ? 'yes' : 'no'}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`common.answer.${value}`) }))}
        readOnly={readOnly}
        save={(value) => save({ whatsapp: value === 'yes' })}
      />
      <InlineText
        label={t('contact.email')}
        value={lead.email}
        type="email"
        readOnly={readOnly}
        check={(value) => (value !== null && !emailSchema.safeParse(value).success ? t('leads.page.email_unclear') : null)}
        save={(email) => save({ email })}
      />
      <InlineText label={t('lead.company')} value={lead.company} readOnly={readOnly} save={(company) => save({ company })} />
      <InlineSelect
        label={t('lead.source')}
        value={lead.source}
        options={leadSources.map((value) => ({ value, label: t(`lead.sources.${value}`) }))}
        readOnly={readOnly}
        save={(source) => save({ source: source ?? lead.source })}
      />
      <InlineText label={t('lead.nextAction')} value={lead.nextAction} readOnly={readOnly} save={(nextAction) => save({ nextAction })} />
      <InlineDue label={t('lead.nextActionOn')} value={{ dueOn: lead.nextActionOn, dueTime: null }} readOnly={readOnly} save={({ dueOn }) => save({ nextActionOn: dueOn })} />
      {lead.lostReason === null ? null : <InlineText label={t('lead.lostReason')} value={lead.lostReason} readOnly save={() => save({})} />}
      <InlineLongText label={t('lead.notes')} value={lead.notes} maxLength={5000} readOnly={readOnly} save={(notes) => save({ notes })} />
    </>
  )
}

/** What is wanted, for how much, where and when. */
export function WantsFacts({ view }: { view: LeadView }) {
  const { t } = useWords()
  const words = useLeadWords()
  const { lead } = view
  const readOnly = !view.mayEdit
  const save = useSaveLead(lead)
  const order = (low: number | null, high: number | null) => (low !== null && high !== null && high < low ? t('leads.form.budget_order') : null)
  return (
    <>
      <InlineSelect
        label={t('search.transaction')}
        value={lead.transaction}
        options={transactions.map((value) => ({ value, label: t(`property.transactions.${value}`) }))}
        clearable
        readOnly={readOnly}
        save={(transaction) => save({ transaction })}
      />
      <InlineAmount
        label={t('search.budgetMin')}
        value={lead.budgetMin}
        currency={lead.currency}
        readOnly={readOnly}
        check={(value) => order(value, lead.budgetMax)}
        save={(budgetMin) => save({ budgetMin })}
      />
      <InlineAmount
        label={t('search.budgetMax')}
        value={lead.budgetMax}
        currency={lead.currency}
        readOnly={readOnly}
        check={(value) => order(lead.budgetMin, value)}
        save={(budgetMax) => save({ budgetMax })}
      />
      <InlineField
        label={t('search.kinds')}
        value={lead.kinds}
        show={words.kinds(lead)}
        readOnly={readOnly}
        save={(kinds) => save({ kinds })}
        editor={({ value, onChange, label, error }) => (
          <MultiSelect
            size="sm"
            autoFocus
            searchable
            aria-label={label}
            data={propertyKinds.map((kind) => ({ value: kind, label: t(`property.kinds.${kind}`) }))}
            value={value}
            comboboxProps={{ withinPortal: true }}
            onChange={(chosen) => onChange(propertyKinds.filter((kind) => chosen.includes(kind)))}
            error={error}
          />
        )}
      />
      <InlineField
        label={t('search.places')}
        value={lead.places}
        show={lead.places.length === 0 ? null : lead.places.map((place) => words.place(place)).join(' ; ')}
        readOnly={readOnly}
        save={(places) => save({ places })}
        editor={({ value, onChange }) => <PlacesField autoFocus value={value} onChange={onChange} />}
      />
      <InlineSelect
        label={t('search.timeframe')}
        value={lead.timeframe}
        options={timeframes.map((value) => ({ value, label: t(`search.timeframes.${value}`) }))}
        clearable
        readOnly={readOnly}
        save={(timeframe) => save({ timeframe })}
      />
      <InlineField
        label={t('lead.property')}
        value={lead.propertyId}
        show={
          view.row.propertyTitle === null || lead.propertyId === null ? null : readOnly ? (
            <Link to="/properties/$id" params={{ id: lead.propertyId }} search={{}}>
              {view.row.propertyTitle}
            </Link>
          ) : (
            view.row.propertyTitle
          )
        }
        readOnly={readOnly}
        save={(propertyId) => save({ propertyId })}
        editor={({ value, commit, cancel, label }) => <PropertyAsked label={label} value={value} onChoose={commit} onCancel={cancel} />}
      />
      <InlineLongText label={t('lead.wish')} value={lead.wish} maxLength={1000} readOnly={readOnly} save={(wish) => save({ wish })} />
    </>
  )
}
