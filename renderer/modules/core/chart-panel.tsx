import { ActionIcon } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Panel } from '../../components/show/panel.tsx'
import { useWords } from '../../language/words.tsx'
import styles from './today.module.css'

type ChartPanelProps = {
  title: string
  aside: string
  isEmpty: boolean
  none: string
  chart: ReactNode
  columns: readonly string[]
  lines: readonly { key: string; cells: readonly ReactNode[] }[]
}

/** A chart with the same figures as a table behind a button. */
export function ChartPanel({ title, aside, isEmpty, none, chart, columns, lines }: ChartPanelProps) {
  const { t } = useWords()
  const [asTable, setAsTable] = useState(false)
  const label = t(asTable ? 'dashboard.chart.as_chart' : 'dashboard.chart.as_table')
  return (
    <Panel
      title={title}
      aside={
        <>
          <span>{aside}</span>
          {isEmpty ? null : (
            <ActionIcon size={24} aria-label={label} title={label} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
            </ActionIcon>
          )}
        </>
      }
    >
      {isEmpty ? (
        <p className={styles.quiet}>{none}</p>
      ) : asTable ? (
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                {line.cells.map((cell, index) => (
                  <td key={columns[index]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        chart
      )}
    </Panel>
  )
}
