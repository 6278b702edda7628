import { useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'

/** A form that Ctrl+Enter saves from any of its fields, and that says by itself what is wrong. */
export function Form({
  onSubmit,
  className,
  children,
}: {
  onSubmit: () => void
  className?: string | undefined
  children: ReactNode
}) {
  const form = useRef<HTMLFormElement>(null)
  function onKeyDown(event: KeyboardEvent) {
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
