import { createStore } from '../../../data/store.ts'

/** Imports taken back in this window: what went, and what had changed since and stayed. */
export type UndoneImport =
  { state: 'running' } | { state: 'done'; removed: number; left: { id: string; title: string; reference: string | null }[] }
export const undoneImports = createStore<Readonly<Record<string, UndoneImport>>>({})
