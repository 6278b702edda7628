import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest } from './counts.ts'

describe('counting reports', () => {
  it('adds up the tests of vitest and names the skipped ones', () => {
    const test = (status: string, fullName = 'a test') => ({ status, fullName, failureMessages: status === 'failed' ? ['Error: \u001b[31mred\u001b[39m\n\n  at a line'] : [] })
    const report = {
      testResults: [
        { name: '/home/a.test.ts', status: 'failed', message: '', assertionResults: [test('passed'), test('failed'), test('skipped', 'a later'), test('todo', 'a todo')] },
        { name: '/home/b.test.ts', status: 'passed', message: '', assertionResults: [test('passed')] },
      ],
    }
    expect(countVitest(report, '/home')).toEqual({
      passed: 2, failed: 1, skipped: 2,
      remarks: ['skipped: a.test.ts, a later', 'skipped: a.test.ts, a todo'],
      failures: ['a.test.ts, a test: Error: red · at a line'],
    })
  })

  it('counts a file that fails without a failing test', () => {
    const broken = { name: '/home/b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] }
    const afterwards = { name: '/home/c.test.ts', status: 'failed', message: 'afterAll', assertionResults: [{ status: 'passed', fullName: 'c' }] }
    expect(countVitest({ testResults: [broken, afterwards] }, '/home')).toMatchObject({ passed: 1, failed: 2, failures: ['b.test.ts: Cannot find module', 'c.test.ts: afterAll'] })
  })

  it('adds up the tests of Playwright at any depth, with the reasons for skipping', () => {
    const spec = (title: string, status: string, annotations: { type: string; description?: string }[] = []) => ({ title, file: 'a.spec.ts', tests: [{ status, annotations, results: [{ error: { message: `${title} went wrong` } }] }] })
    const report = {
      errors: [],
      suites: [{
        title: 'a.spec.ts',
        specs: [spec('one', 'expected'), spec('two', 'unexpected'), spec('three', 'flaky')],
        suites: [{ title: 'inner', specs: [spec('four', 'skipped', [{ type: 'skip', description: 'no runtime' }]), spec('five', 'skipped')] }],
      }],
    }
    expect(countPlaywright(report)).toEqual({
      passed: 2, failed: 1, skipped: 2,
      remarks: ['passed only when tried again: a.spec.ts, three', 'skipped: a.spec.ts, four (no runtime)', 'skipped: a.spec.ts, five'],
      failures: ['a.spec.ts, two: two went wrong'],
    })
  })

  it('counts an error outside any test of Playwright as a failure', () => {
    expect(countPlaywright({ suites: [], errors: [{ message: 'no tests found' }] }).failed).toBe(1)
  })
})
