import type { RefObject } from 'react'
import { useScreenKeys } from '../../../frame/use-screen-keys.ts'
import { isTyping } from '../../../frame/use-shortcuts.ts'

const buttonsOf = (card: Element | undefined): HTMLElement[] => [...(card?.querySelectorAll<HTMLElement>('[data-choices] :is(a, button:not(:disabled))') ?? [])]

/** Cards of `show/card.tsx`. Up and down from card to card, left and right between what can be done with one; Enter is the button's own. */
export function useCardKeys(screen: RefObject<HTMLElement | null>): void {
  useScreenKeys(screen, (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target)) return
    const cards = [...(screen.current?.querySelectorAll('[data-card]') ?? [])].filter((card) => buttonsOf(card).length > 0)
    const at = cards.findIndex((card) => card.contains(document.activeElement))
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && cards.length > 0) {
      event.preventDefault()
      const next = at === -1 ? 0 : Math.min(cards.length - 1, Math.max(0, at + step))
      cards[next]!.scrollIntoView({ block: 'nearest' })
      buttonsOf(cards[next])[0]?.focus({ preventScroll: true })
    }
    const aside = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (aside !== undefined && at !== -1) {
      event.preventDefault()
      const buttons = buttonsOf(cards[at])
      const now = buttons.indexOf(document.activeElement as HTMLElement)
      buttons[Math.min(buttons.length - 1, Math.max(0, now + aside))]?.focus()
    }
  })
}
