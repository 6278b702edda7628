import { describe, expect, it } from 'vitest'
import { lintFiles } from './report.ts'
import { roomRules } from './rooms.ts'

const findings = (files: Record<string, string>): string[] => lintFiles(files, roomRules)

/** A small house in which all is well; each test breaks one thing in it. */
const house = {
  'package.json': '',
  'vite.config.ts': `import { defineConfig } from 'vite'\nimport { port } from './electron/core/port.ts'\nexport default defineConfig({ port })`,
  'resources/icon.svg': '',
  'docs/README.md': '',
  'renderer/App.tsx': `import { Button } from '@mantine/core'\nimport icon from '../resources/icon.svg?url'\nimport { price } from '../shared/modules/properties/rules.ts'\nimport { contract } from '../shared/contract/index.ts'\nexport const App = () => <Button src={icon}>{price(contract)}</Button>`,
  'electron/main/index.ts': `import { app, ipcMain } from 'electron'\nimport { port } from '../core/port.ts'\nexport { app, ipcMain, port }`,
  'electron/core/port.ts': `import { readFileSync } from 'node:fs'\nimport { dispatch } from '../../shared/command/dispatch.ts'\nexport const port = [readFileSync, dispatch]`,
  'server/main.ts': `import express from 'express'\nimport { property } from '../shared/modules/properties/index.ts'\nexport { express, property }`,
  'shared/command/dispatch.ts': `import type { Kysely } from 'kysely'\nexport type Store = Kysely<object>\nexport const dispatch = 1`,
  'shared/contract/index.ts': `import { z } from 'zod'\nimport { property } from '../modules/properties/model.ts'\nexport const contract = [z, property]`,
  'shared/modules/properties/model.ts': `import { contact } from '../crm/model.ts'\nimport { amenities } from './model-amenities.ts'\nexport const property = [contact, amenities]`,
  'shared/modules/properties/model-amenities.ts': 'export const amenities = []',
  'shared/modules/properties/rules.ts': `import type { Store } from '../../command/dispatch.ts'\nexport const price = (store: unknown): Store => store as Store`,
  'shared/modules/properties/index.ts': `export * from './model.ts'\nexport { sell } from './commands.ts'`,
  'shared/modules/properties/commands.ts': `import { merge } from '../crm/index.ts'\nexport const sell = merge`,
  'shared/modules/crm/model.ts': 'export const contact = 1',
  'shared/modules/crm/index.ts': `export const merge = 1`,
  'shared/database/migrations/0001-ground.ts': `import { sql } from 'kysely'\nexport const up = sql`,
  'shared/database/migrations/index.ts': `import { up } from './0001-ground.ts'\nexport const migrations = { up }`,
  'shared/values/money.ts': `import { z } from 'zod'\nimport { AppError } from './error.ts'\nexport const money = [z, AppError]`,
  'shared/values/error.ts': 'export class AppError extends Error {}',
  'shared/values/money.test.ts': `import { dispatch } from '../command/dispatch.ts'\nimport { app } from 'electron'\nexport { app, dispatch }`,
  'e2e/start.ts': `import { port } from '../electron/core/port.ts'\nexport { port }`,
  '.ci/lint/run.ts': 'export {}',
}

it('finds nothing in a house where all is well', () => {
  expect(findings(house)).toEqual([])
})

describe('rooms', () => {
  it('refuses folders that nobody classified', () => {
    expect(findings({ 'lib/index.ts': '', 'shared/helpers/text.ts': '', 'electron/utils/x.ts': '', 'shared/loose.ts': '', 'tool.ts': '' })).toEqual([
      'electron/utils/x.ts:1 known-rooms: stands in no room of the house; see .ci/lint/places.ts and architecture §2',
      'lib/index.ts:1 known-rooms: stands in no room of the house; see .ci/lint/places.ts and architecture §2',
      'shared/helpers/text.ts:1 known-rooms: stands in no room of the house; see .ci/lint/places.ts and architecture §2',
      'shared/loose.ts:1 known-rooms: stands in no room of the house; see .ci/lint/places.ts and architecture §2',
      'tool.ts:1 known-rooms: is source at the root: only *.config.ts stand there',
    ])
  })

  it('keeps electron, renderer and server apart, types included', () => {
    expect(findings({
      ...house,
      'electron/main/index.ts': `import { App } from '../../renderer/App.tsx'\nexport { App }`,
      'server/main.ts': `\nimport type { port } from '../electron/core/port.ts'\nexport type { port }`,
      'renderer/App.tsx': `export * from '../server/main.ts'\nexport type Port = typeof import('../electron/core/port.ts')`,
    })).toEqual([
      'electron/main/index.ts:1 borders: electron may not import renderer: renderer/App.tsx',
      'renderer/App.tsx:1 borders: renderer may not import server: server/main.ts',
      'renderer/App.tsx:1 reach: the page may not reach server/main.ts: renderer/App.tsx:1 -> server/main.ts',
      'renderer/App.tsx:2 borders: renderer may not import electron: electron/core/port.ts',
      'server/main.ts:2 borders: server may not import electron: electron/core/port.ts',
    ])
  })

  it('lets shared go nowhere else', () => {
    expect(findings({ ...house, 'shared/command/dispatch.ts': `import { port } from '../../electron/core/port.ts'\nexport const dispatch = port` })).toEqual([
      'shared/command/dispatch.ts:1 borders: shared may not import electron: electron/core/port.ts',
    ])
  })

  it('lets the product import neither tests nor what stands beside it', () => {
    expect(findings({
      ...house,
      'shared/values/testing/sample.ts': 'export const sample = 1',
      'server/main.ts': `import { sample } from '../shared/values/testing/sample.ts'\nimport '../.ci/lint/run.ts'\nexport { sample }`,
    })).toEqual([
      'server/main.ts:1 borders: the product may not import tests or what stands beside it: shared/values/testing/sample.ts',
      'server/main.ts:2 borders: the product may not import tests or what stands beside it: .ci/lint/run.ts',
    ])
  })
})

describe('the page', () => {
  it('imports of shared only what is meant for it', () => {
    expect(findings({ ...house, 'renderer/App.tsx': `import type { Store } from '../shared/command/dispatch.ts'\nimport { sell } from '../shared/modules/properties/commands.ts'\nexport const App = (store: Store) => sell(store)` })).toEqual([
      'renderer/App.tsx:1 borders: renderer may import of shared only contract, values, language, and the model and rules of modules: shared/command/dispatch.ts',
      'renderer/App.tsx:2 borders: renderer may import of shared only contract, values, language, and the model and rules of modules: shared/modules/properties/commands.ts',
      'renderer/App.tsx:2 reach: the page may not reach shared/modules/properties/commands.ts: renderer/App.tsx:2 -> shared/modules/properties/commands.ts',
    ])
  })

  it('does not reach the core through any number of files', () => {
    expect(findings({
      ...house,
      'shared/contract/index.ts': `import { envelope } from './envelope.ts'\nexport const contract = envelope`,
      'shared/contract/envelope.ts': `\nexport { dispatch as envelope } from '../command/dispatch.ts'`,
    })).toEqual([
      'shared/contract/envelope.ts:2 reach: the page may not reach shared/command/dispatch.ts: renderer/App.tsx:4 -> shared/contract/index.ts:1 -> shared/contract/envelope.ts:2 -> shared/command/dispatch.ts',
    ])
  })

  it('does not reach a database, Node or Electron, and says by which way it would', () => {
    expect(findings({
      ...house,
      'shared/modules/properties/rules.ts': `import { sql } from 'kysely'\nimport fs from 'fs'\nexport const price = [sql, fs, await import('electron'), new URL('./work.ts', import.meta.url)]`,
      'shared/modules/properties/work.ts': '',
    })).toEqual([
      'shared/modules/properties/rules.ts:1 reach: the page may not reach kysely: renderer/App.tsx:3 -> shared/modules/properties/rules.ts:1 -> kysely',
      'shared/modules/properties/rules.ts:2 reach: the page may not reach node:fs: renderer/App.tsx:3 -> shared/modules/properties/rules.ts:2 -> node:fs',
      'shared/modules/properties/rules.ts:3 packages: may not import electron: only electron/main and electron/preload may, the rest runs in plain Node too',
      'shared/modules/properties/rules.ts:3 packages: may not import electron: shared runs on the desktop, on the server and in tests',
      'shared/modules/properties/rules.ts:3 reach: the page may not reach electron: renderer/App.tsx:3 -> shared/modules/properties/rules.ts:3 -> electron',
      'shared/modules/properties/rules.ts:3 reach: the page may not reach shared/modules/properties/work.ts: renderer/App.tsx:3 -> shared/modules/properties/rules.ts:3 -> shared/modules/properties/work.ts',
    ])
  })

  it('holds models and rules to it before any page imports them', () => {
    expect(findings({ 'shared/modules/crm/rules.ts': `import { createHash } from 'node:crypto'\nexport { createHash }` })).toEqual([
      'shared/modules/crm/rules.ts:1 reach: the page may not reach node:crypto: shared/modules/crm/rules.ts:1 -> node:crypto',
    ])
  })

  it('takes types as gone at run time, but not an import whose names alone are marked as types', () => {
    const page = (text: string): string[] => findings({ 'renderer/a.ts': text, 'shared/contract/index.ts': `import { type Store } from '../command/store.ts'\nexport type { Store }`, 'shared/command/store.ts': 'export type Store = 1' })
    expect(page(`import type { Store } from '../shared/contract/index.ts'\nexport type { Store }`)).toEqual([
      'shared/contract/index.ts:1 reach: the page may not reach shared/command/store.ts: shared/contract/index.ts:1 -> shared/command/store.ts',
    ])
    expect(page(`export type { Store } from '../shared/contract/index.ts'\nimport '../shared/contract/index.ts'`)).toEqual([
      'shared/contract/index.ts:1 reach: the page may not reach shared/command/store.ts: renderer/a.ts:2 -> shared/contract/index.ts:1 -> shared/command/store.ts',
    ])
  })
})

describe('the core', () => {
  it('does not import electron, not even for its types', () => {
    expect(findings({ ...house, 'electron/core/port.ts': `import type { App } from 'electron'\nexport type { App }\nexport const port = 1` })).toEqual([
      'electron/core/port.ts:1 packages: may not import electron: only electron/main and electron/preload may, the rest runs in plain Node too',
    ])
  })

  it('does not reach electron through the shell either, while what does without it may be shared', () => {
    const shell = { 'electron/main/headers.ts': 'export const headers = 1', 'electron/log.ts': `import { app } from './main/index.ts'\nexport { app }` }
    expect(findings({
      ...house, ...shell, 'electron/core/start.ts': `import '../log.ts'`, 'electron/browser-host/server.ts': `import '../main/headers.ts'`,
    })).toEqual([
      'electron/main/index.ts:1 reach: what runs in plain Node too may not reach electron: electron/core/start.ts:1 -> electron/log.ts:1 -> electron/main/index.ts:1 -> electron',
    ])
  })
})

describe('shared', () => {
  it('imports neither Electron, Express nor React', () => {
    expect(findings({ 'shared/documents/receipt.ts': `import 'express'\nimport 'electron-store'\nimport type { ReactNode } from 'react'\nimport '@mantine/core/styles.css'\nexport type { ReactNode }` })).toEqual([
      'shared/documents/receipt.ts:1 packages: may not import express: shared runs on the desktop, on the server and in tests',
      'shared/documents/receipt.ts:2 packages: may not import electron-store: shared runs on the desktop, on the server and in tests',
      'shared/documents/receipt.ts:3 packages: may not import react: only the renderer shows anything',
      'shared/documents/receipt.ts:4 packages: may not import @mantine/core: only the renderer shows anything',
    ])
  })

  it('keeps databases out of modules', () => {
    expect(findings({ 'shared/modules/crm/queries.ts': `import Database from 'better-sqlite3'\nexport { Database }` })).toEqual([
      'shared/modules/crm/queries.ts:1 packages: may not import better-sqlite3: commands and queries receive an executor and never import a database',
    ])
  })

  it('lets a module reach another through its face only, and a model through its model only', () => {
    expect(findings({
      ...house,
      'shared/modules/properties/commands.ts': `import { contact } from '../crm/model.ts'\nexport const sell = contact`,
      'shared/modules/properties/rules.ts': `import type { merge } from '../crm/index.ts'\nexport const price = (one: typeof merge) => one`,
    })).toEqual([
      'shared/modules/properties/commands.ts:1 module-faces: a module reaches another only through its index.ts: shared/modules/crm/model.ts',
      'shared/modules/properties/rules.ts:1 module-faces: rules.ts reaches another module only through its model: shared/modules/crm/index.ts',
    ])
  })

  it('keeps migrations and values by themselves', () => {
    expect(findings({
      ...house,
      'shared/database/migrations/0002-next.ts': `import { up } from './0001-ground.ts'\nimport { z } from 'zod'\nimport { money } from '../../values/money.ts'\nexport { money, up, z }`,
      'shared/values/error.ts': `import { dispatch } from '../command/dispatch.ts'\nexport const AppError = dispatch`,
    })).toEqual([
      'shared/database/migrations/0002-next.ts:1 pure-parts: a migration imports nothing but kysely: shared/database/migrations/0001-ground.ts',
      'shared/database/migrations/0002-next.ts:2 pure-parts: a migration imports nothing but kysely: zod',
      'shared/database/migrations/0002-next.ts:3 pure-parts: a migration imports nothing but kysely: shared/values/money.ts',
      'shared/values/error.ts:1 pure-parts: values import nothing of ours but values: shared/command/dispatch.ts',
      'shared/values/error.ts:1 reach: the page may not reach shared/command/dispatch.ts: shared/values/error.ts:1 -> shared/command/dispatch.ts',
    ])
  })

  it('lets a value know the type of the translator that it is handed, and no more of it', () => {
    const value = (text: string): string[] => findings({ 'shared/values/filter.ts': text, 'shared/language/index.ts': 'export type Translate = 1; export const fr = 1' })
    expect(value(`import type { Translate } from '../language/index.ts'\nexport type { Translate }`)).toEqual([])
    expect(value(`import { fr } from '../language/index.ts'\nexport { fr }`)).toEqual([
      'shared/values/filter.ts:1 pure-parts: values import nothing of ours but values: shared/language/index.ts',
    ])
  })
})

describe('imports and doors', () => {
  it('wants the file named with its ending', () => {
    expect(findings({ ...house, 'server/main.ts': `import '../shared/values/money'\nimport './http'\nimport './gone.ts'`, 'server/http/index.ts': '' })).toEqual([
      `server/main.ts:1 import-files: '../shared/values/money' must name the file with its ending: shared/values/money.ts`,
      `server/main.ts:2 import-files: './http' must name the file with its ending: server/http/index.ts`,
      `server/main.ts:3 import-files: './gone.ts' names no file: server/gone.ts`,
    ])
  })

  it('wants one file for messages to the shell and one for messages from it', () => {
    expect(findings({
      ...house,
      'electron/main/window.ts': `import * as electron from 'electron'\n\nelectron.ipcMain.handle('x', () => 1)`,
      'electron/preload/index.ts': `import { ipcRenderer } from 'electron'\nexport { ipcRenderer }`,
    })).toEqual([
      'electron/main/index.ts:1 one-door: ipcMain belongs in one file, and is in 2: electron/main/index.ts, electron/main/window.ts',
      'electron/main/window.ts:3 one-door: ipcMain belongs in one file, and is in 2: electron/main/index.ts, electron/main/window.ts',
    ])
  })

  it('says where a file cannot be read as source', () => {
    expect(findings({ 'shared/values/broken.ts': `export const one = 1\nexport const two = = 2` })[0]).toMatch(/^shared\/values\/broken\.ts:2 syntax: /)
  })
})
