import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

/**
 * Whatever leaves a list while it has the focus hands it on to the next of `others`, or to the one before, so that the
 * keyboard stays where the work is. @param others selector of what takes the focus, one in each row @param within of the whole list
 */
export function useHandsOnFocus<Row extends HTMLElement>(others: string, within: string): RefObject<Row | null> {
  const row = useRef<Row>(null)
  // A layout effect is cleaned up while the row still stands in the page.
  useLayoutEffect(() => {
    const own = row.current
    return () => {
      if (!own?.contains(document.activeElement)) return
      const all = [...(own.closest(within)?.querySelectorAll<HTMLElement>(others) ?? [])]
      const at = all.findIndex((one) => own.contains(one))
      const next = all[at + 1] ?? all[at - 1]
      next?.focus()
    }
  }, [others, within])
  return row
}
