import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsToOpen, smallestWindow } from './bounds.ts'

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const second = { x: 1366, y: -200, width: 1920, height: 1040 }

describe('where a window opens', () => {
  it('in the middle of the main screen the first time, no larger than it', () => {
    expect(boundsToOpen(null, [laptop])).toEqual({ x: 0, y: 0, width: 1366, height: 728, maximised: false })
    expect(boundsToOpen(null, [{ x: 0, y: 0, width: 1920, height: 1040 }])).toEqual({ x: 277, y: 110, width: 1366, height: 820, maximised: false })
  })

  it('where it was, also on the second screen', () => {
    const saved = { x: 1500, y: -100, width: 1200, height: 800, maximised: true }
    expect(boundsToOpen(saved, [laptop, second])).toEqual(saved)
  })

  it('on the main screen when its own was taken away', () => {
    const saved = { x: 1500, y: -100, width: 1200, height: 700, maximised: false }
    expect(boundsToOpen(saved, [laptop])).toEqual({ x: 83, y: 14, width: 1200, height: 700, maximised: false })
  })

  it('can always be caught by its title bar', () => {
    const bounds = fc.record({
      x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer({ min: -5000, max: 5000 }),
      width: fc.integer({ min: smallestWindow.width, max: 8000 }), height: fc.integer({ min: smallestWindow.height, max: 8000 }), maximised: fc.boolean(),
    })
    fc.assert(fc.property(fc.option(bounds), (saved) => {
      const screens = [laptop, second]
      const open = boundsToOpen(saved, screens)
      const caught = screens.some((area) =>
        Math.min(open.x + open.width, area.x + area.width) - Math.max(open.x, area.x) >= 120 && open.y >= area.y && open.y < area.y + area.height)
      expect(caught).toBe(true)
    }), { numRuns: 500 })
  })
})
