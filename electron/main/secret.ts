import type { SafeStorage } from 'electron'
import type { Host } from '../host.ts'
import type { Log } from '../log.ts'

type Storage = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> & { getSelectedStorageBackend?(): string }

/**
 * Secrets through the system's keychain. A secret is kept only where a round trip has been proven and the keychain is
 * a real one (on Linux without one Electron would write text that anybody can read). The name of the keychain stands
 * in what is stored: after a change of keychain the secret is asked again rather than misread. Call when the app is ready.
 */
export function openSecrets(storage: Storage, platform: NodeJS.Platform, log: Log): Host['secret'] {
  const backend = platform === 'linux' ? (storage.getSelectedStorageBackend?.() ?? 'unknown') : platform
  const usable = isRealKeychain(backend) && storage.isEncryptionAvailable() && roundTrip(storage, log)
  log('info', 'keychain', { backend, usable })
  return {
    available: async () => usable,
    encrypt: async ({ text }) => (usable ? `1:${backend}:${storage.encryptString(text).toString('base64')}` : null),
    decrypt: async ({ cipher }) => {
      const [version, writtenBy, stored] = cipher.split(':')
      if (!usable || version !== '1' || writtenBy !== backend || stored === undefined) return null
      try {
        return storage.decryptString(Buffer.from(stored, 'base64'))
      } catch (error) {
        // Another account or a renewed keychain. The cause says no more than "cannot decrypt"; the stored text is not logged.
        log('warning', 'a stored secret cannot be read', { backend, error })
        return null
      }
    },
  }
}

function isRealKeychain(backend: string): boolean {
  return backend !== 'basic_text' && backend !== 'unknown'
}

function roundTrip(storage: Storage, log: Log): boolean {
  const sample = 'Digit-Hab round trip'
  try {
    return storage.decryptString(storage.encryptString(sample)) === sample
  } catch (error) {
    log('warning', 'the keychain does not give back what it took', { error })
    return false
  }
}
