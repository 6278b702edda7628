import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

/**
 * A list whose rows come, go and change places keeps what is looked at where it stands, and the focus on its row. Rows carry
 * `data-row={id}`. At the very top the top is kept: there the best of all is looked at.
 * @param content changes when the rows do
 */
export function useKeepPlace(scroller: RefObject<HTMLElement | null>, content: unknown): () => void {
  const seen = useRef<{ id: string; top: number; focused: boolean } | null>(null)
  const note = () => {
    const box = scroller.current
    if (!box) return
    const edge = box.getBoundingClientRect().top
    const rows = [...box.querySelectorAll<HTMLElement>('[data-row]')]
    const focused = rows.find((row) => row.contains(document.activeElement))
    const row = focused ?? rows.find((one) => one.getBoundingClientRect().bottom > edge)
    seen.current = row ? { id: row.dataset['row']!, top: row.getBoundingClientRect().top, focused: focused !== undefined } : null
  }
  useLayoutEffect(() => {
    const [box, before] = [scroller.current, seen.current]
    if (box && before) {
      const row = box.querySelector<HTMLElement>(`[data-row="${CSS.escape(before.id)}"]`)
      if (row && box.scrollTop > 0) box.scrollTop += row.getBoundingClientRect().top - before.top
      if (row && before.focused && document.activeElement === document.body)
        row.querySelector<HTMLElement>('[data-row-button]')?.focus({ preventScroll: true })
    }
    note()
    // What was noted belongs to the rows as they were before this content.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [content])
  return note
}
