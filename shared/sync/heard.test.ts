import fc from 'fast-check'
import { expect, it } from 'vitest'
import { heardPage, isTravellingChange, isTravellingCommand } from './heard.ts'
import { travellingChange, travellingCommand } from './protocol.ts'
import type { Page, TravellingChange, TravellingCommand } from './protocol.ts'

const id = '01a22258-a2a6-7009-9118-ca157ee649eb'
const change: TravellingChange = { seq: 4, n: 0, commandId: id, entity: 'contact', entityId: id, kind: 'update', patch: { name: 'Awa' }, before: { name: null }, scope: 'agency', actorId: 'a', deviceId: 'd', typedAt: 5, at: 6 }
const command: TravellingCommand = { id, name: 'contact.update', version: 1, inputHash: 'h', seq: 4, actorId: 'a', deviceId: 'd', batchId: null, undoes: 'x', typedAt: 5, at: 6 }
/** What JSON can say in the place of something. */
const strange = fc.constantFrom<unknown>(undefined, null, true, '', 'create', 'erase', id, id.toUpperCase(), 'x'.repeat(80), 'x'.repeat(81), 0, -1, 1.5, 2 ** 53, {}, { name: 1 }, [], [1])

it.each([['change', change, isTravellingChange, travellingChange], ['command', command, isTravellingCommand, travellingCommand]] as const)('a %s is looked at by hand as its declaration says', (_, whole, isOne, schema) => {
  expect(isOne(whole)).toBe(true)
  for (const value of [null, undefined, 3, 'text', [], [whole], {}]) expect(isOne(value)).toBe(schema.safeParse(value).success)
  const names = fc.constantFrom(...Object.keys(schema.shape), 'more')
  fc.assert(fc.property(names, strange, fc.option(fc.tuple(names, strange)), (name, value, also) => {
    const other = { ...whole, [name]: value, ...(also ? { [also[0]]: also[1] } : {}) }
    expect(isOne(other)).toBe(schema.safeParse(other).success)
  }), { numRuns: 2000 })
})

it('a page with one thing in it that is no change, or no command, is none', () => {
  const page: Page = { from: 3, to: 4, head: 4, more: false, changes: [change], commands: [command], resync: null }
  expect(heardPage.safeParse(page).success).toBe(true)
  expect(heardPage.safeParse({ ...page, changes: [change, { ...change, entityId: 'x' }] }).success).toBe(false)
  expect(heardPage.safeParse({ ...page, commands: [{ ...command, seq: -1 }] }).success).toBe(false)
})
