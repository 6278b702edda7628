import { AppError } from '../../../shared/values/error.ts'

const ownComputer = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The root of a server out of what somebody typed or pasted: `agence.example.sn`, with or without `https://`. Passwords travel over
 * it, so without TLS it may only be this computer. Throws `invalid_input`.
 */
export function readServerAddress(typed: string): string {
  const text = typed.trim()
  const address = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  const safe = address && (address.protocol === 'https:' || (address.protocol === 'http:' && ownComputer.has(address.hostname)))
  if (!safe || address.hostname === '' || address.username || address.password) throw new AppError('invalid_input', { fields: [{ path: 'server', problem: 'invalid' }] })
  return address.origin
}
