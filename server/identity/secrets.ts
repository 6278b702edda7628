import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../config.ts'

/** Keys of this server, each for one use: what one of them signs says nothing to another. */
export type Secrets = { readonly accessTokens: Buffer; readonly fileLinks: Buffer; readonly secondFactors: Buffer; readonly answers: Buffer; readonly nonces: Buffer }

const kept = z.strictObject({ jwtSecret: z.string().min(32) })

/** From JWT_SECRET, else made on first start and kept in the data directory, readable by nobody else. */
export function openSecrets({ jwtSecret, dataDirectory }: Pick<Config, 'jwtSecret' | 'dataDirectory'>): Secrets {
  const root = jwtSecret ?? keptSecret(dataDirectory)
  const keyFor = (use: string): Buffer => createHmac('sha256', root).update(`digit-hab ${use}`).digest()
  return { accessTokens: keyFor('access tokens'), fileLinks: keyFor('file links'), secondFactors: keyFor('second factors'), answers: keyFor('kept answers'), nonces: keyFor('nonces') }
}

export const secretsPath = (dataDirectory: string): string => join(dataDirectory, 'secrets.json')

/** Throws where there is none. */
export function secretIn(dataDirectory: string): string {
  return kept.parse(JSON.parse(readFileSync(secretsPath(dataDirectory), 'utf8'))).jwtSecret
}

/** Tells one secret from another, and nothing of either. */
export function fingerprint(secret: string): string {
  return createHmac('sha256', secret).update('digit-hab fingerprint').digest('hex').slice(0, 32)
}

function keptSecret(directory: string): string {
  const path = secretsPath(directory)
  try {
    return secretIn(directory)
  } catch (error) {
    // Another one made in place of one that cannot be read would sign everybody out and hide what is wrong.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new Error(`${path} cannot be read: mend its permissions or content, or set JWT_SECRET`, { cause: error })
  }
  mkdirSync(directory, { recursive: true })
  const made = randomBytes(48).toString('base64url')
  writeFileSync(path, JSON.stringify({ jwtSecret: made }), { mode: 0o600, flag: 'wx' })
  return made
}
