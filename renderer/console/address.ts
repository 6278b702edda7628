import { useSyncExternalStore } from 'react'

/** Where one is, behind the `#`, as in the desktop: back and forward work, a link can be sent, a reload stays. */
export type Address = { readonly path: string; readonly query: URLSearchParams }
type Query = Readonly<Record<string, string | number | null | undefined>>

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

export function useAddress(): Address {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  return { path: path || '/', query: new URLSearchParams(query) }
}

/** `addressOf('/audit', { agency: id })` -> `#/audit?agency=…`, for links. What is empty is left out. */
export function addressOf(path: string, query: Query = {}): string {
  const said = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== null && value !== undefined && value !== '') said.set(name, String(value))
  const text = said.toString()
  return `#${path}${text ? `?${text}` : ''}`
}

/** Changes parts of the present query and goes back to its first page. What is typed does not fill the history. */
export function changeQuery(patch: Query, { replace = true } = {}): void {
  const [path = '/', query = ''] = location.hash.replace(/^#/, '').split('?')
  const next = addressOf(path || '/', { ...Object.fromEntries(new URLSearchParams(query)), page: null, ...patch })
  if (replace) {
    history.replaceState(null, '', next)
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  } else location.hash = next
}
