import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** Takes the focus when a form that stood in it is gone, so that the keyboard stays where the work is. Give its element `tabIndex={-1}`. */
export function useFocusAfter(isOpen: boolean): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const was = useRef(isOpen)
  useEffect(() => {
    if (was.current && !isOpen) place.current?.focus()
    was.current = isOpen
  }, [isOpen])
  return place
}
