import { useMemo } from 'react'
import type { Lead, LeadStatus } from '../../../../shared/modules/crm/model-lead.ts'
import type { Lead as LeadFields } from '../../../../shared/modules/crm/model-lead.ts'
import { formatMoney } from '../../../../shared/values/money.ts'
import { formatPhone } from '../../../../shared/values/phone.ts'
import { formatPlace } from '../../../../shared/values/place.ts'
import type { Tone } from '../../../components/show/status-badge.tsx'
import { useWords } from '../../../language/words.tsx'
import { useSession } from '../../../session/session.tsx'

export const toneOfLead: Readonly<Record<LeadStatus, Tone>> = {
  new: 'amber',
  contacted: 'line',
  qualified: 'lagoon',
  proposalSent: 'lagoon',
  negotiation: 'terracotta',
  won: 'grey',
  lost: 'grey',
  archived: 'grey',
}
export const toneOfQualification: Readonly<Record<LeadFields['qualification'], Tone>> = { hot: 'terracotta', warm: 'amber', cold: 'line', unqualified: 'grey' }

type Place = Lead['places'][number]

/** How leads are said on a screen, in the reader's language. */
export function useLeadWords() {
  const { t, language } = useWords()
  return useMemo(() => {
    const money = (amount: number, currency: Lead['currency'], short: boolean) => formatMoney({ amount, currency }, { language, short })
    return {
      /** "50 M à 90 M F CFA"; null where nothing was said. */
      budget({ budgetMin, budgetMax, currency }: Pick<Lead, 'budgetMin' | 'budgetMax' | 'currency'>, short = true): string | null {
        if (budgetMin !== null && budgetMax !== null)
          return budgetMin === budgetMax
            ? money(budgetMax, currency, short)
            : t('leads.budget_between', { low: money(budgetMin, currency, short), high: money(budgetMax, currency, short) })
        if (budgetMax !== null) return t('leads.budget_to', { amount: money(budgetMax, currency, short) })
        return budgetMin === null ? null : t('leads.budget_from', { amount: money(budgetMin, currency, short) })
      },
      place: (place: Place): string => formatPlace(place, language),
      /** The first and how many more. */
      places({ places }: Pick<Lead, 'places'>): string | null {
        const [first, ...more] = places
        if (!first) return null
        const name = first.quartier ?? first.commune ?? first.department ?? first.region ?? ''
        return more.length === 0 ? name : `${name} ${t('leads.more_places', { count: more.length })}`
      },
      kinds: ({ kinds }: Pick<Lead, 'kinds'>): string | null => (kinds.length === 0 ? null : kinds.map((kind) => t(`property.kinds.${kind}`)).join(', ')),
      phone: ({ phone, phoneE164 }: Pick<Lead, 'phone' | 'phoneE164'>): string | null => (phoneE164 === null ? phone : formatPhone(phoneE164)),
      number: (value: number): string => new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { maximumFractionDigits: 1 }).format(value),
    }
  }, [t, language])
}

/** Whether this member may change a lead: his own, or any for whoever leads. */
export function useMayEditLead(): (lead: Pick<Lead, 'agentId' | 'createdBy'>) => boolean {
  const { member } = useSession()
  return (lead) => member.role !== 'agent' || (lead.agentId ?? lead.createdBy) === member.id
}
