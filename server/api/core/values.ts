import { invalidField } from '../../http/errors.ts'
import type { valueTypes } from './contract.ts'

type ValueType = (typeof valueTypes)[number]

export function typeOf(value: unknown): ValueType {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float'
  if (typeof value === 'boolean') return 'boolean'
  return Array.isArray(value) ? 'list' : 'json'
}

/** As the replaced system wrote values: every one is a text, whose type stands beside it. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

const longest = 10_000

/** What is meant by a value that was sent: a text is read as its type says, anything else has its own. Throws `invalid_input`. */
export function meantBy(value: unknown, type: ValueType | undefined): unknown {
  if (value === undefined || JSON.stringify(value).length > longest) throw invalidField('value', value === undefined ? 'required' : 'too_big')
  const read = typeof value === 'string' && type !== undefined && type !== 'string' ? parse(value) : value
  const found = typeOf(read)
  // A whole number is a float, too.
  if (type !== undefined && found !== type && !(type === 'float' && found === 'integer')) throw invalidField('value', 'invalid_type')
  return read
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw invalidField('value', 'invalid_format')
  }
}
