import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../shared/database/open-sqlite.ts'
import { sqliteStore } from '../../shared/database/store.ts'
import { compareLogWithTables } from '../../shared/command/fold.ts'
import { business } from '../../shared/modules/business.ts'
import { exportStore } from './demo/canonical.ts'
import { fillWithDemo, prepareDemo } from './demo.ts'
import type { Desk } from './core.ts'
import { openCredentials } from '../../shared/modules/auth/credentials.ts'
import { openBlobStore } from '../../shared/files/blob-store.ts'
import { openWorkspace } from './workspace.ts'
import type { Workspace } from './workspace.ts'

const now = Date.UTC(2026, 10, 22, 14, 5)
const choices = { seed: 7, properties: 12, clients: 60, now }
let root = ''
beforeAll(() => void (root = mkdtempSync(join(tmpdir(), 'dh-demo-'))))
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function read(directory: string, at: number) {
  const store = sqliteStore(openSqlite(join(directory, 'agency.sqlite')))
  const text = await exportStore(store, at)
  const photos = await store.kysely.selectFrom('file').select(['sha256', 'mime', 'agencyId']).where('mime', '=',
    'image/jpeg').orderBy('sha256').execute()
  await store.close()
  return { text, photos }
}

async function opened(directory: string): Promise<Workspace> {
  mkdirSync(directory, { recursive: true })
  const opening = await openWorkspace(directory, () => now)
  if (opening.kind !== 'ready') throw new Error(opening.kind)
  return opening.workspace
}

describe('the demonstration agency', () => {
  it('is equal, photos too, from the same seed, whatever the day', async () => {
    const first = await prepareDemo({ ...choices, directory: join(root, 'a') })
    expect(first).toMatchObject({ properties: 12, clients: 60 })
    expect(first.users.map((user) => user.role)).toEqual(['admin', 'manager', 'agent', 'agent', 'agent', 'agent'])
    const later = now + 40 * 86_400_000 + 3_600_000
    await prepareDemo({ ...choices, now: later, directory: join(root, 'b') })
    const [a, b] = [await read(join(root, 'a'), now), await read(join(root, 'b'), later)]
    expect(a.photos.length).toBeGreaterThan(10)
    expect(b.photos).toEqual(a.photos)
    expect(b.text === a.text).toBe(true)
    const blobs = openBlobStore(join(root, 'a'))
    for (const { agencyId, sha256 } of a.photos) {
      expect((await blobs.read({ agencyId, sha256 }, { verify: true })).length).toBeGreaterThan(5000)
      expect(await blobs.has({ agencyId, sha256, variant: 'thumb' })).toBe(true)
    }
  }, 30_000)

  it('is another from another seed', async () => {
    await prepareDemo({ ...choices, seed: 8, photos: false, directory: join(root, 'c') })
    expect((await read(join(root, 'c'), now)).text).not.toBe((await read(join(root, 'a'), now)).text)
  })

  it('is used again as it was left', async () => {
    const directory = join(root, 'a')
    const before = readFileSync(join(directory, 'agency.sqlite'))
    expect((await prepareDemo({ ...choices, directory, now: now + 86_400_000 })).directory).toBe(directory)
    expect(readFileSync(join(directory, 'agency.sqlite')).equals(before)).toBe(true)
    expect(readdirSync(directory).filter((name) => name.includes('building'))).toEqual([])
  })

  it('never takes the place of other data', async () => {
    await expect(prepareDemo({ ...choices, properties: 13, directory: join(root,
      'a') })).rejects.toMatchObject({ code: 'already_exists' })
    const own = mkdtempSync(join(root, 'own-'))
    writeFileSync(join(own, 'agency.sqlite'), 'somebody’s agency')
    await expect(prepareDemo({ ...choices, directory: own })).rejects.toMatchObject({ code: 'already_exists' })
    expect(readFileSync(join(own, 'agency.sqlite'), 'utf8')).toBe('somebody’s agency')
  })

  it('is made once when two starts make it at the same time', async () => {
    const directory = join(root, 'twice')
    const both = await Promise.all([1, 2].map(() => prepareDemo({ ...choices, photos: false, directory })))
    expect(both[0]).toEqual(both[1])
    expect(readdirSync(directory).filter((name) => name.includes('building'))).toEqual([])
    expect((await read(directory, now)).text).toContain('Teranga Immobilier')
  })

  it('takes the place of an empty database that is open, and of no other', async () => {
    const directory = join(root, 'core')
    let workspace = await opened(directory)
    const parts = {
      directory, clock: () => now,
      desk: () => ({ workspace }) as unknown as Desk,
      reopen: async (between: () => Promise<void>) => {
        await workspace.close()
        await between()
        workspace = await opened(directory)
      },
    }
    const asked = { seed: 7, properties: 3, clients: 4 }
    expect((await fillWithDemo(parts, asked)).users[0]!.role).toBe('admin')
    expect(await workspace.store.kysely.selectFrom('property').select('id').execute()).toHaveLength(3)
    await expect(fillWithDemo(parts, asked)).rejects.toMatchObject({ code: 'already_exists' })
    expect(readdirSync(directory).filter((name) => name.includes('building'))).toEqual([])
    await workspace.close()
  }, 30_000)

  it('was written by commands alone: its log folds to its tables', async () => {
    const store = sqliteStore(openSqlite(join(root, 'a', 'agency.sqlite')))
    expect(await compareLogWithTables(store, business)).toEqual([])
    await store.close()
  })

  it('has messages of its searches in every state, and a log that says why others got none', async () => {
    const directory = join(root, 'alerts')
    await prepareDemo({ seed: 7, properties: 400, clients: 120, photos: false, now, directory })
    const store = sqliteStore(openSqlite(join(directory, 'agency.sqlite')))
    const states = await store.kysely.selectFrom('alertMessage').select('state').distinct().orderBy('state').execute()
    expect(states.map(({ state }) => state)).toEqual(['dismissed', 'ready', 'sent'])
    const reasons = (await store.kysely.selectFrom('alertEntry').select('reason').distinct().execute()).map(({ reason }) => reason)
    expect(reasons).toEqual(expect.arrayContaining(['ready', 'sent', 'dismissed', 'alreadyTold', 'noConsent', 'paused']))
    await store.close()
  }, 30_000)

  it('lets its people sign in', async () => {
    const store = sqliteStore(openSqlite(join(root, 'a', 'agency.sqlite')))
    const { users } = await prepareDemo({ ...choices, directory: join(root, 'a') })
    const credentials = openCredentials(store, () => now)
    expect(await credentials.check(users[0]!.email, users[0]!.password)).toMatchObject({ mustChange: false })
    await store.close()
  })
})
