import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'

/**
 * Keys of one screen: also when nothing in it has the focus yet, as just after it was opened. A key pressed in the menu, a
 * dialog or a dropdown is not meant for the screen behind.
 */
export function useScreenKeys(screen: RefObject<HTMLElement | null>, onKey: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKey)
  latest.current = onKey
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || document.body.dataset['locked'] !== undefined || !(event.target instanceof Element)) return
      const { target } = event
      const nowhere = target === document.body || target === document.documentElement || target.tagName === 'MAIN'
      if (nowhere || screen.current?.contains(target)) latest.current(event)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [screen])
}
