/** Anything else (file, javascript, smb, ms-*, a scheme some program registered) could start a program. */
const schemes = new Set(['https:', 'mailto:', 'tel:'])

/**
 * The address to hand to the operating system, in its parsed form, or null when it may not go there. Judged on the
 * parsed address, never on the text: `https:` can be written in many ways.
 */
export function safeExternal(address: string): string | null {
  if (address.length > 4096 || /[\0-\x1f\x7f]/.test(address)) return null
  const url = parsedAddress(address)
  if (!url || !schemes.has(url.protocol)) return null
  if (url.protocol === 'https:' && (url.hostname === '' || url.username !== '' || url.password !== '')) return null
  // A mail may be prepared with its subject and text, but never with a file of this computer attached.
  if (url.protocol === 'mailto:' && [...url.searchParams.keys()].some((name) => /^attach/i.test(name))) return null
  if (url.protocol === 'tel:' && !/^\+?[\d().\s-]{3,30}$/.test(url.pathname)) return null
  return url.href
}

/** Null for what is no address at all (`URL.parse` is newer than the Node of some Electron versions we run on). */
export function parsedAddress(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}
