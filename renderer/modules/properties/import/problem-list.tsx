import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { ImportProblem } from '../../../../shared/modules/properties/model-import.ts'
import { Tag } from '../../../components/show/status-badge.tsx'
import { useWords } from '../../../language/words.tsx'
import { groupProblems, lineRanges } from './problem-groups.ts'
import type { ProblemGroup } from './problem-groups.ts'
import styles from './import.module.css'

/** Problems whose words name one other line or value: many of them together are told without it. */
const groupedCodes = ['duplicate_in_file', 'duplicate_in_agency', 'same_owner', 'too_long', 'too_many_cells', 'refused'] as const

/** Problems told once each, with how often and where; a click shows all their lines. */
export function ProblemList({ problems, empty }: { problems: readonly ImportProblem[]; empty: string }) {
  const groups = useMemo(() => groupProblems(problems), [problems])
  if (groups.length === 0) return <p className={styles.muted}>{empty}</p>
  return (
    <ul className={styles.problems}>
      {groups.map((group) => (
        <Group
          key={`${group.severity}${group.code}${group.column ?? ''}`}
          group={group}
          problem={problems.find((problem) => problem.code === group.code && problem.column === group.column)!}
        />
      ))}
    </ul>
  )
}

function Group({ group, problem }: { group: ProblemGroup; problem: ImportProblem }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const { ranges, more } = lineRanges(group.lines, open ? 200 : 5)
  const tone = { error: 'red', duplicate: 'amber', warning: 'grey' } as const
  const lines = ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
  const Icon = open ? IconChevronDown : IconChevronRight
  const together = group.lines.length > 1 ? groupedCodes.find((code) => code === group.code) : undefined
  const words = together
    ? t(`importWizard.grouped.${together}`)
    : t(`import.problem.${group.code}`, {
        ...problem.params,
        value: group.values[0] ?? '',
        column: group.column ?? '',
        line: group.lines[0],
      })
  return (
    <li className={styles.problem}>
      <UnstyledButton className={styles.problemHead} onClick={() => setOpen(!open)} aria-expanded={open}>
        <Icon size={14} aria-hidden className={styles.problemArrow} />
        <span className={styles.problemText}>
          {group.column ? <strong>{t('importWizard.inColumn', { column: group.column })} </strong> : null}
          {words}
        </span>
        <Tag tone={tone[group.severity]}>{group.lines.length}</Tag>
      </UnstyledButton>
      <p className={styles.problemLines}>
        {t('importWizard.lines', { count: group.lines.length, lines })}
        {more > 0 ? ` ${t('importWizard.moreLines', { count: more })}` : ''}
        {group.values.length > 0 ? (
          <>
            {' '}
            ·{' '}
            {group.values.map((value, index) => (
              <span key={index}>
                {index > 0 ? ', ' : ''}
                <q>{value.length > 40 ? `${value.slice(0, 40)}…` : value}</q>
              </span>
            ))}
          </>
        ) : null}
      </p>
    </li>
  )
}
