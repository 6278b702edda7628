import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import styles from './table.module.css'

export type Column<Row> = {
  readonly name: string
  readonly label: string
  /** As CSS grid says widths: `minmax(12rem, 2fr)`. */
  readonly width: string
  readonly align?: 'right'
  readonly show: (row: Row) => ReactNode
}

/** `flush`: in a panel that has an edge of its own. */
type TableProps<Row> = { label: string; columns: readonly Column<Row>[]; rows: readonly Row[]; keyOf: (row: Row) => string; busy?: boolean; flush?: boolean }

/**
 * Rows of one page. Where the first cell holds a `RowLink`, the arrow keys go from row to row and a click anywhere in it opens
 * it. On a narrow window each row becomes a card whose cells say their column.
 */
export function Table<Row>({ label, columns, rows, keyOf, busy = false, flush = false }: TableProps<Row>) {
  const style = { '--columns': columns.map(({ width }) => width).join(' ') } as CSSProperties
  return (
    <div className={styles.frame} data-flush={flush || undefined} onKeyDown={moveByArrows}>
      <div role="table" aria-label={label} aria-busy={busy} className={styles.table} style={style}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={styles.row}>
            {columns.map((column) => (
              <div key={column.name} role="columnheader" className={styles.cell} data-align={column.align}>
                {column.label}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body}>
          {rows.map((row) => (
            <div key={keyOf(row)} role="row" className={styles.row}>
              {columns.map((column) => (
                <div key={column.name} role="cell" className={styles.cell} data-align={column.align} data-label={column.label} data-name={column.name}>
                  {column.show(row)}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

/** The link of a row: covers it whole for the mouse. Other links of the row stand above. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className={styles.rowLink} data-row-link>
      {children}
    </a>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  const here = links.indexOf(document.activeElement as HTMLElement)
  if (here < 0) return
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 }[event.key]
  if (to === undefined || !links[to]) return
  event.preventDefault()
  links[to].focus()
}
