import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowserHost } from './host.ts'

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'digit-hab-host-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

describe('the host without Electron', () => {
  it('starts in French, with the theme of the system', async () => {
    expect(await createBrowserHost(directory).settings.get()).toEqual({
      language: 'fr', theme: 'auto', navigationCollapsed: false, limitedConnection: false, window: null, serverAddress: null,
    })
  })

  it('keeps a setting for the next start and leaves no half-written file behind', async () => {
    await createBrowserHost(directory).settings.set({ theme: 'dark' })
    await createBrowserHost(directory).settings.set({ language: 'en' })
    expect(await createBrowserHost(directory).settings.get()).toMatchObject({ theme: 'dark', language: 'en' })
    expect(readdirSync(directory)).toEqual(['settings.json'])
  })

  it('keeps what fits of settings written by another version, and drops the rest', async () => {
    writeFileSync(join(directory, 'settings.json'), JSON.stringify({ language: 'wo', theme: 'dark', future: 1, serverAddress: 'http://x.sn' }))
    expect(await createBrowserHost(directory).settings.get()).toMatchObject({ language: 'fr', theme: 'dark', serverAddress: null })
  })

  it('opens even when the settings file was cut off', async () => {
    writeFileSync(join(directory, 'settings.json'), '{"language":"en","the')
    const host = createBrowserHost(directory)
    expect((await host.settings.get()).language).toBe('fr')
    await host.settings.set({ language: 'en' })
    expect(JSON.parse(readFileSync(join(directory, 'settings.json'), 'utf8'))).toMatchObject({ language: 'en' })
  })

  it('gives a free name for an export, inside its folder whatever the name says', async () => {
    const host = createBrowserHost(directory)
    const ask = (name: string) => host.chooseSavePath({ title: '', name })
    const first = await ask('biens.csv')
    expect(first).toBe(join(directory, 'exports', 'biens.csv'))
    writeFileSync(first!, '')
    expect(await ask('biens.csv')).toBe(join(directory, 'exports', 'biens (2).csv'))
    expect(await ask('../../etc/passwd')).toBe(join(directory, 'exports', 'passwd'))
    expect(await ask('..\\..\\boot.ini')).toBe(join(directory, 'exports', 'boot.ini'))
    expect(await ask('..')).toBe(join(directory, 'exports', 'export'))
  })

  it('keeps no secret where there is no keychain, rather than writing it down', async () => {
    const { secret } = createBrowserHost(directory)
    expect([await secret.available(), await secret.encrypt({ text: 'x' }), await secret.decrypt({ cipher: 'x' })]).toEqual([false, null, null])
  })
})
