// Reads the JSON reports of vitest and Playwright into one kind of count.
import { stripVTControlCharacters } from 'node:util'

export type Counts = {
  passed: number
  failed: number
  skipped: number
  /** What was skipped, in words, and what deserves a word though it passed. */
  remarks: string[]
  /** Which tests failed and how each begins to say why: the end of a long output is all that some readers see of it. */
  failures: string[]
}

const nothing = (): Counts => ({ passed: 0, failed: 0, skipped: 0, remarks: [], failures: [] })

/** A step that has no report of its own, or none any more. */
export const countOne = (ok: boolean, why: string): Counts => ({ ...nothing(), ...(ok ? { passed: 1 } : { failed: 1, failures: [why] }) })

/** A step that could not run here. */
export const countSkipped = (why: string): Counts => ({ ...nothing(), skipped: 1, remarks: [why] })

/** The first lines of a message that say something, without the colours of a terminal. */
function begins(message: string | undefined): string {
  const lines = stripVTControlCharacters(message ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '')
  return lines.slice(0, 4).join(' · ').slice(0, 400)
}

type VitestReport = {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[]
  }[]
}

export function countVitest(report: VitestReport, root: string): Counts {
  const counts = nothing()
  for (const file of report.testResults) {
    const name = file.name.replace(`${root}/`, '')
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === 'passed') counts.passed++
      else if (status === 'failed') {
        counts.failed++
        counts.failures.push(`${name}, ${fullName.trim()}: ${begins(failureMessages?.[0])}`)
      } else {
        counts.skipped++
        counts.remarks.push(`skipped: ${name}, ${fullName.trim()}`)
      }
    }
    // A file that fails before or after its tests (an import, a hook) fails without any of them failing.
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      counts.failed++
      counts.failures.push(`${name}: ${begins(file.message)}`)
    }
  }
  return counts
}

type PlaywrightTest = {
  status: string
  annotations: { type: string; description?: string }[]
  results?: { error?: { message?: string } }[]
}
type PlaywrightSuite = {
  title: string
  suites?: PlaywrightSuite[]
  specs?: { title: string; file: string; tests: PlaywrightTest[] }[]
}
type PlaywrightReport = { suites: PlaywrightSuite[]; errors: { message?: string }[] }

export function countPlaywright(report: PlaywrightReport): Counts {
  const counts: Counts = { ...nothing(), failed: report.errors.length, failures: report.errors.map((error) => begins(error.message)) }
  const visit = (suite: PlaywrightSuite): void => {
    for (const { title, file, tests } of suite.specs ?? []) {
      for (const { status, annotations, results } of tests) {
        if (status === 'unexpected') {
          counts.failed++
          counts.failures.push(`${file}, ${title}: ${begins(results?.at(-1)?.error?.message)}`)
        } else if (status !== 'skipped') counts.passed++
        else {
          counts.skipped++
          const reason = annotations.find((one) => one.type === 'skip' || one.type === 'fixme')?.description
          counts.remarks.push(`skipped: ${file}, ${title}${reason ? ` (${reason})` : ''}`)
        }
        if (status === 'flaky') counts.remarks.push(`passed only when tried again: ${file}, ${title}`)
      }
    }
    suite.suites?.forEach(visit)
  }
  report.suites.forEach(visit)
  return counts
}
