import { describe, expect, it } from 'vitest'
import { openSecrets } from './secret.ts'

const storage = (backend: string, broken = false) => ({
  isEncryptionAvailable: () => true,
  encryptString: (text: string) => Buffer.from([...text].reverse().join('')),
  decryptString: (cipher: Buffer) => {
    if (broken || cipher.toString().includes('?')) throw new Error('cannot decrypt')
    return [...cipher.toString()].reverse().join('')
  },
  getSelectedStorageBackend: () => backend,
})
const quiet = () => undefined

describe('secrets', () => {
  it('come back from a real keychain', async () => {
    const secrets = openSecrets(storage('gnome_libsecret'), 'linux', quiet)
    const cipher = await secrets.encrypt({ text: 'jeton' })
    expect(cipher).not.toContain('jeton')
    expect(await secrets.decrypt({ cipher: cipher! })).toBe('jeton')
  })

  it.each(['basic_text', 'unknown'])('are not kept where the keychain of Linux is %s', async (backend) => {
    const secrets = openSecrets(storage(backend), 'linux', quiet)
    expect([await secrets.available(), await secrets.encrypt({ text: 'x' })]).toEqual([false, null])
  })

  it('are not kept by a keychain that does not give back what it took', async () => {
    expect(await openSecrets(storage('kwallet6', true), 'linux', quiet).available()).toBe(false)
  })

  it('are asked again after a change of keychain, and when they cannot be read', async () => {
    const cipher = await openSecrets(storage('kwallet6'), 'linux', quiet).encrypt({ text: 'x' })
    const after = openSecrets(storage('gnome_libsecret'), 'linux', quiet)
    expect(await after.decrypt({ cipher: cipher! })).toBeNull()
    expect(await after.decrypt({ cipher: `1:gnome_libsecret:${Buffer.from('?').toString('base64')}` })).toBeNull()
    expect(await after.decrypt({ cipher: 'nonsense' })).toBeNull()
  })
})
