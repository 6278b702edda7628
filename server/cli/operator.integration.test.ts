import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestServer } from '../testing/open.ts'
import type { TestServer } from '../testing/open.ts'

const main = resolve(import.meta.dirname, '../main.ts')
type Said = { code: number | null; out: string; err: string }

describe('npm run server -- operator', () => {
  const directory = mkdtempSync(join(tmpdir(), 'digit-hab-operator-'))
  let server: TestServer
  beforeAll(async () => {
    // A server that is running over the same database: the command is run beside it.
    server = await openTestServer({ environment: { DATABASE_URL: `sqlite:${join(directory, 'digit-hab.sqlite')}` } })
  })
  afterAll(async () => {
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  })

  const run = (given: readonly string[], typed = ''): Promise<Said> => new Promise((done) => {
    const child = spawn(process.execPath, [main, 'operator', ...given], { cwd: directory, env: { PATH: process.env['PATH'], DATA: directory, PUBLIC_URL: 'https://api.example.sn', LOG_LEVEL: 'trace' } })
    const said = { out: '', err: '' }
    child.stdout.on('data', (part: Buffer) => (said.out += part.toString()))
    child.stderr.on('data', (part: Buffer) => (said.err += part.toString()))
    child.once('close', (code) => done({ code, ...said }))
    child.stdin.end(typed)
  })
  const signIn = async (email: string, password: string) => (await server.call('POST', '/api/auth/login/', { body: { email, password } })).body
  const overview = async (token: string) => (await server.call('GET', '/api/console/overview/', { token })).status

  it('makes an operator with a password that is shown once and works', async () => {
    const { code, out, err } = await run(['Awa@Example.SN', '--name', 'Awa Ndiaye'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^awa@example\.sn is made, and is an operator\.\nThe password, shown only this once and changed at the first sign-in: [0-9a-f-]{34}\nSign in at https:\/\/api\.example\.sn\/console\/\n$/)
    const { access, user, must_change_password: mustChange } = await signIn('awa@example.sn', /sign-in: (\S+)/.exec(out)![1]!)
    expect(mustChange).toBe(true)
    expect(user).toMatchObject({ first_name: 'Awa', role: 'operator', is_verified: true })
    expect(await overview(access)).toBe(200)
  })

  it('takes the password from a pipe and says nothing of it', async () => {
    const { code, out, err } = await run(['modou@example.sn', '--password-stdin'], 'sept baobabs bleus\n')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).not.toContain('baobabs')
    expect(await overview((await signIn('modou@example.sn', 'sept baobabs bleus')).access)).toBe(200)
  })

  it('raises somebody who is there and leaves his password; a second time it says so; a new password signs out everywhere', async () => {
    const { access } = (await server.call('POST', '/api/auth/register/', { body: { email: 'fatou@example.sn', password: 'quatre chevaux verts', password_confirm: 'quatre chevaux verts' } })).body
    expect(await overview(access)).toBe(403)
    expect((await run(['fatou@example.sn'])).out).toBe('fatou@example.sn is now an operator.\nSign in at https://api.example.sn/console/\n')
    expect(await overview(access)).toBe(200)
    expect((await run(['fatou@example.sn'])).out).toContain('is an operator already')
    expect((await run(['fatou@example.sn', '--new-password'])).out).toMatch(/sign-in: [0-9a-f-]{34}\n/)
    expect(await overview(access)).toBe(401)
    const lines = await server.house.store.kysely.selectFrom('audit').innerJoin('account', 'account.id', 'audit.target').select('email').where('action', '=', 'operator.made').execute()
    expect(lines.map(({ email }) => email).toSorted()).toEqual(['awa@example.sn', 'fatou@example.sn', 'modou@example.sn'])
  })

  it.each([
    [[], 'One e-mail address is needed'], [['not-an-address'], '"not-an-address" is not an e-mail address'], [['a@example.sn', 'b@example.sn'], 'One e-mail address is needed'],
    [['a@example.sn', '--admin'], "Unknown option '--admin'"], [['a@example.sn', '--password-stdin'], 'No password was piped in'],
  ])('refuses %j in words', async (given, words) => {
    const { code, out, err } = await run(given)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(words)
    expect(err).not.toMatch(/\n\s+at /)
  })

  it('refuses a password that is easy to guess, and makes nobody', async () => {
    expect(await run(['weak@example.sn', '--password-stdin'], 'azerty\n')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('too easy to guess') })
    expect(await server.house.store.kysely.selectFrom('account').select('id').where('email', '=', 'weak@example.sn').execute()).toEqual([])
  })
})
