import { accountRoles } from '../../../shared/contract/console.ts'
import type { AccountRole, AccountState, AgencyState } from '../../../shared/contract/console.ts'
import { isMessageKey } from '../../../shared/language/index.ts'
import { Tag } from '../../components/show/status-badge.tsx'
import type { Tone } from '../../components/show/status-badge.tsx'
import { useWords } from '../../language/words.tsx'

const tones: Readonly<Record<AgencyState | AccountState, Tone>> = { active: 'lagoon', suspended: 'red', expired: 'terracotta', unsubscribed: 'line', open: 'lagoon', closed: 'grey', locked: 'amber' }

export function AgencyStateTag({ state }: { state: AgencyState }) {
  const { t } = useWords()
  return <Tag tone={tones[state]}>{t(`console.states.${state}`)}</Tag>
}

export function AccountStateTag({ state }: { state: AccountState }) {
  const { t } = useWords()
  return <Tag tone={tones[state]}>{t(`console.account_states.${state}`)}</Tag>
}

/** Plans are rows of the server: one that an operator added is called what it is called there. */
export function usePlanName(): (plan: string | null) => string {
  const { tKey } = useWords()
  return (plan) => {
    const key = `console.plans.${plan ?? ''}`
    return plan === null ? '–' : isMessageKey(key) ? tKey(key) : plan
  }
}

/** An act by its words; one of a newer server by its name. */
export function useActName(): (action: string) => string {
  const { tKey } = useWords()
  return (action) => {
    const key = `console.acts.${action}`
    return isMessageKey(key) ? tKey(key) : action
  }
}

/** A job by its words; one of a newer server by its name. */
export function useJobName(): (job: string) => string {
  const { tKey } = useWords()
  return (job) => {
    const key = `console.jobs.${job}`
    return isMessageKey(key) ? tKey(key) : job
  }
}

export function useRoleName(): (role: AccountRole) => string {
  const { t } = useWords()
  return (role) => t(`console.roles.${role}`)
}

export const isRole = (text: string | null): text is AccountRole => text !== null && (accountRoles as readonly string[]).includes(text)
