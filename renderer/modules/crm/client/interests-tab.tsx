import { Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { InterestRow } from '../../../../shared/modules/crm/model-views.ts'
import { interestLevels, interestStates } from '../../../../shared/modules/crm/model-interest.ts'
import type { Interest } from '../../../../shared/modules/crm/model-interest.ts'
import { Day } from '../../../components/show/day.tsx'
import { EmptyState } from '../../../components/show/empty-state.tsx'
import { Tag } from '../../../components/show/status-badge.tsx'
import { seenUnits, useCommand } from '../../../data/use-command.ts'
import { useWords } from '../../../language/words.tsx'
import { useAct } from './use-act.ts'
import styles from './client.module.css'

/** How far it went with each property, and how keen they are. */
export function InterestsTab({ interests, mayEdit }: { interests: readonly InterestRow[]; mayEdit: boolean }) {
  const { t } = useWords()
  const { run } = useCommand()
  const { act } = useAct()
  if (interests.length === 0) return <EmptyState drawing="properties" message={t('client.interest.none')} />
  const change = (row: InterestRow, name: 'level' | 'state', value: string | null) =>
    void act(() => run('interest.update', { id: row.id, patch: { [name]: value ?? row[name] } }, { base: seenUnits(row, [name]) }))
  return (
    <ul className={styles.interests}>
      {interests.map((row) => (
        <li key={row.id} data-muted={row.state === 'lost' || row.state === 'archived' || undefined}>
          <span className={styles.interestWords}>
            <Link to="/properties/$id" params={{ id: row.propertyId }} search={{}} className={styles.ellipsis}>
              {row.propertyTitle}
            </Link>
            <span className={styles.quiet}>
              {row.propertyReference ? `${row.propertyReference} · ` : ''}
              <Day at={row.at} />
            </span>
            {row.notes ? <span className={styles.text}>{row.notes}</span> : null}
          </span>
          <Tag tone={row.step === 'purchaseCompleted' ? 'lagoon' : 'line'}>{t(`interest.steps.${row.step}`)}</Tag>
          <Select size="xs" w={120} allowDeselect={false} disabled={!mayEdit} aria-label={`${t('interest.level')} : ${row.propertyTitle}`} data={interestLevels.map((value) => ({ value, label: t(`interest.levels.${value}`) }))} value={row.level} onChange={(value) => change(row, 'level', value as Interest['level'])} />
          <Select size="xs" w={120} allowDeselect={false} disabled={!mayEdit} aria-label={t('client.interest.state_of', { title: row.propertyTitle })} data={interestStates.map((value) => ({ value, label: t(`interest.states.${value}`) }))} value={row.state} onChange={(value) => change(row, 'state', value as Interest['state'])} />
        </li>
      ))}
    </ul>
  )
}
