import { describe, expect, it } from 'vitest'
import { placesLike } from './place-options.ts'

const names = (typed: string) => placesLike(typed).map((place) => place.name)

describe('places for what is typed', () => {
  it('begin with those whose name begins so, without regard to accents and case', () => {
    expect(names('sacre')[0]).toBe('Sacré-Cœur')
    expect(names('ALMAD')).toContain('Almadies')
  })

  it('understand a misspelling of the market', () => {
    expect(names('wakam')[0]).toBe('Ouakam')
  })

  it('bring all the levels with them', () => {
    expect(placesLike('Almadies')[0]).toMatchObject({
      quartier: 'Almadies',
      commune: 'Ngor',
      department: 'Dakar',
      region: 'Dakar',
      level: 'quartier',
    })
    expect(placesLike('Ziguinchor').some((place) => place.level === 'region')).toBe(true)
  })

  it('are at most eight', () => {
    expect(placesLike('a')).toHaveLength(8)
    expect(placesLike('zzzzzz')).toEqual([])
  })
})
