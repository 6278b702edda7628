import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commandInputs, commandNames } from '../contract/commands.ts'
import { contract } from '../contract/index.ts'
import { openSqliteStore } from '../command/testing/stores.ts'
import { en, fr } from '../language/index.ts'
import { rightsTable } from './auth/index.ts'
import { business, queries } from './business.ts'
import { schemaSuite } from './testing/schema-suite.ts'

schemaSuite('SQLite', openSqliteStore)

/** `properties.page` and so on, of the contract that the page is typed by. */
function procedures(part: object = contract, path: string[] = []): string[] {
  return Object.entries(part).flatMap(([name, inner]) => ('~orpc' in inner ? [[...path, name].join('.')]
    : procedures(inner as object, [...path, name])))
}

function phrase(catalogue: object, key: string): unknown {
  return key.split('.').reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], catalogue)
}

/** Asked by the core itself, of the reader; no page can name it. */
const internalQueries = ['agency.usage', 'alerts.round', 'catalogue.agencies', 'catalogue.count', 'catalogue.get', 'catalogue.kinds', 'catalogue.page', 'catalogue.rows', 'catalogue.totals', 'clients.figures', 'clients.interactions', 'clients.interests', 'clients.notes', 'clients.offers', 'clients.page', 'clients.task', 'core.log', 'files.mine', 'files.some', 'imports.repeats', 'matching.some', 'notifications.after', 'notifications.statistics', 'properties.ofPart',
  'properties.photoOrder', 'properties.statistics', 'reminders.due', 'team.accounts']
/** Judged by whoever handles them: they have no query of their own. */
const handledActions = ['team.setPassword', 'properties.viewed', 'matching.runAll', 'imports.preview', 'imports.run', 'imports.undo',
  'imports.rejectedFile', 'files.upload', 'attention.giveUp', 'attention.takeUp', 'attention.sendAgain', 'backup.list', 'backup.create', 'backup.restore', 'sync.state', 'sync.connect', 'sync.now', 'sync.leave', 'sync.files', 'sync.sendFiles', 'files.missing', 'sync.past', 'sync.compare', 'sync.posts', 'sync.revokePost',
  'sync.toFound', 'sync.found', 'sync.dropFounding', 'sync.noteFounding', 'team.add']
/** Open to everybody, or of the connection itself. */
const withoutRight = /^(command|setup\.|session\.|device\.|live\.|files\.(begin|put|end|cancel)$)/

describe('the business as one', () => {
  it('the registry holds exactly the commands of the contract', () => {
    expect([...business.commands.keys()].toSorted()).toEqual([...commandNames].toSorted())
  })

  it.each(commandNames)('%s takes what the contract says', (name) => {
    const shape = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
    expect(shape(business.commands.get(name)!.input)).toEqual(shape(commandInputs[name]))
  })

  it('every command has its row in the table of rights, and the table has no other', () => {
    expect(Object.keys(rightsTable.commands).toSorted()).toEqual([...business.commands.keys()].toSorted())
  })

  it('every query and every handled action has its row, and the table has no other', () => {
    expect(Object.keys(rightsTable.queries).toSorted()).toEqual([...queries.keys(), ...handledActions].toSorted())
  })

  it('every query can be asked through the contract, or is named as internal', () => {
    const asked = procedures()
    expect([...queries.keys()].filter((name) => !asked.includes(name)).toSorted()).toEqual(internalQueries)
  })

  it('every procedure of the contract that shows or does something of the agency has a right', () => {
    const names = procedures().filter((name) => !withoutRight.test(name))
    expect(names.filter((name) => !(name in rightsTable.queries))).toEqual([])
    expect(names.length).toBeGreaterThan(25)
  })

  it('no right is given to somebody the table has no column for, and an unknown name is nobody’s', () => {
    for (const role of ['agent', 'manager', 'admin'] as const) {
      const actor = { kind: 'member' as const, agencyId: 'a', memberId: 'm', role }
      for (const name of ['property.burn', 'constructor', '__proto__', 'toString', '']) expect(business.rightOf(actor, name))
        .toBe('none')
    }
  })

  it('every reference and every owner leads to an entity that exists', () => {
    const references = [...business.entities.values()].flatMap((entity) =>
      (Object.values(entity.fields) as { reference: string | null }[]).flatMap((field) => field.reference ?? []))
    expect(references.filter((name) => !business.entities.has(name))).toEqual([])
    const owners = [...business.entities.values()].filter((entity) => entity.ownedBy !== 'createdBy')
    expect(owners.filter((entity) => !entity.fields[entity.ownedBy]?.reference).map((entity) => entity.name)).toEqual([])
    expect(owners.length).toBeGreaterThan(5)
  })

  it('every field is named in French and in English', () => {
    for (const entity of business.entities.values())
      for (const [name, field] of Object.entries(entity.fields) as [string, { label: string }][])
        for (const catalogue of [fr, en]) expect(phrase(catalogue, field.label), `${entity.name}.${name}: ${field.label}`)
          .toBeTypeOf('string')
  })

  it('fields of one unit share a policy and a scope: they are merged together', () => {
    for (const entity of business.entities.values())
      for (const [unit, names] of entity.units) {
        const said = new Set(names.map((name) => `${entity.fields[name].policy} ${entity.fields[name].scope}`))
        expect([...said], `${entity.name}/${unit}`).toHaveLength(1)
      }
  })

  const junk: [string, unknown][] = [
    ['nothing', undefined], ['null', null], ['a number', 42], ['NaN', Number.NaN], ['a text', 'x'], ['a list', []],
      ['an empty object', {}], ['a date', new Date(0)],
    ['an id that is none', { id: 'x' }], ['an id of capitals', { id: '018F0000-0000-7000-8000-000000000000' }],
      ['a polluted object', JSON.parse('{"__proto__":{"id":"x"},"constructor":{}}')],
  ]
  describe.each(commandNames)('%s', (name) => {
    it.each(junk)('refuses %s', (_what, input) => {
      expect(commandInputs[name].safeParse(input).success).toBe(false)
    })

    it('refuses a key that it does not know', () => {
      const { error } = commandInputs[name].safeParse({ unexpected: 1 })
      expect(error?.issues.map((issue) => issue.code)).toContain('unrecognized_keys')
    })
  })
})
