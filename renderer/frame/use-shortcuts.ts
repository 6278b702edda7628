import { useEffect, useRef } from 'react'
import { ownActs } from '../data/own-acts.ts'
import { showNotice } from '../feedback/show.tsx'
import { useTakeBack } from '../feedback/use-take-back.ts'
import { useWords } from '../language/words.tsx'

export type ShortcutActions = { onPalette: () => void; onNavigation: () => void; onHelp: () => void; onNotices: () => void }

/** Whether a key goes into a text, where it means a letter and not an act. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Takes back what this window did last, and says what that was. */
export function useUndoLast(): () => Promise<void> {
  const takeBack = useTakeBack()
  const { t } = useWords()
  return async () => {
    const last = ownActs.get().at(-1)
    if (!last) return showNotice(t('shell.feedback.nothing_to_undo'))
    if (await takeBack(last.commandIds))
      showNotice(last.message === null ? t('shell.feedback.undone_last') : t('shell.feedback.undone', { message: last.message }))
  }
}

/** The keys that work on every screen. Those of lists and forms are theirs. */
export function useShortcuts(actions: ShortcutActions): void {
  const undoLast = useUndoLast()
  const latest = useRef({ ...actions, undoLast })
  latest.current = { ...actions, undoLast }

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || document.body.dataset['locked'] !== undefined) return
      const control = event.ctrlKey || event.metaKey
      const key = event.key.toLowerCase()
      const act = actFor()
      if (!act) return
      event.preventDefault()
      act()

      function actFor(): (() => void) | null {
        if (control && !event.shiftKey && !event.altKey && key === 'k') return latest.current.onPalette
        if (control && !event.shiftKey && !event.altKey && key === 'b') return latest.current.onNavigation
        if (event.altKey && !control && key === 'arrowleft') return () => history.back()
        if (event.altKey && !control && key === 'arrowright') return () => history.forward()
        if (event.altKey && !control && !event.shiftKey && key === 'n') return latest.current.onNotices
        if (isTyping(event.target)) return null
        if (control && !event.shiftKey && key === 'z') return () => void latest.current.undoLast()
        if (!control && !event.altKey && event.key === '?') return latest.current.onHelp
        return null
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
