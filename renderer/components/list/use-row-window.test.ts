import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageSize, pagesFor } from './use-row-window.ts'

describe('pages asked for', () => {
  it('are the one on the screen and the next when its end is near', () => {
    expect(pagesFor({ first: 0, last: 40 }, 100_000)).toEqual([0])
    expect(pagesFor({ first: 50, last: 90 }, 100_000)).toEqual([0, 1])
    expect(pagesFor({ first: 50_110, last: 50_150 }, 100_000)).toEqual([500, 501])
  })

  it('never begin beyond the last row', () => {
    expect(pagesFor({ first: 0, last: 40 }, 12)).toEqual([0])
    expect(pagesFor({ first: 60, last: 99 }, 100)).toEqual([0])
    expect(pagesFor({ first: 0, last: 40 }, 0)).toEqual([0])
  })

  it('always hold every row that is on the screen, and are few', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.integer({ min: 0, max: 60 }), (first, rows) => {
        const last = Math.min(99_999, first + rows)
        const pages = pagesFor({ first, last }, 100_000)
        expect(pages).toContain(Math.floor(first / pageSize))
        expect(pages).toContain(Math.floor(last / pageSize))
        expect(pages.length).toBeLessThanOrEqual(3)
      }),
    )
  })
})
