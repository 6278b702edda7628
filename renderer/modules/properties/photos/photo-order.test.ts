import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moved, positionFor, positionsBehind } from './photo-order.ts'

const photos = positionsBehind([], 5).map((position, index) => ({ id: 'abcde'[index]!, position }))
const idsOf = (list: readonly { id: string }[]) => list.map((photo) => photo.id).join('')

describe('the order of photos', () => {
  it('moves one and keeps the others as they were', () => {
    expect(idsOf(moved(photos, 'd', 0))).toBe('dabce')
    expect(idsOf(moved(photos, 'a', 2))).toBe('bcade')
    expect(idsOf(moved(photos, 'a', 99))).toBe('bcdea')
  })

  it('writes nothing for a photo that stays where it is', () => {
    expect(positionFor(photos, 'c', 2)).toBeNull()
    expect(positionFor(photos, 'x', 0)).toBeNull()
  })

  it('is told by the keys exactly as it is shown, after any number of moves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { maxLength: 30 }),
        (moves) => {
          let list = photos
          for (const [from, to] of moves) {
            const { id } = list[from]!
            const position = positionFor(list, id, to)
            const shown = moved(list, id, to)
            list = shown.map((photo) => (photo.id === id && position ? { ...photo, position } : photo))
            expect(idsOf(list.toSorted((a, b) => (a.position < b.position ? -1 : 1)))).toBe(idsOf(list))
          }
        },
      ),
    )
  })

  it('puts new ones behind all others', () => {
    const keys = positionsBehind(photos, 3)
    expect([...photos.map((photo) => photo.position), ...keys]).toEqual(
      [...photos.map((photo) => photo.position), ...keys].toSorted(),
    )
  })
})
