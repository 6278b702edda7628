import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)

describe('what is sealed', () => {
  it('opens with the same key and context to the same text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => unseal(key, context, seal(key, context, text, randomBytes)) === text.toWellFormed()))
  })

  it('does not open with another key, for another thing, or changed', () => {
    const sealed = seal(key, 'awa', 'JBSWY3DPEHPK3PXP', randomBytes)
    expect(() => unseal(randomBytes(32), 'awa', sealed)).toThrow()
    expect(() => unseal(key, 'ibou', sealed)).toThrow()
    const bytes = Buffer.from(sealed, 'base64url')
    bytes[bytes.length - 1]! ^= 1
    expect(() => unseal(key, 'awa', bytes.toString('base64url'))).toThrow()
    expect(sealed).not.toContain('JBSWY')
    expect(seal(key, 'awa', 'x', randomBytes)).not.toBe(seal(key, 'awa', 'x', randomBytes))
  })
})
