import { describe, expect, it } from 'vitest'
import { figure } from './figures.ts'

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)

describe('a figure', () => {
  it('holds the median, the slow end, and how it stands to the plain code', () => {
    expect(figure('s', 'n', 'ms', hundred, [20, 30, 25])).toEqual({ suite: 's', name: 'n', unit: 'ms', p50: 50, p95: 95, baseline: 25, ratio: 2 })
  })

  it('counts few rows in a second as the slow end', () => {
    expect(figure('s', 'n', 'rows/s', hundred, [100])).toMatchObject({ p50: 51, p95: 6, ratio: 0.51 })
  })

  it('says so where nothing plain can be compared', () => {
    expect(figure('s', 'n', 'MB', [7.123], null)).toMatchObject({ p50: 7.12, baseline: null, ratio: null })
  })

  it('is nothing without samples', () => {
    expect(() => figure('s', 'n', 'ms', [], null)).toThrow(RangeError)
  })
})
