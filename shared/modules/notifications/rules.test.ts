import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noticeKinds, noticeTopics } from './model.ts'
import type { NoticeKind, Quiet } from './model.ts'
import { choicesOf, noticeRules, tellableFrom, toldMembers } from './rules.ts'

const at = (text: string): number => Date.parse(`${text}:00Z`)

describe('who is told', () => {
  const active = new Set(['awa', 'fatou', 'ibou', 'moussa'])
  const managers = ['awa', 'moussa']
  it.each<[NoticeKind, string[], string, string[]]>([
    // kind, who follows it, who did it, who is told
    ['leadNew', ['fatou'], 'awa', ['fatou']],
    ['leadNew', ['fatou'], 'fatou', []],
    ['leadNew', [], 'fatou', ['awa', 'moussa']],
    ['leadNew', [], 'awa', ['moussa']],
    // Whoever left the agency follows nothing any more.
    ['leadNew', ['gone'], 'fatou', ['awa', 'moussa']],
    ['leadAssigned', ['fatou'], 'awa', ['fatou']],
    ['leadAssigned', ['gone'], 'awa', []],
    ['taskAssigned', ['fatou'], 'fatou', []],
    ['propertyStatus', ['fatou'], 'job:alerts', ['fatou']],
    ['interestShown', ['fatou', 'ibou', 'fatou'], 'ibou', ['fatou']],
    ['interestShown', [], 'ibou', []],
    ['contactMerged', ['fatou', 'ibou'], 'awa', ['fatou', 'ibou']],
    // A reminder comes to whoever set it.
    ['taskDue', ['fatou'], 'fatou', ['fatou']],
    ['noteDue', ['fatou'], 'fatou', ['fatou']],
    ['talkDue', ['fatou'], 'fatou', ['fatou']],
    ['leadActionDue', ['fatou'], 'fatou', ['fatou']],
  ])('%s, followed by %j, done by %s: %j', (kind, followers, doer, told) => {
    expect(toldMembers(kind, { followers, managers, active, doer })).toEqual(told)
  })

  it('every kind has its rule, and every topic a kind', () => {
    expect(Object.keys(noticeRules).toSorted()).toEqual(noticeKinds.toSorted())
    expect([...new Set(Object.values(noticeRules).map(({ topic }) => topic))].toSorted()).toEqual(noticeTopics.toSorted())
  })
})

describe('hours of quiet', () => {
  const night: Quiet = { fromTime: '20:00', untilTime: '07:30', zone: 'Africa/Dakar' }
  const noon: Quiet = { fromTime: '12:00', untilTime: '14:00', zone: 'Africa/Dakar' }
  it.each<[string, Quiet | null, string, string]>([
    ['none', null, '2026-11-23T03:00', '2026-11-23T03:00'],
    ['a night, before midnight', night, '2026-11-23T20:00', '2026-11-24T07:30'],
    ['a night, after midnight', night, '2026-11-24T07:29', '2026-11-24T07:30'],
    ['a night that is over', night, '2026-11-24T07:30', '2026-11-24T07:30'],
    ['a night that has not begun', night, '2026-11-23T19:59', '2026-11-23T19:59'],
    ['a noon, inside', noon, '2026-11-23T12:00', '2026-11-23T14:00'],
    ['a noon, after', noon, '2026-11-23T14:00', '2026-11-23T14:00'],
    ['a noon, before', noon, '2026-11-23T11:59', '2026-11-23T11:59'],
    ['of no length', { ...noon, untilTime: '12:00' }, '2026-11-23T12:00', '2026-11-23T12:00'],
    ['by the clock of Paris', { ...night, zone: 'Europe/Paris' }, '2026-11-23T19:30', '2026-11-24T06:30'],
    // The night on which clocks go forward an hour.
    ['over a change of the clock', { fromTime: '22:00', untilTime: '07:00', zone: 'Europe/Paris' }, '2026-03-28T23:00', '2026-03-29T05:00'],
  ])('%s', (_what, quiet, told, visible) => {
    expect(new Date(tellableFrom(at(told), quiet, 'high')).toISOString()).toBe(new Date(at(visible)).toISOString())
  })

  it('what is urgent does not wait', () => {
    expect(tellableFrom(at('2026-11-23T23:00'), night, 'urgent')).toBe(at('2026-11-23T23:00'))
  })

  it('put off, never dropped: at most a day, never earlier, and then it is quiet no longer', () => {
    const time = fc.integer({ min: 0, max: 1439 }).map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`)
    const instant = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-01-01T00:00') })
    fc.assert(fc.property(time, time, fc.constantFrom('Africa/Dakar', 'Europe/Paris'), instant, (fromTime, untilTime, zone, told) => {
      const quiet = { fromTime, untilTime, zone }
      const visible = tellableFrom(told, quiet, 'normal')
      expect(visible).toBeGreaterThanOrEqual(told)
      expect(visible - told).toBeLessThanOrEqual(25 * 3_600_000)
      // A clock that is put back may bring the same hours twice.
      if (zone === 'Africa/Dakar') expect(tellableFrom(visible, quiet, 'normal')).toBe(visible)
    }))
  })
})

it('what nobody chose is as usual; what somebody chose counts', () => {
  expect(choicesOf([]).leads).toEqual({ inApp: true, native: true, email: true, sms: false, push: true })
  const chosen = choicesOf([{ topic: 'tasks', channel: 'inApp', enabled: false }])
  expect([chosen.tasks.inApp, chosen.tasks.native, chosen.leads.inApp]).toEqual([false, true, true])
})
