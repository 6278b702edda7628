import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leadSources, leadStatuses, qualifications } from './model-lead.ts'
import { timeframes } from './model-search.ts'
import { agePoints, baseScore, distribute, isOpen, leadMoves, leadScore, leadUrgency, nextSteps, scoreParts } from './rules-lead.ts'

const day = 86_400_000
const empty = {
  source: 'other', email: null, phone: null, qualification: 'cold', transaction: null, budgetMin: null, budgetMax: null, kinds: [], places: [], propertyId: null, timeframe: null, status: 'new', agentId: null, nextActionOn: null,
} as const
type Facts = Parameters<typeof baseScore>[0]
const full: Facts = {
  ...empty, source: 'referral', email: 'a@b.sn', phone: '77 123 45 67', qualification: 'hot', budgetMax: 1, kinds: ['villa'], places: [{ region: 'Dakar', department: null, commune: null, quartier: null }], timeframe: 'immediate',
}

describe('the score of a lead', () => {
  it.each([
    ['of whom nothing is known', empty, 10],
    ['who came by recommendation', { ...empty, source: 'referral' }, 25],
    ['with an e-mail', { ...empty, email: 'a@b.sn' }, 15],
    ['with a telephone', { ...empty, phone: '77' }, 20],
    ['who asked about a listing: kind and place are known', { ...empty, propertyId: 'x' }, 30],
    ['who said a budget', { ...empty, budgetMin: 1 }, 25],
    ['who is hot', { ...empty, qualification: 'hot' }, 25],
    ['of whom everything is known', full, 100],
  ] as const)('of one %s', (_words, facts, score) => expect(baseScore(facts as unknown as Facts)).toBe(score))

  it.each([[0, 20], [day, 20], [day + 1, 15], [7 * day, 15], [30 * day, 10], [90 * day, 5], [91 * day, 0]])('after %d ms gives %d points for its age', (age, points) => expect(agePoints(age)).toBe(points))

  it('never passes a hundred, never falls below nothing, and its parts make it', () => {
    fc.assert(fc.property(fc.record({
      source: fc.constantFrom(...leadSources), email: fc.constantFrom(null, 'a@b.sn'), phone: fc.constantFrom(null, '77'), qualification: fc.constantFrom(...qualifications), timeframe: fc.constantFrom(null, ...timeframes),
      budgetMax: fc.constantFrom(null, 5), propertyId: fc.constantFrom(null, 'p'),
    }), fc.integer({ min: 0, max: 400 * day }), (some, age) => {
      const facts = { ...empty, ...some } as unknown as Facts
      const score = leadScore(baseScore(facts), age)
      expect(score).toBe(Math.min(100, scoreParts(facts).reduce((sum, { points }) => sum + points, 0) + agePoints(age)))
      expect(leadScore(baseScore(facts), age + day)).toBeLessThanOrEqual(score)
      expect(leadUrgency(facts)).toBeGreaterThanOrEqual(0)
      expect(leadUrgency(facts)).toBeLessThanOrEqual(100)
    }))
  })

  it('a budget is counted once, and the most urgent is a hundred', () => expect(leadUrgency(full)).toBe(100))
})

describe('the way of a lead', () => {
  it('open ones go to any other stage, never straight to won; closed ones are opened again', () => {
    for (const status of leadStatuses) {
      expect(leadMoves(status)).not.toContain('won')
      expect(leadMoves(status)).not.toContain(status)
    }
    expect(leadMoves('negotiation')).toEqual(['new', 'contacted', 'qualified', 'proposalSent', 'lost', 'archived'])
    expect(leadMoves('lost')).toEqual(['new', 'contacted', 'archived'])
    expect(leadMoves('won')).toEqual(['archived'])
  })

  it.each([
    [{ ...empty }, ['assign', 'contactWithinADay', 'askForWishes']],
    [{ ...full, agentId: 'm', status: 'contacted' }, ['planMeeting', 'followClosely']],
    [{ ...full, agentId: 'm', status: 'qualified', qualification: 'warm' }, ['followRegularly']],
    [{ ...full, status: 'won' }, []],
  ] as const)('next steps', (facts, steps) => expect(nextSteps(facts as unknown as Facts)).toEqual(steps))
})

describe('sharing out leads', () => {
  it('the best goes to whoever has the fewest', () => {
    const given = distribute([{ id: 'a', score: 10 }, { id: 'b', score: 90 }, { id: 'c', score: 50 }], [{ memberId: 'x', open: 2 }, { memberId: 'y', open: 0 }])
    expect(Object.fromEntries(given)).toEqual({ b: 'y', c: 'y', a: 'x' })
  })

  it('nobody there, nothing given', () => expect(distribute([{ id: 'a', score: 1 }], []).size).toBe(0))

  it('afterwards nobody has two more than anybody who began with no more', () => {
    fc.assert(fc.property(fc.array(fc.nat(100), { maxLength: 40 }), fc.array(fc.nat(10), { minLength: 1, maxLength: 6 }), (scores, loads) => {
      const people = loads.map((open, i) => ({ memberId: `m${i}`, open }))
      const given = distribute(scores.map((score, i) => ({ id: `l${i}`, score })), people)
      expect(given.size).toBe(scores.length)
      const after = people.map(({ memberId, open }) => ({ open, now: open + [...given.values()].filter((to) => to === memberId).length }))
      for (const one of after) for (const other of after) if (one.now > one.open) expect(one.now - other.now).toBeLessThanOrEqual(1)
    }))
  })

  it('open is what the board shows', () => expect(leadStatuses.filter(isOpen)).toEqual(['new', 'contacted', 'qualified', 'proposalSent', 'negotiation']))
})
