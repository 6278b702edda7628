import { useEffect, useRef } from 'react'
import { isTyping } from '../frame/use-shortcuts.ts'
import { addressOf } from './address.ts'

type Keys = { sections: readonly string[]; onHelp: () => void }

/** The keys that work on every page. Those of tables and forms are theirs. */
export function useKeys(given: Keys): void {
  const latest = useRef(given)
  latest.current = given
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return
      // Over a window that asks something, only its own keys count.
      if (document.querySelector('[role=dialog]')) return
      const section = event.altKey ? latest.current.sections[Number(/^Digit([1-9])$/.exec(event.code)?.[1]) - 1] : undefined
      if (section !== undefined) {
        event.preventDefault()
        location.hash = addressOf(section)
        return
      }
      if (event.altKey || isTyping(event.target)) return
      if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('input[data-page-search]')
        if (!search) return
        event.preventDefault()
        search.select()
        search.focus()
      } else if (event.key === '?') latest.current.onHelp()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
