import { describe, expect, it } from 'vitest'
import type { MachineryWriter } from './exceptions.ts'
import { lintFiles } from './report.ts'
import { writes } from './rules/writes.ts'
import { writeRules } from './writes.ts'

const otherRules = writeRules.filter((rule) => rule.name !== 'writes')
const findings = (files: Record<string, string>, writers: readonly MachineryWriter[] = []): string[] => lintFiles(files, [writes(writers), ...otherRules])
const inFile = (path: string, text: string): string[] => findings({ [path]: text }).map((line) => line.slice(path.length + 1))
const elsewhere = 'goes round the recorder: make it a command, or list the file under machineryWriters in .ci/lint/exceptions.ts'

describe('writes', () => {
  it('refuses write builders wherever they hide', () => {
    expect(inFile('shared/modules/crm/commands.ts', [
      `await executor.insertInto('contact').values({}).execute()`,
      `await db.updateTable('contact as c').set({}).execute()`,
      `await db.with('gone', (qb) => qb.deleteFrom('contact')).selectFrom('gone').execute()`,
      `await db['replaceInto'](table).execute()`,
      `await db.mergeInto('contact').execute()`,
      `await db.selectFrom('contact').selectAll().execute()`,
    ].join('\n'))).toEqual([
      `1 writes: .insertInto('contact') ${elsewhere}`,
      `2 writes: .updateTable('contact') ${elsewhere}`,
      `3 writes: .deleteFrom('contact') ${elsewhere}`,
      `4 writes: .replaceInto() ${elsewhere}`,
      `5 writes: .mergeInto('contact') ${elsewhere}`,
    ])
  })

  it('refuses written-out SQL that writes, tagged, raw or handed to anything', () => {
    expect(inFile('electron/core/x.sql.ts', [
      'sql`insert into contact (id) values (${id})`',
      'sql<Row>`delete from ${sql.table(name)}`',
      'sql`select * from contact for update`',
      `sql.raw('drop table contact')`,
      'sql.raw(text)',
      'CompiledQuery.raw(`update contact set name = ${name}`)',
      `run(executor, 'update contact set name = ?', [name])`,
      `say('Delete from the list', 'update everything set in stone')`,
    ].join('\n'))).toEqual([
      `1 writes: sql\`…\` on contact ${elsewhere}`,
      `2 writes: sql\`…\` ${elsewhere}`,
      `4 writes: sql.raw() ${elsewhere}`,
      `5 writes: sql.raw() ${elsewhere}`,
      `6 writes: CompiledQuery.raw() on contact ${elsewhere}`,
      `7 writes: SQL text on contact ${elsewhere}`,
      `8 writes: SQL text on everything ${elsewhere}`,
    ])
  })

  it('refuses handles of a database, but not other things that are executed', () => {
    expect(inFile('electron/core/x.ts', [
      `this.database.exec('vacuum')`,
      `openDatabase().prepare('select 1').get()`,
      `;/a+/.exec(text)`,
      `pattern.exec(text)`,
      `exec('ls')`,
    ].join('\n'))).toEqual([
      `1 writes: database.exec() ${elsewhere}`,
      `2 writes: openDatabase.prepare() ${elsewhere}`,
    ])
  })

  it('leaves the recorder, shared/database and tests alone', () => {
    const text = `db.insertInto('contact'); db.exec('vacuum'); const q = 'delete from contact where 1'`
    for (const path of ['shared/command/recorder.ts', 'shared/command/recorder-rows.ts', 'shared/database/sqlite.ts', 'server/x.test.ts', 'e2e/x.ts', 'bench/x.ts', '.ci/x.ts']) {
      expect(inFile(path, text)).toEqual([])
    }
    expect(inFile('shared/command/dispatch.ts', text)).toHaveLength(3)
  })

  it('keeps what the parts of the recorder write inside shared/command', () => {
    const files = { 'shared/command/recorder-rows.ts': '', 'shared/command/recorder.ts': '' }
    const user = [
      `import { decodeRow, run } from '../../shared/command/recorder-rows.ts'`,
      `import type { AnyRow } from '../../shared/command/recorder-rows.ts'`,
      `import { Recorder } from '../../shared/command/recorder.ts'`,
      `import { decodeRow as decode } from '../../shared/command/recorder-rows.ts'`,
      'export { run, Recorder, decode, decodeRow, type AnyRow }',
    ].join('\n')
    expect(findings({ ...files, 'electron/core/x.ts': user, 'shared/command/dispatch.ts': `import { run } from './recorder-rows.ts'\nexport { run }` })).toEqual([
      'electron/core/x.ts:1 writes: of a part of the recorder only reading is used outside shared/command: run of shared/command/recorder-rows.ts',
    ])
  })
})

describe('listed writers of machinery', () => {
  const list = (tables: string[]): MachineryWriter[] => [{ path: 'electron/core/session.ts', tables, reason: 'sessions are of this post' }]
  const session = (text: string): Record<string, string> => ({ 'electron/core/session.ts': text })

  it('may write the tables they are listed for', () => {
    expect(findings(session(`db.insertInto('session'); db.deleteFrom('device')`), list(['session', 'device']))).toEqual([])
    expect(findings(session(`db.insertInto('viewCount as v'); db.exec('delete from view_count')`), list(['view_count']))).toEqual([])
  })

  it('may write no others, and name them in place', () => {
    expect(findings(session(`db.insertInto('session')\ndb.insertInto('contact')\ndb.deleteFrom(table)\ndb.exec(text)`), list(['session']))).toEqual([
      `electron/core/session.ts:2 writes: .insertInto('contact') writes contact; it may write only session`,
      'electron/core/session.ts:3 writes: .deleteFrom() does not name its table in place, so that nobody can check it',
      'electron/core/session.ts:4 writes: db.exec() does not name its table in place, so that nobody can check it',
    ])
  })

  it('may read through a handle when listed without tables', () => {
    expect(findings(session(`db.prepare('select 1').get()`), list([]))).toEqual([])
    expect(findings(session(`db.prepare('delete from session').run()`), list([]))).toEqual([
      'electron/core/session.ts:1 writes: db.prepare() on session writes session; it may write only nothing',
    ])
  })

  it('are errors once they no longer write, or are gone', () => {
    expect(findings(session(`db.insertInto('session')`), list(['session', 'device']))).toEqual([
      'electron/core/session.ts:1 writes: is listed as a writer of device and no longer writes it',
    ])
    expect(findings(session('export {}'), list([]))).toEqual([
      'electron/core/session.ts:1 writes: is listed under machineryWriters and neither writes nor uses a handle',
    ])
    expect(findings({}, list(['session']))).toEqual(['electron/core/session.ts:1 writes: is listed under machineryWriters and is not there'])
  })

  it('are never writers of a business table', () => {
    const model = { 'shared/modules/crm/model.ts': `export const contact = defineEntity({ name: 'savedView', table: 'saved_view', fields: {} })` }
    expect(findings({ ...model, ...session(`db.insertInto('savedView')`) }, list(['saved_view']))).toEqual([
      'electron/core/session.ts:1 writes: saved_view is a business table: the recorder alone writes it',
    ])
  })
})

describe('portable SQL', () => {
  it('keeps SQL text in shared/database, the recorder and *.sql.ts', () => {
    const text = `import { sql, type Kysely } from 'kysely'\nexport const one = (db: Kysely<object>) => sql\`select 1\`.execute(db)`
    const rename = `import { sql as text } from 'kysely'\nexport const one = text\`select 1\``
    const message = 'sql of kysely belongs in shared/database or a file named *.sql.ts, where SQL is kept portable'
    expect(inFile('shared/modules/crm/queries.ts', text)).toEqual([`1 portable-sql: ${message}`])
    expect(inFile('electron/core/x.ts', rename)).toEqual([`1 portable-sql: ${message}`])
    for (const path of ['shared/modules/crm/nearby.sql.ts', 'shared/database/search.ts', 'shared/command/recorder-rows.ts', 'server/x.test.ts']) expect(inFile(path, text)).toEqual([])
    expect(inFile('shared/modules/crm/queries.ts', `import type { RawBuilder, sql } from 'kysely'\nexport type { RawBuilder, sql }`)).toEqual([])
  })
})

describe('clock, timers and randomness', () => {
  const text = [
    'export const a = Date.now()', 'export const b = new Date()', 'export const c = new Date(a)', 'export const d = Math.random()',
    'setTimeout(go, 5)', 'export const e = crypto.randomUUID()', 'export const f = globalThis.performance.now()', 'export const g = map(Date.now)', 'export const h = clock.now()',
  ].join('\n')

  it('are handed in to values, modules, commands and sync', () => {
    const from = 'is taken from the machine: clock, timers and randomness are handed in'
    const expected = [
      `1 handed-in: Date.now ${from}`, `2 handed-in: new Date() ${from}`, `4 handed-in: Math.random ${from}`, `5 handed-in: setTimeout() ${from}`,
      `6 handed-in: crypto.randomUUID ${from}`, `7 handed-in: performance.now ${from}`, `8 handed-in: Date.now ${from}`,
    ]
    for (const path of ['shared/values/day.ts', 'shared/modules/crm/rules.ts', 'shared/command/dispatch.ts', 'shared/sync/client.ts']) expect(inFile(path, text)).toEqual(expected)
  })

  it('are where they are outside', () => {
    for (const path of ['electron/core/clock.ts', 'shared/values/day.test.ts', 'server/main.ts', 'shared/database/store.ts']) expect(inFile(path, text)).toEqual([])
  })
})

describe('small bans', () => {
  it('gives the console to programs for a terminal only', () => {
    const text = `console.log('x')\nwindow.console.error('y')\nlog.info('z')`
    const message = 'no-console: the product does not speak to a console: log it, throw it or show it'
    expect(inFile('electron/core/x.ts', text)).toEqual([`1 ${message}`])
    for (const path of ['electron/cli/import.ts', 'electron/start.ts', 'bench/run.ts', 'vite.config.ts']) expect(inFile(path, text)).toEqual([])
  })

  it('keeps dispatch out of commands', () => {
    const message = 'nested-dispatch: commands compose by ctx.run(other, input), never by dispatch'
    expect(inFile('shared/modules/crm/commands.ts', `import { dispatch } from '../../command/index.ts'\nexport { dispatch }`)).toEqual([`1 ${message}`])
    expect(inFile('shared/modules/crm/commands-merge.ts', `import * as all from '../../command/dispatch.ts'\nexport { all }`)).toEqual([`1 ${message}`])
    expect(inFile('shared/modules/crm/commands.ts', `import { defineCommand } from '../../command/define.ts'\nexport { defineCommand }`)).toEqual([])
    expect(inFile('shared/modules/crm/commands.test.ts', `import { dispatch } from '../../command/dispatch.ts'\nexport { dispatch }`)).toEqual([])
  })

  it('refuses every way to open the window to the world', () => {
    expect(inFile('electron/main/window.ts', [
      'const a = { webPreferences: { webSecurity: false, nodeIntegration: true, contextIsolation: false, sandbox: !packaged } }',
      'a.webPreferences.webviewTag = true',
      `const b = { 'allowRunningInsecureContent': true, experimentalFeatures: true, enableBlinkFeatures: 'X' }`,
      `app.commandLine.appendSwitch('disable-web-security')`,
      'app.commandLine.appendSwitch(name)',
    ].join('\n'))).toEqual([
      '1 unsafe-electron: contextIsolation is true or left out, written in place',
      '1 unsafe-electron: nodeIntegration is false or left out, written in place',
      '1 unsafe-electron: sandbox is true or left out, written in place',
      '1 unsafe-electron: webSecurity is true or left out, written in place',
      '2 unsafe-electron: webviewTag is false or left out, written in place',
      '3 unsafe-electron: allowRunningInsecureContent is false or left out, written in place',
      '3 unsafe-electron: enableBlinkFeatures is never set',
      '3 unsafe-electron: experimentalFeatures is false or left out, written in place',
      '4 unsafe-electron: the switch disable-web-security takes a guard away',
      '5 unsafe-electron: a command line switch is named in place, so that it can be checked',
    ])
    expect(inFile('electron/main/window.ts', `const a = { sandbox: true, webviewTag: false }\nwebPreferences.nodeIntegration = false\napp.commandLine.appendSwitch('lang', 'fr')\nif (a.sandbox === true) list.appendSwitch('no-sandbox')`)).toEqual([])
  })
})

describe('words', () => {
  const inPage = (text: string): string[] => inFile('renderer/Page.tsx', text)
  const message = (text: string): string => `words: '${text}' stands in shared/language, in French and English, and not here`

  it('finds text in elements, expressions and attributes that are shown', () => {
    expect(inPage([
      'export const a = <p>', '  Bonjour', '</p>', `export const b = <p>{open ? 'Ouvert' : t('property.closed')} {n && 'biens'}</p>`,
      'export const c = <p>{`Il y a ${n} biens`}</p>', `export const d = <Field label="Prix" placeholder={'en F CFA'} aria-label={t('x.y')} className="wide" />`,
      `notify({ title: 'Enregistré', message: count + ' biens' })`,
    ].join('\n'))).toEqual([
      `2 ${message('Bonjour')}`, `4 ${message('Ouvert')}`, `4 ${message('biens')}`, `5 ${message('Il y a')}`, `5 ${message('biens')}`,
      `6 ${message('Prix')}`, `6 ${message('en F CFA')}`, `7 ${message('Enregistré')}`, `7 ${message('biens')}`,
    ])
  })

  it('leaves names, keys, units, signs and catalogue keys alone', () => {
    expect(inPage([
      'export const a = <kbd>Ctrl K</kbd>', 'export const b = <p>{n} m² · 12 % &nbsp; {t("property.title")}</p>', 'export const c = <Logo title="Digit-Hab" type="button" />',
      `export const columns = [{ label: 'property.price', title: id, description: 'x' }]`, `throw new Error('never shown')`,
    ].join('\n'))).toEqual([])
  })

  it('looks at menus and dialogs of the shell too, not at tests', () => {
    expect(inFile('electron/main/menu.ts', `export const menu = [{ label: 'Fichier', role: 'fileMenu' }]`)).toEqual([`1 ${message('Fichier')}`])
    expect(inFile('renderer/Page.test.tsx', 'export const a = <p>Bonjour</p>')).toEqual([])
  })
})

describe('exceptions', () => {
  const files = { 'server/main.ts': `console.log('one')\nconsole.log('two')` }
  const exception = (count: number) => [{ rule: 'no-console', path: 'server/main.ts', count, reason: 'a test' }]

  it('cover exactly what they count', () => {
    expect(lintFiles(files, otherRules, exception(2))).toEqual([])
  })

  it('are errors when one is no longer needed, or one too few', () => {
    expect(lintFiles({ 'server/main.ts': '' }, otherRules, exception(2))).toEqual(['server/main.ts:1 exceptions: 2 findings of no-console are excepted here, but there are 0'])
    expect(lintFiles(files, otherRules, exception(1))).toContain('server/main.ts:1 exceptions: 1 findings of no-console are excepted here, but there are 2')
  })

  it('of rules that do not run now are left for when they do', () => {
    expect(lintFiles({}, [], exception(2))).toEqual([])
  })
})
