import { CloseButton } from '@mantine/core'
import { z } from 'zod'
import { consoleAccount, consoleAgencyRecord, consoleAuditLine, consolePage } from '../../../shared/contract/console.ts'
import { instantsOfDay, isDay } from '../../../shared/values/period.ts'
import { ScreenHeader } from '../../components/show/screen-header.tsx'
import { useWords } from '../../language/words.tsx'
import { changeQuery, useAddress } from '../address.ts'
import { Answer, Nothing } from '../parts/answer.tsx'
import { AuditTable } from '../parts/audit-table.tsx'
import { DayField } from '../parts/day-field.tsx'
import { Choice } from '../parts/filters.tsx'
import { Pager, pageOf, pageSize } from '../parts/pager.tsx'
import styles from '../parts/parts.module.css'
import { useActName } from '../parts/tags.tsx'
import { platformZone } from '../parts/when.tsx'
import { useData } from '../session/use-data.ts'

const auditPage = consolePage(consoleAuditLine)
const actionsAnswer = z.object({ actions: z.array(z.string()) })

/** What was done on the platform, filtered by act, by whom, about which agency and when. */
export function AuditPage() {
  const { t } = useWords()
  const actName = useActName()
  const { query } = useAddress()
  const page = pageOf(query)
  const [action, account, agency, from, to] = ['action', 'account', 'agency', 'from', 'to'].map((name) => query.get(name) ?? '') as [string, string, string, string, string]
  const lines = useData(auditPage, 'audit/', {
    query: {
      action, account, agency, page, page_size: pageSize,
      from: isDay(from) ? new Date(instantsOfDay(from, platformZone).start).toISOString() : null,
      to: isDay(to) ? new Date(instantsOfDay(to, platformZone).end - 1).toISOString() : null,
    },
  })
  const actions = useData(actionsAnswer, 'audit/actions/')
  const filtered = [action, account, agency, from, to].some((value) => value !== '')
  return (
    <div className={styles.page}>
      <ScreenHeader title={t('console.audit.title')} aside={lines.data ? t('console.audit.count', { count: lines.data.count }) : null} />
      <div className={styles.filters} role="search">
        <Choice name="action" label={t('console.audit.action')} all={t('console.list.all_of.acts')} options={(actions.data?.actions ?? []).map((value) => ({ value, label: actName(value) }))} />
        <DayField label={t('console.audit.from')} value={from} onChange={(day) => changeQuery({ from: day })} />
        <DayField label={t('console.audit.to')} value={to} onChange={(day) => changeQuery({ to: day })} />
        {agency ? <AgencyChip id={agency} /> : null}
        {account ? <AccountChip id={account} /> : null}
      </div>
      <Answer of={lines}>
        {({ count, results }) =>
          results.length === 0 ? (
            <Nothing filtered={filtered} drawing="history" message={t('console.audit.empty')} onClear={() => changeQuery({ action: null, account: null, agency: null, from: null, to: null })} />
          ) : (
            <>
              <AuditTable lines={results} busy={lines.isPlaceholderData} />
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

function AccountChip({ id }: { id: string }) {
  const account = useData(consoleAccount, `accounts/${id}/`)
  return <FilterChip name={account.data?.email ?? id} onDrop={() => changeQuery({ account: null })} />
}

export function FilterChip({ name, onDrop }: { name: string; onDrop: () => void }) {
  const { t } = useWords()
  return (
    <span className={styles.chip}>
      {t('console.audit.of', { name })}
      <CloseButton size="sm" aria-label={t('console.audit.drop')} onClick={onDrop} />
    </span>
  )
}
