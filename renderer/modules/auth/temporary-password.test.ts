import { describe, expect, it } from 'vitest'
import { passwordWeakness } from '../../../shared/modules/auth/rules.ts'
import { temporaryPassword } from './temporary-password.ts'

describe('temporary password', () => {
  it('is one that the rules of the agency accept, whatever the random bytes', () => {
    for (let seed = 0; seed < 256; seed++) {
      const password = temporaryPassword((count) =>
        Uint8Array.from({ length: count }, (_, index) => (seed * 7 + index * 31) % 256),
      )
      expect(password).toMatch(/^[a-z]{4}-[a-z]{4}-[a-z]{4}-\d\d$/)
      expect(passwordWeakness(password, ['Awa', 'Diop'])).toBeNull()
    }
  })

  it('differs when the random bytes do', () => {
    expect(temporaryPassword((count) => new Uint8Array(count).fill(1))).not.toBe(
      temporaryPassword((count) => new Uint8Array(count).fill(2)),
    )
  })
})
