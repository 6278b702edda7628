import { createHash } from 'node:crypto'
import { derivedId } from '../values/id.ts'

/** JSON with sorted keys and without undefined: equal values give equal text on every machine. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** An id made of its parts: no counter, so a different branch shifts nothing. */
export const idFrom = (...parts: string[]): string => derivedId(sha256(parts.join('\n')))
