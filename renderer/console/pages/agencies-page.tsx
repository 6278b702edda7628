import { z } from 'zod'
import { agencyStates, consoleAgency, consolePage, consolePlan } from '../../../shared/contract/console.ts'
import type { ConsoleAgency } from '../../../shared/contract/console.ts'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { useWords } from '../../language/words.tsx'
import { addressOf, changeQuery, useAddress } from '../address.ts'
import { Answer, Nothing } from '../parts/answer.tsx'
import { Choice, SearchField } from '../parts/filters.tsx'
import { Pager, pageOf, pageSize } from '../parts/pager.tsx'
import styles from '../parts/parts.module.css'
import { RowLink, Table } from '../parts/table.tsx'
import type { Column } from '../parts/table.tsx'
import { AgencyStateTag, usePlanName } from '../parts/tags.tsx'
import { UsageMeter } from '../parts/usage.tsx'
import { When } from '../parts/when.tsx'
import { useData } from '../session/use-data.ts'

const agencyPage = consolePage(consoleAgency)
export const plansAnswer = z.object({ plans: z.array(consolePlan) })

/** Agencies with what they use of what they may, filtered by the address. */
export function AgenciesPage() {
  const { t } = useWords()
  const planName = usePlanName()
  const { query } = useAddress()
  const page = pageOf(query)
  const [search, state, plan, ordering] = ['search', 'state', 'plan', 'ordering'].map((name) => query.get(name) ?? '') as [string, string, string, string]
  const agencies = useData(agencyPage, 'agencies/', { query: { search, state, plan, ordering, page, page_size: pageSize } })
  const plans = useData(plansAnswer, 'plans/')
  const filtered = search !== '' || state !== '' || plan !== ''
  const columns: readonly Column<ConsoleAgency>[] = [
    { name: 'name', label: t('console.agencies.name'), width: 'minmax(10rem, 2fr)', show: (agency) => (
      <span className={styles.stack}>
        <RowLink href={addressOf(`/agencies/${agency.id}`)}>{agency.name}</RowLink>
        <span className={styles.small}>{[agency.city, agency.license_number].filter(Boolean).join(' · ')}</span>
      </span>
    ) },
    { name: 'state', label: t('console.agencies.state'), width: 'minmax(6.5rem, 1fr)', show: (agency) => <AgencyStateTag state={agency.state} /> },
    { name: 'plan', label: t('console.agencies.plan'), width: 'minmax(5.5rem, 0.8fr)', show: (agency) => planName(agency.plan) },
    { name: 'ends', label: t('console.agencies.ends'), width: 'minmax(6.5rem, 1fr)', align: 'right', show: (agency) => <When at={agency.ends_at} dayOnly /> },
    { name: 'agents', label: t('console.limits.agents'), width: 'minmax(4.5rem, 0.8fr)', align: 'right', show: (agency) => <UsageMeter agency={agency} kind="agents" /> },
    { name: 'properties', label: t('console.limits.properties'), width: 'minmax(6rem, 1fr)', align: 'right', show: (agency) => <UsageMeter agency={agency} kind="properties" /> },
    { name: 'clients', label: t('console.limits.clients'), width: 'minmax(6rem, 1fr)', align: 'right', show: (agency) => <UsageMeter agency={agency} kind="clients" /> },
  ]
  return (
    <div className={styles.page}>
      <ScreenHeader title={t('console.agencies.title')} aside={agencies.data ? t('console.agencies.count', { count: agencies.data.count }) : null} />
      <div className={styles.filters} role="search">
        <SearchField placeholder={t('console.agencies.search')} />
        <Choice name="state" label={t('console.agencies.state')} all={t('console.list.all_of.states')} options={agencyStates.map((value) => ({ value, label: t(`console.states.${value}`) }))} />
        <Choice name="plan" label={t('console.agencies.plan')} all={t('console.list.all_of.plans')} options={(plans.data?.plans ?? []).map(({ name }) => ({ value: name, label: planName(name) }))} />
        <Choice name="ordering" label={t('console.agencies.order')} all={null} options={[
          { value: '', label: t('console.agencies.orders.name') },
          { value: '-created_at', label: t('console.agencies.orders.newest') },
          { value: 'ends_at', label: t('console.agencies.orders.ending') },
        ]} />
      </div>
      <Answer of={agencies}>
        {({ count, results }) =>
          results.length === 0 ? (
            <Nothing filtered={filtered} drawing="properties" message={t('console.agencies.empty')} onClear={() => changeQuery({ search: null, state: null, plan: null })} />
          ) : (
            <>
              <Table label={t('console.agencies.title')} columns={columns} rows={results} keyOf={(agency) => agency.id} busy={agencies.isPlaceholderData} />
              <Pager page={page} count={count} />
            </>
          )
        }
      </Answer>
    </div>
  )
}
