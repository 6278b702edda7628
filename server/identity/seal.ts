import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

/** AES-256-GCM: what is kept sealed can neither be read nor changed by whoever only has the database. */
const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** @param context what the text belongs to (an account, a key): sealed for one thing it does not open for another. */
export function seal(key: Buffer, context: string, text: string, random: (bytes: number) => Buffer): string {
  const iv = random(ivBytes)
  const cipher = createCipheriv(algorithm, keyFor(key, context), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Throws where the key, the context or the text is another one. */
export function unseal(key: Buffer, context: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv(algorithm, keyFor(key, context), bytes.subarray(0, ivBytes))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
}

const keyFor = (key: Buffer, context: string): Buffer => createHmac('sha256', key).update(context).digest()
