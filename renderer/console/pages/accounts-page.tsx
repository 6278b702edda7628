import { accountRoles, accountStates, consoleAccount, consoleAgencyRecord, consolePage } from '../../../shared/contract/console.ts'
import type { ConsoleAccount } from '../../../shared/contract/console.ts'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { useWords } from '../../language/words.tsx'
import { addressOf, changeQuery, useAddress } from '../address.ts'
import { Answer, Nothing } from '../parts/answer.tsx'
import { Figure } from '../parts/figure.tsx'
import { Choice, SearchField } from '../parts/filters.tsx'
import { Pager, pageOf, pageSize } from '../parts/pager.tsx'
import styles from '../parts/parts.module.css'
import { RowLink, Table } from '../parts/table.tsx'
import type { Column } from '../parts/table.tsx'
import { AccountStateTag, useRoleName } from '../parts/tags.tsx'
import { When } from '../parts/when.tsx'
import { useData } from '../session/use-data.ts'
import { FilterChip } from './audit-page.tsx'

const accountPage = consolePage(consoleAccount)

/** People of the platform, who did something lately first. */
export function AccountsPage() {
  const { t } = useWords()
  const roleName = useRoleName()
  const { query } = useAddress()
  const page = pageOf(query)
  const [search, role, state, agency] = ['search', 'role', 'state', 'agency'].map((name) => query.get(name) ?? '') as [string, string, string, string]
  const accounts = useData(accountPage, 'accounts/', { query: { search, role, state, agency, page, page_size: pageSize } })
  const filtered = [search, role, state, agency].some((value) => value !== '')
  const columns: readonly Column<ConsoleAccount>[] = [
    { name: 'name', label: t('console.accounts.name'), width: 'minmax(11rem, 2fr)', show: (account) => (
      <span className={styles.stack}>
        <RowLink href={addressOf(`/accounts/${account.id}`)}>{account.name}</RowLink>
        {account.email === account.name ? null : <span className={styles.small}>{account.email}</span>}
      </span>
    ) },
    { name: 'role', label: t('console.accounts.role'), width: 'minmax(7rem, 1fr)', show: (account) => roleName(account.role) },
    { name: 'agency', label: t('console.accounts.agency'), width: 'minmax(8rem, 1.4fr)', show: (account) => (account.agency ? <a href={addressOf(`/agencies/${account.agency.id}`)}>{account.agency.name}</a> : '–') },
    { name: 'state', label: t('console.accounts.state'), width: 'minmax(5.5rem, 0.7fr)', show: (account) => <AccountStateTag state={account.state} /> },
    { name: 'sessions', label: t('console.accounts.sessions'), width: 'minmax(5rem, 0.6fr)', align: 'right', show: (account) => <Figure value={account.sessions} /> },
    { name: 'last', label: t('console.accounts.last_activity'), width: 'minmax(9rem, 1fr)', align: 'right', show: (account) => <When at={account.last_activity} empty={t('console.list.never')} /> },
  ]
  return (
    <div className={styles.page}>
      <ScreenHeader title={t('console.accounts.title')} aside={accounts.data ? t('console.accounts.count', { count: accounts.data.count }) : null} />
      <div className={styles.filters} role="search">
        <SearchField placeholder={t('console.accounts.search')} />
        <Choice name="role" label={t('console.accounts.role')} all={t('console.list.all_of.roles')} options={accountRoles.map((value) => ({ value, label: roleName(value) }))} />
        <Choice name="state" label={t('console.accounts.state')} all={t('console.list.all_of.states')} options={accountStates.map((value) => ({ value, label: t(`console.account_states.${value}`) }))} />
        {agency ? <AgencyChip id={agency} /> : null}
      </div>
      <Answer of={accounts}>
        {({ count, results }) =>
          results.length === 0 ? (
            <Nothing filtered={filtered} drawing="people" message={t('console.list.nothing')} onClear={() => changeQuery({ search: null, role: null, state: null, agency: null })} />
          ) : (
            <>
              <Table label={t('console.accounts.title')} columns={columns} rows={results} keyOf={(account) => account.id} busy={accounts.isPlaceholderData} />
              <Pager page={page} count={count} />
            </>
          )
        }
      </Answer>
    </div>
  )
}

function AgencyChip({ id }: { id: string }) {
  const agency = useData(consoleAgencyRecord, `agencies/${id}/`)
  return <FilterChip name={agency.data?.name ?? id} onDrop={() => changeQuery({ agency: null })} />
}
