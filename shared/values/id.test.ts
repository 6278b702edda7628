import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { derivedId, idSchema, isId, uuidTime, uuidv7 } from './id.ts'

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })
const instant = fc.integer({ min: 0, max: 2 ** 48 - 1 })

describe('uuidv7', () => {
  it('gives the example of RFC 9562', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
  })

  it('is always an id of version 7 and variant 8 to b that holds its time', () => {
    fc.assert(fc.property(instant, bytes, (now, random) => {
      const id = uuidv7(now, random)
      expect(isId(id) && idSchema.safeParse(id).success).toBe(true)
      expect(id).toMatch(/^.{14}7.{4}[89ab]/)
      expect(uuidTime(id)).toBe(now)
    }))
  })

  it('sorts by time as text and leaves the bytes handed in alone', () => {
    fc.assert(fc.property(instant, instant, bytes, bytes, (a, b, left, right) => {
      fc.pre(a < b)
      expect(uuidv7(a, left) < uuidv7(b, right)).toBe(true)
    }))
    const random = new Uint8Array(10).fill(255)
    uuidv7(1, random)
    expect([...random]).toEqual(new Array(10).fill(255))
  })

  it('refuses a wrong number of bytes or a wrong time', () => {
    expect(() => uuidv7(1, new Uint8Array(9))).toThrow(RangeError)
    for (const now of [-1, 1.5, 2 ** 48, Number.NaN]) expect(() => uuidv7(now, new Uint8Array(10))).toThrow(RangeError)
  })
})

describe('derived ids', () => {
  it('keeps 122 bits of the hash, the same from bytes and from hex', () => {
    const hash = createHash('sha256').update('agency|command|label').digest()
    const id = derivedId(hash)
    expect(derivedId(hash.toString('hex'))).toBe(id)
    expect(id).toMatch(/^.{14}8.{4}[89ab]/)
    const kept = (text: string) => text.replaceAll('-', '').slice(0,
      32).split('').filter((_, index) => index !== 12 && index !== 16).join('')
    expect(kept(id)).toBe(kept(hash.toString('hex')))
    expect(uuidTime(id)).toBeNull()
  })

  it('refuses what is no hash', () => {
    for (const text of ['', 'abc', 'Z'.repeat(64), 'AB'.repeat(32)]) expect(() => derivedId(text)).toThrow(RangeError)
  })
})

it('knows an id from anything else', () => {
  for (const value of ['', 'x', null, 7, '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
    '017f22e279b07cc398c4dc0c0c07398f']) expect(isId(value)).toBe(false)
})
