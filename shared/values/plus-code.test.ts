import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodePlusCode, encodePlusCode, recoverPlusCode } from './plus-code.ts'

describe('plus codes', () => {
  // points and codes published with the specification
  it.each<[number, number, number, string]>([
    [20.375, 2.775, 6, '7FG49Q00+'], [20.3700625, 2.7821875, 10, '7FG49QCJ+2V'], [20.3701125, 2.782234375, 11, '7FG49QCJ+2VX'],
    [20.3701135, 2.78223535156, 13, '7FG49QCJ+2VXGJ'], [47.0000625, 8.0000625, 10, '8FVC2222+22'],
    [-41.2730625, 174.7859375, 10, '4VCPPQGP+Q9'],
    [0.5, -179.5, 4, '62G20000+'], [-89.5, -179.5, 4, '22220000+'], [20.5, 2.5, 4, '7FG40000+'],
    [-89.9999375, -179.9999375, 10, '22222222+22'],
    [0.5, 179.5, 4, '6VGX0000+'], [1, 1, 11, '6FH32222+222'], [90, 1, 4, 'CFX30000+'], [92, 1, 4, 'CFX30000+'],
    [1, 180, 4, '62H20000+'], [1, 181, 4, '62H30000+'],
  ])('%f, %f in %i digits', (latitude, longitude, length, code) => {
    expect(encodePlusCode(latitude, longitude, length)).toBe(code)
  })

  it('hold the point they were made for, in a cell of the stated size', () => {
    fc.assert(fc.property(fc.double({ min: -89.999, max: 89.999, noNaN: true }),
      fc.double({ min: -180, max: 179.999, noNaN: true }), fc.constantFrom(4, 8, 10, 11, 13),
      (latitude, longitude, length) => {
        const area = decodePlusCode(encodePlusCode(latitude, longitude, length))!
        expect(Math.abs(area.latitude - latitude)).toBeLessThanOrEqual(area.latitudeHeight / 2 + 1e-9)
        expect(Math.abs(area.longitude - longitude)).toBeLessThanOrEqual(area.longitudeWidth / 2 + 1e-9)
        expect(encodePlusCode(area.latitude, area.longitude, length)).toBe(encodePlusCode(latitude, longitude, length))
      }))
    expect(decodePlusCode('7FG49QCJ+2V')).toEqual({ latitude: 20.3700625, longitude: 2.7821875, latitudeHeight: 0.000125,
      longitudeWidth: 0.000125 })
  })

  it('read in lower case, refused when they are none', () => {
    expect(decodePlusCode('7fg49qcj+2v')?.latitude).toBe(20.3700625)
    for (const text of ['', '+', '7FG49QCJ', '7FG49QCJ+2', 'QCJ+2V', '7FG4A0CJ+22', 'XFG49QCJ+2V', '7FG40000+22', '7FG0000+',
      '12345678+90', '7FG49QCJ+2VXGJKKKKK']) {
      expect(decodePlusCode(text)).toBeNull()
    }
  })

  it('recovered from their short form near a town', () => {
    const dakar = { latitude: 14.6937, longitude: -17.4441 }
    fc.assert(fc.property(fc.double({ min: 14.5, max: 14.88, noNaN: true }), fc.double({ min: -17.6, max: -17.28, noNaN: true }),
      (latitude, longitude) => {
      const full = encodePlusCode(latitude, longitude)
      expect(recoverPlusCode(`${full.slice(4)} Dakar`, dakar)).toBe(full)
    }))
    expect(recoverPlusCode('7FG49QCJ+2V', dakar)).toBe('7FG49QCJ+2V')
    expect(recoverPlusCode('9QCJ+2VX', { latitude: 20.4, longitude: 2.8 })).toBe('7FG49QCJ+2VX')
    expect([recoverPlusCode('Almadies', dakar), recoverPlusCode('QCJ+2V', dakar),
      recoverPlusCode('AAAA+BB', dakar)]).toEqual([null, null, null])
  })

  it('refuse a wrong length or no point', () => {
    for (const length of [1, 3, 16, 4.5]) expect(() => encodePlusCode(1, 1, length)).toThrow(RangeError)
    expect(() => encodePlusCode(Number.NaN, 1)).toThrow(RangeError)
  })
})
