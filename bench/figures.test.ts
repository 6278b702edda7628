import { describe, expect, it } from 'vitest'
import { figure, rateFigure } from './figures.ts'

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

  it('is the median round of requests, beside what the replaced system did', () => {
    const rounds = [{ rate: 300, p50: 5, p99: 20 }, { rate: 500, p50: 3, p99: 12 }, { rate: 400, p50: 4, p99: 90 }]
    expect(rateFigure('s', 'n', rounds, [1000, 800, 900], 20))
      .toEqual({ suite: 's', name: 'n', unit: 'requests/s', p50: 400, p95: 300, baseline: 900, ratio: 0.444, latency: { p50: 4, p99: 20 }, replaced: { figure: 20, times: 20 } })
    expect(rateFigure('s', 'n', rounds, [1000], null).replaced).toBeNull()
  })
})
