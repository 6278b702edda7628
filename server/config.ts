import { resolve } from 'node:path'
import { z } from 'zod'

/** What the server is told by its environment (server/deploy/.env.example explains each), checked as a whole before anything is opened. */
export type Config = {
  readonly host: string
  readonly port: number
  /** How the world reaches this server, without a slash at the end: links in mails and signed addresses begin with it. */
  readonly publicUrl: string
  /** Where links in letters lead: the client's own pages, else those of this server. */
  readonly clientUrl: string
  readonly database: { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'postgres'; readonly url: string }
  readonly files: FilesConfig
  /** Where secrets and unfinished uploads of this server lie. */
  readonly dataDirectory: string
  /** Null: made on first start and kept in the data directory. */
  readonly jwtSecret: string | null
  readonly corsOrigins: readonly string[]
  readonly smtpUrl: string | null
  readonly mailFrom: string
  readonly trustProxy: number
  readonly logLevel: (typeof logLevels)[number]
  /** Multiplies every limit of requests; 0 lifts them (behind a gateway that limits by itself, or for measuring). */
  readonly rateLimitScale: number
  /** How long a server that was told to stop still takes connections, for whoever balances requests to see that `/ready` says no. */
  readonly drainSeconds: number
  readonly google: OidcConfig | null
  readonly apple: OidcConfig | null
}

export type FilesConfig =
  | { readonly kind: 'disk'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string; readonly region: string; readonly endpoint: string | null; readonly accessKeyId: string; readonly secretAccessKey: string }

/** One provider of identities: who signs its tokens and for whom they must be made out. */
export type OidcConfig = { readonly issuer: string; readonly clientIds: readonly string[] }

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Throws `ConfigError` naming every variable that is wrong, not only the first. An empty variable counts as not set. */
export function readConfig(environment: Environment): Config {
  const problems: string[] = []
  const raw = (name: string): string | undefined => environment[name]?.trim() || undefined
  const read = <T>(name: string, otherwise: T, parse: (text: string) => T, want: string): T => {
    const text = raw(name)
    if (text === undefined) return otherwise
    try {
      return parse(text)
    } catch (error) {
      problems.push(`${name} ${error instanceof Wrong ? error.message : `must be ${want}`}`)
      return otherwise
    }
  }
  const host = raw('HOST') ?? '127.0.0.1'
  const port = read('PORT', 4871, (text) => whole(text, 0, 65_535), 'a port between 0 and 65535')
  const dataDirectory = resolve(raw('DATA') ?? './data')
  const database = read('DATABASE_URL', { kind: 'sqlite', path: resolve(dataDirectory, 'digit-hab.sqlite') } as Config['database'], databaseOf, 'sqlite:PATH or postgres://user:password@host/database')
  const jwtSecret = read('JWT_SECRET', null, (text) => {
    if (text.length < 32) throw new Wrong('must have at least 32 signs (openssl rand -base64 48)')
    return text
  }, '')
  if (database.kind === 'postgres' && raw('JWT_SECRET') === undefined)
    problems.push('JWT_SECRET is needed with PostgreSQL: every server of one database must know the tokens of the others')
  const publicUrl = read('PUBLIC_URL', `http://${host.includes(':') ? `[${host}]` : host}:${port}`, webAddress, 'an address such as https://api.example.sn')
  const config: Config = {
    publicUrl,
    clientUrl: read('CLIENT_URL', publicUrl, webAddress, 'an address such as https://app.example.sn'),
    host, port, dataDirectory, database, jwtSecret,
    files: read('FILES', { kind: 'disk', path: resolve(dataDirectory, 'blobs') } as FilesConfig, (text) => filesOf(text, raw), 'file:PATH or s3://bucket/prefix?region=…&endpoint=https://…'),
    corsOrigins: read('CORS_ORIGINS', [], (text) => text.split(',').map((one) => originOf(one.trim())), 'origins separated by commas, such as https://app.example.sn'),
    smtpUrl: read('SMTP_URL', null, (text) => {
      if (!/^smtps?:$/.test(new URL(text).protocol)) throw new Error()
      return text
    }, 'smtp://user:password@host:port or smtps://…'),
    mailFrom: read('MAIL_FROM', 'Digit-Hab <no-reply@localhost>', (text) => z.string().regex(/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/).parse(text), 'an address such as Digit-Hab <no-reply@example.sn>'),
    trustProxy: read('TRUST_PROXY', 0, (text) => whole(text, 0, 10), 'the number of proxies before this server, 0 to 10'),
    logLevel: read('LOG_LEVEL', 'info', (text) => z.enum(logLevels).parse(text), `one of ${logLevels.join(', ')}`),
    rateLimitScale: read('RATE_LIMIT_SCALE', 1, (text) => z.coerce.number().min(0).max(1000).parse(text), 'a number between 0 and 1000'),
    drainSeconds: read('DRAIN_SECONDS', 2, (text) => z.coerce.number().min(0).max(60).parse(text), 'a number of seconds between 0 and 60'),
    google: read('GOOGLE_CLIENT_IDS', null, (text) => ({ issuer: raw('GOOGLE_ISSUER') ?? 'https://accounts.google.com', clientIds: listOf(text) }), 'client ids separated by commas'),
    apple: read('APPLE_CLIENT_IDS', null, (text) => ({ issuer: raw('APPLE_ISSUER') ?? 'https://appleid.apple.com', clientIds: listOf(text) }), 'client ids separated by commas'),
  }
  if (problems.length) throw new ConfigError(problems)
  return config
}

/** Carries its own words. */
class Wrong extends Error {}

function whole(text: string, least: number, most: number): number {
  return z.coerce.number().int().min(least).max(most).parse(text)
}

function listOf(text: string): string[] {
  return z.array(z.string()).min(1).parse(text.split(',').map((one) => one.trim()).filter(Boolean))
}

function webAddress(text: string): string {
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || url.search || url.hash) throw new Error()
  return url.href.replace(/\/+$/, '')
}

function originOf(text: string): string {
  if (text === '*') throw new Wrong('may not be *: name the origins that may call this server')
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search) throw new Error()
  return url.origin
}

function databaseOf(text: string): Config['database'] {
  if (text.startsWith('sqlite:')) {
    const path = text.slice('sqlite:'.length)
    if (!path) throw new Error()
    return { kind: 'sqlite', path: resolve(path) }
  }
  if (!/^postgres(ql)?:$/.test(new URL(text).protocol)) throw new Error()
  return { kind: 'postgres', url: text }
}

function filesOf(text: string, raw: (name: string) => string | undefined): FilesConfig {
  if (text.startsWith('file:')) {
    const path = text.slice('file:'.length).replace(/^\/\/(?=\/)/, '')
    if (!path) throw new Error()
    return { kind: 'disk', path: resolve(path) }
  }
  const url = new URL(text)
  if (url.protocol !== 's3:' || !url.hostname) throw new Error()
  const accessKeyId = raw('AWS_ACCESS_KEY_ID')
  const secretAccessKey = raw('AWS_SECRET_ACCESS_KEY')
  if (!accessKeyId || !secretAccessKey) throw new Wrong('is S3 and needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
  return {
    kind: 's3', bucket: url.hostname, prefix: url.pathname.replaceAll(/^\/+|\/+$/g, ''), region: url.searchParams.get('region') ?? 'us-east-1',
    endpoint: url.searchParams.get('endpoint'), accessKeyId, secretAccessKey,
  }
}
