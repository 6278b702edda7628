import type { z } from 'zod'

/**
 * A form knows only texts. What the body's schema wants as a number, a flag or a list is read from them, and an empty text
 * stands for "nothing" where the field may be nothing; what cannot be read stays as it is, for the schema to refuse.
 */
export function fromForm(schema: z.ZodType, value: unknown): unknown {
  const shape = shapeOf(schema)
  if (!shape || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, typeof text === 'string' && Object.hasOwn(shape, name) ? read(shape[name]!, text) : text]))
}

type Definition = { type: string; innerType?: z.ZodType; in?: z.ZodType; options?: z.ZodType[]; shape?: Record<string, z.ZodType> }
const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition

function shapeOf(schema: z.ZodType): Record<string, z.ZodType> | undefined {
  const { type, shape, innerType, in: inner } = definitionOf(schema)
  if (type === 'object') return shape
  const next = innerType ?? inner
  return next ? shapeOf(next) : undefined
}

function read(schema: z.ZodType, text: string): unknown {
  const { type, innerType, in: inner, options } = definitionOf(schema)
  switch (type) {
    case 'nullable':
      return text === '' ? null : read(innerType!, text)
    case 'optional':
    case 'default':
    case 'readonly':
      return read(innerType!, text)
    case 'pipe':
      return read(inner!, text)
    case 'union':
      return options?.some((option) => ['string', 'enum', 'literal'].includes(definitionOf(option).type)) ? text : read(options![0]!, text)
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
    case 'boolean':
      return /^(true|1|on|yes|oui)$/i.test(text) ? true : /^(false|0|off|no|non)$/i.test(text) ? false : text
    case 'array':
    case 'object':
    case 'record':
      try {
        return JSON.parse(text) as unknown
      } catch {
        return text
      }
    default:
      return text
  }
}
