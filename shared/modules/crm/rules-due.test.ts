import { describe, expect, it } from 'vitest'
import { readDue } from './rules-due.ts'

// Saturday
const today = '2026-11-28'

describe('a day as people say it', () => {
  it.each([
    ['aujourd’hui', '2026-11-28', null], ['demain', '2026-11-29', null], ['Après-demain', '2026-11-30', null], ['tomorrow at 9h', '2026-11-29', '09:00'], ['demain à 10h30', '2026-11-29', '10:30'], ['10:30', '2026-11-28', '10:30'],
    ['lundi', '2026-11-30', null], ['samedi', '2026-12-05', null], ['Fri', '2026-12-04', null], ['dim. 9 h', '2026-11-29', '09:00'],
    ['+3', '2026-12-01', null], ['dans 2 semaines', '2026-12-12', null], ['in 1 month', '2026-12-28', null], ['dans 10 jours à 8h', '2026-12-08', '08:00'],
    ['12/11', '2027-11-12', null], ['5/12', '2026-12-05', null], ['05.12.27', '2027-12-05', null], ['28-11-2026', '2026-11-28', null], ['2026-12-24', '2026-12-24', null],
    ['1er déc.', '2026-12-01', null], ['12 décembre 2027 14:00', '2027-12-12', '14:00'], ['3 mars', '2027-03-03', null], ['3 mai', '2027-05-03', null], ['8 août', '2027-08-08', null], ['29/02', '2028-02-29', null],
  ])('%s', (text, day, time) => expect(readDue(text, today)).toEqual({ due: { day, time } }))

  it.each([['31/02', 'impossible'], ['31/02/2027', 'impossible'], ['demain 25h', 'impossible'], ['12/13', 'impossible'], ['2026-02-30', 'impossible'], ['bientôt', 'unclear'], ['12 pommes', 'unclear'], ['', 'unclear'], ['150M', 'unclear']] as const)(
    '%s is %s', (text, problem) => expect(readDue(text, today)).toEqual({ problem }))
})
