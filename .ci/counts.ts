// Reads the JSON reports of vitest and Playwright into one kind of count.

export type Counts = {
  passed: number
  failed: number
  skipped: number
  /** What was skipped, in words, and what deserves a word though it passed. */
  remarks: string[]
}

type VitestReport = {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

export function countVitest(report: VitestReport, root: string): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, remarks: [] }
  for (const file of report.testResults) {
    const name = file.name.replace(`${root}/`, '')
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') counts.passed++
      else if (status === 'failed') counts.failed++
      else {
        counts.skipped++
        counts.remarks.push(`skipped: ${name}, ${fullName.trim()}`)
      }
    }
    // A file that fails before or after its tests (an import, a hook) fails without any of them failing.
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) counts.failed++
  }
  return counts
}

type PlaywrightSuite = {
  title: string
  suites?: PlaywrightSuite[]
  specs?: { title: string; file: string; tests: { status: string; annotations: { type: string; description?: string }[] }[] }[]
}
type PlaywrightReport = { suites: PlaywrightSuite[]; errors: unknown[] }

export function countPlaywright(report: PlaywrightReport): Counts {
  const counts: Counts = { passed: 0, failed: report.errors.length, skipped: 0, remarks: [] }
  const visit = (suite: PlaywrightSuite): void => {
    for (const { title, file, tests } of suite.specs ?? []) {
      for (const { status, annotations } of tests) {
        if (status === 'unexpected') counts.failed++
        else if (status !== 'skipped') counts.passed++
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
