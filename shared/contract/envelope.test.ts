import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { envelopeSchema, isPlainData } from './envelope.ts'

function nested(levels: number): unknown {
  let value: unknown = 'x'
  for (let level = 0; level < levels; level += 1) value = level % 2 ? { in: value } : [value]
  return value
}

describe('the input of a command', () => {
  it('is whatever JSON can say', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
      const text = JSON.stringify(value)
      fc.pre(!/\\u0000|\\ud[89a-f]/i.test(text) && text.length < 100_000)
      return isPlainData(JSON.parse(text))
    }))
    expect(isPlainData({ id: 'x', patch: { rooms: undefined } })).toBe(true)
    expect(isPlainData(Object.create(null))).toBe(true)
    expect(isPlainData('Sacré-Cœur 😀 ɓ')).toBe(true)
  })

  it.each([
    ['a large whole number', 1n], ['not a number', Number.NaN], ['endless', Number.POSITIVE_INFINITY], ['a date', new Date(0)],
      ['a map', new Map()], ['a set', new Set()], ['bytes', new Uint8Array(2)],
    ['a function', () => 1], ['a symbol', Symbol('x')], ['an instance', new Error('x')], ['a sign of zero', 'a\0b'],
      ['half a letter', '\uD83D'], ['the other half', '\uDE00'],
  ])('is not %s, however deep', (_what, value) => {
    for (const input of [value, [value], { patch: { notes: value } }]) expect(isPlainData(input)).toBe(false)
  })

  it('is not too deep and not too much, and says so without running out of stack', () => {
    expect(isPlainData(nested(24))).toBe(true)
    expect(isPlainData(nested(25))).toBe(false)
    expect(isPlainData(nested(1_000_000))).toBe(false)
    expect(isPlainData('x'.repeat(262_000))).toBe(true)
    expect(isPlainData('x'.repeat(263_000))).toBe(false)
    expect(isPlainData({ ['k'.repeat(263_000)]: 1 })).toBe(false)
    expect(isPlainData(Array.from({ length: 70_000 }, () => 1))).toBe(false)
  })

  it('is judged with its envelope', () => {
    const envelope = { commandId: '018f0000-0000-7000-8000-000000000000', name: 'property.update', version: 1, typedAt: 1,
      deviceId: '018f0000-0000-7000-8000-000000000001' }
    expect(envelopeSchema.safeParse({ ...envelope, input: { id: 'x' } }).success).toBe(true)
    expect(envelopeSchema.safeParse({ ...envelope, input: 1n }).success).toBe(false)
    for (const wrong of [{ commandId: 'x' }, { version: 0 }, { typedAt: -1 }, { typedAt: Number.NaN }, { extra: 1 },
      { name: '' }, { base: { unit: 1.5 } }, { after: { unit: 'x' } }])
      expect(envelopeSchema.safeParse({ ...envelope, input: {}, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
  })
})
