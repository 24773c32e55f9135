import { describe, expect, it } from 'vitest'
import { countsOf, countsOfNothing } from '../report.ts'

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((status) => ({ status })) })

describe('the count of tests', () => {
  it('is what vitest says', () => {
    const testResults = [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')]
    expect(countsOf({ numPassedTests: 3, numFailedTests: 1, testResults }, 1)).toEqual({ passed: 3, failed: 1 })
  })

  it('counts a file that broke before its tests could run', () => {
    expect(countsOf({ numPassedTests: 3, numFailedTests: 0, testResults: [file('failed')] }, 1)).toEqual({
      passed: 3,
      failed: 1,
    })
  })

  it('is never without a failure when the run failed', () => {
    expect(countsOf({ numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1)).toEqual({ passed: 3, failed: 1 })
    expect(countsOfNothing(1)).toEqual({ passed: 0, failed: 1 })
    expect(countsOfNothing(0)).toEqual({ passed: 0, failed: 0 })
  })
})
