import { describe, expect, it } from 'vitest'
import type { Committed, Dispatcher } from '../../../shared/command/dispatch.ts'
import { openRemembered } from './remembered.ts'

function opened() {
  let now = 1000
  let commit: (committed: Committed) => void = () => {}
  const dispatcher: Dispatcher = {
    dispatch: () => Promise.reject(new Error('not here')),
    dispatchWhole: () => Promise.reject(new Error('not here')),
    refuse: () => Promise.reject(new Error('not here')),
    announce: () => undefined,
    onCommitted: (listener) => {
      commit = listener
      return () => {}
    },
  }
  const remembered = openRemembered(dispatcher, () => now)
  return {
    remembered,
    pass: (milliseconds: number) => void (now += milliseconds),
    changed: (entity: string) => commit({ agencyId: 'a', changes: [{ entity }] as never, commandIds: [] }),
  }
}

/** Counts how often it was asked. */
const counter = () => {
  let asked = 0
  return async () => ++asked
}

describe('what is remembered of the catalogue', () => {
  it('is found once for all who ask at one moment, and again after a second', async () => {
    const { remembered, pass } = opened()
    const find = counter()
    expect(await Promise.all([remembered.of('page 1', find), remembered.of('page 1', find)])).toEqual([1, 1])
    expect(await remembered.of('page 2', find)).toBe(2)
    pass(999)
    expect(await remembered.of('page 1', find)).toBe(1)
    pass(1)
    expect(await remembered.of('page 1', find)).toBe(3)
  })

  it('is forgotten as soon as somebody changes what a page shows, and not for anything else', async () => {
    const { remembered, changed } = opened()
    const find = counter()
    await remembered.of('page 1', find)
    changed('contact')
    expect(await remembered.of('page 1', find)).toBe(1)
    for (const [n, entity] of ['property', 'propertyPhoto', 'agency', 'member'].entries()) {
      changed(entity)
      expect(await remembered.of('page 1', find), entity).toBe(n + 2)
    }
  })

  it('holds no failure', async () => {
    const { remembered } = opened()
    await expect(remembered.of('page 1', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect(await remembered.of('page 1', counter())).toBe(1)
  })

  it('lets the oldest go when there are many', async () => {
    const { remembered } = opened()
    const find = counter()
    for (let n = 0; n <= 500; n++) await remembered.of(`page ${n}`, find)
    expect(await remembered.of('page 500', find)).toBe(501)
    expect(await remembered.of('page 0', find)).toBe(502)
  })
})
