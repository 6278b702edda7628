import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, instantOf } from '../../values/period.ts'
import { happenedTo, mostDays, monthsOf, needPeriod, periodOf, tallyByMonth, tallyOf } from './rules-report.ts'
import type { Happened } from './rules-report.ts'

const today = '2026-11-23'
const zone = 'Africa/Dakar'
const at = (day: string, time = '10:00'): number => instantOf(day, time, zone)

describe('the period of a report', () => {
  it.each([
    [null, null, '2026-10-25', today, null],
    ['2026-11-01', null, '2026-11-01', today, null],
    [null, '2026-01-31', '2026-01-02', '2026-01-31', null],
    ['2026-11-23', '2026-11-23', '2026-11-23', '2026-11-23', null],
    // A start to come has its own thirty days.
    ['2027-01-01', null, '2027-01-01', '2027-01-30', null],
    ['2026-11-24', '2026-11-23', '2026-11-24', '2026-11-23', 'period_order'],
    ['2010-01-01', '2026-11-23', '2010-01-01', '2026-11-23', 'period_long'],
    ['2000-01-01', addDays('2000-01-01', mostDays - 1), '2000-01-01', addDays('2000-01-01', mostDays - 1), null],
    ['2000-01-01', addDays('2000-01-01', mostDays), '2000-01-01', addDays('2000-01-01', mostDays), 'period_long'],
  ])('from %s to %s is %s to %s, and what is wrong with it: %5$s', (from, to, first, last, problem) => {
    expect(periodOf({ from, to }, today)).toEqual({ from: first, to: last, problem })
  })

  it('is refused with its field and the reason', () => {
    expect(() => needPeriod({ from: '2026-02-02', to: '2026-02-01' }, today)).toThrow(expect.objectContaining({ code: 'invalid_input', params: { fields: [{ path: 'to', problem: 'period_order' }] } }))
    expect(() => needPeriod({ from: '2001-02-02', to: null }, today)).toThrow(expect.objectContaining({ code: 'invalid_input', params: { fields: [{ path: 'from', problem: 'period_long' }] } }))
  })

  it('its months lie side by side and are all of it', () => {
    fc.assert(fc.property(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: 0, max: mostDays - 1 }), (start, length) => {
      const from = addDays('2000-01-01', start)
      const period = { from, to: addDays(from, length) }
      const months = monthsOf(period)
      expect([months[0]!.from, months.at(-1)!.to]).toEqual([period.from, period.to])
      for (const [i, month] of months.entries()) {
        expect(month.from.slice(0, 7)).toBe(month.to.slice(0, 7))
        if (i > 0) expect(daysBetween(months[i - 1]!.to, month.from)).toBe(1)
      }
    }))
  })
})

const lead = (created: string, more: Partial<Happened['leads'][number]> = {}): Happened['leads'][number] => ({ agentId: 'fatou', source: 'website', status: 'new', createdAt: at(created), convertedAt: null, answeredAt: null, ...more })
const task = (assigneeId: string | null, state: 'open' | 'done', dueOn: string | null, doneAt: number | null): Happened['tasks'][number] => ({ assigneeId, state, dueOn, doneAt, overAt: dueOn === null ? null : at(addDays(dueOn, 1), '00:00') })
const nothing: Happened = { leads: [], talks: [], tasks: [], clients: [], properties: [] }

describe('what is counted in a period', () => {
  const november = { from: '2026-11-01', to: '2026-11-30' }
  const tally = (happened: Partial<Happened>) => tallyOf({ ...nothing, ...happened }, november, today, zone)

  it.each<[string, Partial<Happened>, object]>([
    ['nothing is nothing, not nought in a hundred', {}, { leads: 0, rate: null, responseHours: null, talks: 0 }],
    ['the first and the last moment belong to it', { clients: [{ agentId: null, createdAt: at('2026-11-01', '00:00') }, { agentId: null, createdAt: at('2026-12-01', '00:00') - 1 }, { agentId: null, createdAt: at('2026-12-01', '00:00') }, { agentId: null, createdAt: at('2026-11-01', '00:00') - 1 }] }, { clients: 2 }],
    ['the rate is of those that came, conversions are when they happened', { leads: [lead('2026-11-02', { status: 'won', convertedAt: at('2026-12-05') }), lead('2026-11-03'), lead('2026-11-04', { status: 'lost' }), lead('2026-11-05'), lead('2026-09-05', { status: 'won', convertedAt: at('2026-11-05') })] },
      { leads: 4, won: 1, rate: 0.25, converted: 1, lost: 1, byStatus: { won: 1, new: 2, lost: 1 }, bySource: { website: 4 } }],
    ['the middle one of the waits, and who wrote first waited nothing', { leads: [lead('2026-11-02', { answeredAt: at('2026-11-02', '12:00') }), lead('2026-11-02', { answeredAt: at('2026-11-02', '14:00') }), lead('2026-11-02', { answeredAt: at('2026-11-20') }), lead('2026-11-02', { answeredAt: at('2026-11-01') }), lead('2026-11-02')] },
      { answered: 4, responseHours: 3 }],
    ['talks that were held, by kind, and those that were not', {
      talks: [...(['call', 'call', 'visit'] as const).map((type) => ({ agentId: null, type, status: 'completed' as const, at: at('2026-11-03') })), ...(['scheduled', 'inProgress', 'cancelled', 'noShow'] as const).map((status) => ({ agentId: null, type: 'visit' as const, status, at: at('2026-11-03') }))],
    }, { talks: 3, visits: 1, byType: { call: 2, visit: 1 }, planned: 2, missed: 2 }],
    ['what is done on its day is in time, until midnight', { tasks: [
      task(null, 'done', '2026-11-10', at('2026-11-11', '00:00') - 1), task(null, 'done', '2026-11-10', at('2026-11-11', '00:00')), task(null, 'done', null, at('2026-11-12')),
    ] }, { tasksDone: 3, tasksLate: 1, tasksOpen: 0 }],
    ['what is due today is not late', { tasks: [task(null, 'open', today, null), task(null, 'open', '2026-11-22', null), task(null, 'open', '2026-10-31', null)] }, { tasksDone: 0, tasksOpen: 1 }],
  ])('%s', (_name, happened, expected) => expect(tally(happened)).toMatchObject(expected))

  it('is his alone where one is asked about', () => {
    const all: Happened = {
      leads: [lead('2026-11-02'), lead('2026-11-02', { agentId: 'ibou' })], talks: [{ agentId: 'ibou', type: 'call', status: 'completed', at: at('2026-11-02') }], tasks: [task('fatou', 'done', null, at('2026-11-02'))],
      clients: [{ agentId: null, createdAt: at('2026-11-02') }], properties: [{ agentId: 'fatou', createdAt: at('2026-11-02') }],
    }
    expect(tallyOf(happenedTo(all, 'fatou'), november, today, zone)).toMatchObject({ leads: 1, talks: 0, tasksDone: 1, clients: 0, properties: 1 })
  })

  it('months add up to the whole', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((n) => at(addDays('2026-01-01', n), '15:30'))
    const maybe = fc.option(day)
    const happened = fc.record({
      leads: fc.array(fc.record({ agentId: fc.constant(null), source: fc.constantFrom('website', 'referral'), status: fc.constantFrom('new', 'won', 'lost'), createdAt: day, convertedAt: maybe, answeredAt: maybe })),
      talks: fc.array(fc.record({ agentId: fc.constant(null), type: fc.constantFrom('call', 'visit'), status: fc.constantFrom('completed', 'cancelled', 'scheduled'), at: day })),
      tasks: fc.array(fc.record({ assigneeId: fc.constant(null), state: fc.constant('done'), doneAt: day, dueOn: fc.constant(null), overAt: fc.constant(null) })), clients: fc.array(fc.record({ agentId: fc.constant(null), createdAt: day })), properties: fc.constant([]),
    }) as unknown as fc.Arbitrary<Happened>
    fc.assert(fc.property(happened, (one) => {
      const period = { from: '2026-01-15', to: '2026-12-20' }
      const total = tallyOf(one, period, today, zone)
      const months = tallyByMonth(one, period, today, zone)
      for (const name of ['leads', 'won', 'converted', 'lost', 'answered', 'talks', 'visits', 'planned', 'missed', 'tasksDone', 'clients'] as const) expect(months.reduce((sum, month) => sum + month[name], 0), name).toBe(total[name])
    }))
  })
})
