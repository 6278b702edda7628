import { describe, expect, it } from 'vitest'
import type { ImportProblem } from '../../../../shared/modules/properties/model-import.ts'
import { groupProblems, lineRanges } from './problem-groups.ts'

const problem = (line: number, change: Partial<ImportProblem> = {}): ImportProblem => ({
  line,
  column: 'Prix',
  code: 'missing_price',
  severity: 'warning',
  value: null,
  params: {},
  ...change,
})

describe('problems told once', () => {
  it('puts what stops rows first, then what touches most lines', () => {
    const groups = groupProblems([
      problem(2),
      problem(3),
      problem(4, { code: 'unknown_place', column: 'Quartier' }),
      problem(9, { code: 'missing_title', column: null, severity: 'error' }),
      problem(5, { severity: 'duplicate', code: 'duplicate_in_file', column: null }),
    ])
    expect(groups.map((group) => [group.code, group.lines.length])).toEqual([
      ['missing_title', 1],
      ['duplicate_in_file', 1],
      ['missing_price', 2],
      ['unknown_place', 1],
    ])
  })

  it('keeps each line once, in order, and a few of the values found', () => {
    const [group] = groupProblems([
      problem(8, { value: 'à débattre' }),
      problem(3, { value: 'voir' }),
      problem(8, { value: 'à débattre' }),
    ])
    expect(group).toMatchObject({ lines: [3, 8], values: ['à débattre', 'voir'] })
  })
})

describe('lines', () => {
  it('that follow one another are said as a range', () => {
    expect(lineRanges([2, 3, 4, 9])).toEqual({
      ranges: [
        { from: 2, to: 4 },
        { from: 9, to: 9 },
      ],
      more: 0,
    })
  })

  it('beyond what fits are counted, not lost', () => {
    const lines = [1, 3, 5, 7, 8, 9, 20]
    const { ranges, more } = lineRanges(lines, 2)
    expect(ranges.reduce((sum, range) => sum + range.to - range.from + 1, 0) + more).toBe(lines.length)
  })
})
