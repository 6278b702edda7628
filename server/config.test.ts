import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('the configuration', () => {
  it('needs nothing', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4871, publicUrl: 'http://127.0.0.1:4871', jwtSecret: null, corsOrigins: [], trustProxy: 0, logLevel: 'info' })
    expect(config.database).toMatchObject({ kind: 'sqlite' })
    expect(config.files).toMatchObject({ kind: 'disk' })
  })

  it('tells everything that is wrong at once', () => {
    const wrong = { PORT: '70000', PUBLIC_URL: 'ftp://x', DATABASE_URL: 'mysql://x', FILES: 'gopher:x', JWT_SECRET: 'short', CORS_ORIGINS: 'https://a.sn, *', SMTP_URL: 'http://mail', TRUST_PROXY: 'yes', LOG_LEVEL: 'loud' }
    try {
      readConfig(wrong)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError)
      for (const name of Object.keys(wrong)) expect((error as ConfigError).problems.some((problem) => problem.startsWith(`${name} `)), name).toBe(true)
    }
  })

  it('reads S3 with its keys, and refuses it without', () => {
    const FILES = 's3://biens/photos?region=eu-west-3&endpoint=https://s3.example.sn'
    expect(() => readConfig({ FILES })).toThrow(/AWS_ACCESS_KEY_ID/)
    expect(readConfig({ FILES, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }).files)
      .toEqual({ kind: 's3', bucket: 'biens', prefix: 'photos', region: 'eu-west-3', endpoint: 'https://s3.example.sn', accessKeyId: 'a', secretAccessKey: 'b' })
  })

  it('wants a secret that all servers of one PostgreSQL share', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://u@h/d' })).toThrow(/JWT_SECRET is needed/)
    expect(readConfig({ DATABASE_URL: 'postgres://u@h/d', JWT_SECRET: 'x'.repeat(32) }).database).toEqual({ kind: 'postgres', url: 'postgres://u@h/d' })
  })
})
