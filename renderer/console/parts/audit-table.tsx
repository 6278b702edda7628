import type { ConsoleAuditLine } from '../../../shared/contract/console.ts'
import { useWords } from '../../language/words.tsx'
import { addressOf } from '../address.ts'
import styles from './parts.module.css'
import { Table } from './table.tsx'
import type { Column } from './table.tsx'
import { useActName, usePlanName } from './tags.tsx'
import { When } from './when.tsx'

/** Who did what on the platform, why, and from where. */
export function AuditTable({ lines, busy = false, flush = false }: { lines: readonly ConsoleAuditLine[]; busy?: boolean; flush?: boolean }) {
  const { t } = useWords()
  const actName = useActName()
  const columns: readonly Column<ConsoleAuditLine>[] = [
    { name: 'at', label: t('console.audit.at'), width: 'minmax(8.5rem, 0.9fr)', show: (line) => <When at={line.at} /> },
    { name: 'action', label: t('console.audit.action'), width: 'minmax(7.5rem, 1fr)', show: (line) => <strong>{actName(line.action)}</strong> },
    { name: 'by', label: t('console.audit.by'), width: 'minmax(8rem, 1.2fr)', show: ({ account }) =>
      account === null ? <span className={styles.muted}>{t('console.audit.machine')}</span> : <a href={addressOf(`/accounts/${account.id}`)}>{account.email}</a> },
    { name: 'about', label: t('console.audit.about'), width: 'minmax(8rem, 1.2fr)', show: (line) => <About line={line} /> },
    { name: 'reason', label: t('console.audit.reason'), width: 'minmax(8rem, 1.8fr)', show: (line) => <Why line={line} /> },
    { name: 'address', label: t('console.audit.address'), width: 'minmax(6rem, 0.7fr)', align: 'right', show: (line) => <span className={styles.small}>{line.address ?? '–'}</span> },
  ]
  return <Table label={t('console.audit.title')} columns={columns} rows={lines} keyOf={(line) => line.id} busy={busy} flush={flush} />
}

function About({ line: { agency, target, account } }: { line: ConsoleAuditLine }) {
  const person = target !== null && target.name !== null && target.id !== account?.id ? target : null
  if (agency === null && person === null) return <span className={styles.muted}>–</span>
  return (
    <span className={styles.stack}>
      {agency ? <a href={addressOf(`/agencies/${agency.id}`)}>{agency.name}</a> : null}
      {person ? <a href={addressOf(`/accounts/${person.id}`)}>{person.name}</a> : null}
    </span>
  )
}

function Why({ line: { reason, detail } }: { line: ConsoleAuditLine }) {
  const { t } = useWords()
  const planName = usePlanName()
  const plans = plansIn(detail)
  if (reason === null && plans === null) return <span className={styles.muted}>–</span>
  return (
    <span className={styles.stack}>
      {reason ? <span>{reason}</span> : null}
      {plans ? <span className={styles.small}>{t('console.audit.plan_change', { from: plans.from === null ? t('console.audit.no_plan') : planName(plans.from), to: planName(plans.to) })}</span> : null}
    </span>
  )
}

/** The plans of a change of subscription, where it changed them. */
function plansIn(detail: ConsoleAuditLine['detail']): { from: string | null; to: string } | null {
  const plan = (part: unknown): unknown => (typeof part === 'object' && part !== null && 'plan' in part ? part.plan : undefined)
  const [from, to] = [plan(detail?.['from']), plan(detail?.['to'])]
  return typeof to === 'string' && (typeof from === 'string' || from === null) && from !== to ? { from, to } : null
}
