/** What vitest's JSON report says, as far as it is counted. */
export interface Report {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

export interface Counts {
  passed: number
  failed: number
}

/**
 * Passed and failed tests. A file that broke before its tests could run counts as one failed, and so does a run that
 * failed with nothing to show for it (a set-up that threw, an error that nobody caught).
 */
export function countsOf(report: Report, exitCode: number): Counts {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = report.numFailedTests + broken.length
  return { passed: report.numPassedTests, failed: failed || countsOfNothing(exitCode).failed }
}

export const countsOfNothing = (exitCode: number): Counts => ({ passed: 0, failed: exitCode === 0 ? 0 : 1 })
