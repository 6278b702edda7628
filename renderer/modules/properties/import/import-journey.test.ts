import { expect, it } from 'vitest'
import { decide } from './import-journey.ts'

it('keeps every decision, but for the columns of a table that is read anew', () => {
  const decided = decide(decide({}, { mapping: { 0: 'title' } }), { defaultKind: 'villa' })
  expect(decided).toEqual({ mapping: { 0: 'title' }, defaultKind: 'villa' })
  expect(decide(decided, { delimiter: ';' })).toEqual({ defaultKind: 'villa', delimiter: ';' })
})
