import { describe, expect, it } from 'vitest'
import { plusCodeOf, readPosition, writePosition } from './position.ts'

const dakar = { latitude: 14.6937, longitude: -17.4441 }
const almadies = { latitude: 14.7442, longitude: -17.5175 }

describe('a position as people hand it on', () => {
  it.each([
    '14.7442, -17.5175',
    '14.7442,-17.5175',
    '14,7442 ; -17,5175',
    '14.7442 -17.5175',
    '14.7442° N, 17.5175° W',
    '14.7442 N 17.5175 O',
    'https://www.google.com/maps/@14.7442,-17.5175,17z',
    'https://maps.google.com/?q=14.7442,-17.5175',
    'https://www.google.com/maps/place/x/data=!3d14.7442!4d-17.5175',
  ])('is read from %s', (text) => {
    expect(readPosition(text, null)).toEqual(almadies)
  })

  it('is read from a Plus Code, a short one with the help of the place', () => {
    const code = plusCodeOf(almadies)
    const read = readPosition(code, null)!
    expect(Math.abs(read.latitude - almadies.latitude)).toBeLessThan(0.0002)
    expect(readPosition(`${code.slice(4)} Dakar`, dakar)).toEqual(read)
    expect(readPosition(code.slice(4), null)).toBeNull()
  })

  it.each(['', 'Almadies', '14.7442', '98.2, 12.1', '14, 200'])('is not invented from "%s"', (text) => {
    expect(readPosition(text, dakar)).toBeNull()
  })

  it('is written as it is read', () => {
    expect(readPosition(writePosition(almadies), null)).toEqual(almadies)
  })
})
