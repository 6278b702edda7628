import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOrderKey, keyBetween, keysBetween } from './order-key.ts'

function isSorted(keys: readonly string[]): boolean {
  return keys.every((key, index) => index === 0 || keys[index - 1]! < key)
}

describe('order keys', () => {
  it('stay strictly in order whatever is inserted where', () => {
    fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 120 }), (places) => {
      const keys: string[] = []
      for (const place of places) {
        const index = place % (keys.length + 1)
        keys.splice(index, 0, keyBetween(keys[index - 1] ?? null, keys[index] ?? null))
      }
      expect(isSorted(keys)).toBe(true)
      expect(keys.every(isOrderKey)).toBe(true)
    }))
  })

  it('stay in order and valid when always put in the same gap', () => {
    for (const side of ['before', 'after'] as const) {
      let low = 'a0'
      let high = 'a1'
      for (let turn = 0; turn < 300; turn++) {
        const middle = keyBetween(low, high)
        expect(low < middle && middle < high && isOrderKey(middle)).toBe(true)
        if (side === 'before') high = middle
        else low = middle
      }
      expect(Math.max(low.length, high.length)).toBeLessThan(80)
    }
  })

  it('do not grow when a list is only appended or prepended to', () => {
    let last: string | null = null
    let earliest: string | null = null
    for (let turn = 0; turn < 10_000; turn++) {
      const next = keyBetween(last, null)
      expect(last === null || last < next).toBe(true)
      last = next
      const previous: string = keyBetween(null, earliest)
      expect(earliest === null || previous < earliest).toBe(true)
      earliest = previous
    }
    expect(last!.length).toBeLessThanOrEqual(4)
    expect(earliest!.length).toBeLessThanOrEqual(4)
  })

  it('come many at once, in order, inside the gap', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.boolean(), fc.boolean(), (count, hasLow, hasHigh) => {
      const keys = keysBetween(count, hasLow ? 'a4' : null, hasHigh ? 'a5' : null)
      expect(keys).toHaveLength(count)
      expect(isSorted([...(hasLow ? ['a4'] : []), ...keys, ...(hasHigh ? ['a5'] : [])])).toBe(true)
    }))
    expect(keysBetween(3)).toEqual(['a0', 'a1', 'a2'])
  })

  it('reach the ends of the space and go on', () => {
    const top = `z${'z'.repeat(26)}`
    expect(keyBetween(top, null) > top).toBe(true)
    const bottom = keyBetween(null, `A${'0'.repeat(25)}1`)
    expect(bottom < `A${'0'.repeat(25)}1` && isOrderKey(bottom)).toBe(true)
    expect(keyBetween(null, bottom) < bottom).toBe(true)
  })

  it('refuse a wrong order and what is no key', () => {
    expect(() => keyBetween('a1', 'a1')).toThrow(RangeError)
    expect(() => keyBetween('a2', 'a1')).toThrow(RangeError)
    for (const text of ['', '0', 'a', 'a00', 'b1', 'a0 ', 'é']) expect(() => keyBetween(text, null)).toThrow(RangeError)
  })
})
