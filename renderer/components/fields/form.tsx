import { useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'

/** A form that Ctrl+Enter saves from any of its fields and Escape leaves, and that says by itself what is wrong. */
export function Form({
  onSubmit,
  onLeave,
  className,
  children,
}: {
  onSubmit: () => void
  /** What was typed stays as a draft. */
  onLeave?: () => void
  className?: string | undefined
  children: ReactNode
}) {
  const form = useRef<HTMLFormElement>(null)
  function onKeyDown(event: KeyboardEvent) {
    // Escape in an open list closes the list.
    if (event.key === 'Escape' && onLeave && !event.defaultPrevented && (event.target as Element).getAttribute('aria-expanded') !== 'true') {
      event.preventDefault()
      onLeave()
    }
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    form.current?.requestSubmit()
  }
  return (
    <div onKeyDown={onKeyDown}>
      <form
        ref={form}
        className={className}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
      </form>
    </div>
  )
}
