import { useEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useHandsOnFocus } from '../../../components/list/use-hands-on-focus.ts'
import { useKeepPlace } from './use-keep-place.ts'
import styles from './matching.module.css'

export type WalkGroup<Item> = { key: string; title: ReactNode; items: readonly Item[] }
type WalkListProps<Item> = {
  label: string
  groups: readonly WalkGroup<Item>[]
  idOf: (item: Item) => string
  openId: string | null
  onOpen: (item: Item) => void
  /** The current row moved while one is open. */
  onWalk: (item: Item) => void
  /** A letter on the current row. */
  onLetter: (letter: string, item: Item) => void
  row: (item: Item) => ReactNode
  actions: (item: Item) => ReactNode
}

/** Rows of several groups, walked with the arrows as one list. One row at a time is in the order of Tab, with its actions. */
export function WalkList<Item>({ label, groups, idOf, openId, onOpen, onWalk, onLetter, row, actions }: WalkListProps<Item>) {
  const scroller = useRef<HTMLDivElement>(null)
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups])
  const [chosen, setCurrent] = useState<string | null>(null)
  const current = items.some((item) => idOf(item) === chosen) ? chosen : items[0] ? idOf(items[0]) : null
  const note = useKeepPlace(scroller, groups)
  useEffect(() => {
    if (openId !== null) setCurrent(openId)
  }, [openId])

  function goTo(index: number) {
    const item = items[Math.max(0, Math.min(items.length - 1, index))]
    if (item === undefined) return
    const id = idOf(item)
    setCurrent(id)
    scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] [data-row-button]`)?.focus()
    if (openId !== null) onWalk(item)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const at = items.findIndex((item) => idOf(item) === current)
    const item = items[at]
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 6, PageUp: at - 6, Home: 0, End: items.length - 1 }[event.key]
    if (target !== undefined) {
      event.preventDefault()
      goTo(target)
    } else if (item !== undefined && /^[a-z]$/i.test(event.key)) onLetter(event.key.toLowerCase(), item)
  }
  return (
    <div ref={scroller} className={styles.scroller} data-walk role="group" aria-label={label} onScroll={note}>
      <div onKeyDown={onKeyDown} onFocus={note}>
      {groups.map((group) => (
        <section key={group.key}>
          {group.title ? <div className={styles.groupHead}>{group.title}</div> : null}
          <ul className={styles.rows}>
            {group.items.map((item) => {
              const id = idOf(item)
              return (
                <WalkRow key={id} id={id} isOpen={id === openId}>
                  <button
                    type="button"
                    className={styles.rowButton}
                    data-row-button
                    tabIndex={id === current ? 0 : -1}
                    aria-pressed={id === openId}
                    onFocus={() => setCurrent(id)}
                    onClick={() => onOpen(item)}
                  >
                    {row(item)}
                  </button>
                  <span className={styles.rowActions}>{actions(item)}</span>
                </WalkRow>
              )
            })}
          </ul>
        </section>
      ))}
      </div>
    </div>
  )
}

function WalkRow({ id, isOpen, children }: { id: string; isOpen: boolean; children: ReactNode }) {
  const row = useHandsOnFocus<HTMLLIElement>('[data-row-button]', '[data-walk]')
  return (
    <li ref={row} className={styles.row} data-row={id} data-open={isOpen || undefined}>
      {children}
    </li>
  )
}
