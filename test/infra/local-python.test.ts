import { describe, expect, it } from 'vitest'
import { findPython, isNewEnough } from '../../infra/local/python.ts'

describe('the Python of the local run', () => {
  it.each(['3.10.0', '3.13.1', '4.0.0'])('%s is new enough', (version) => expect(isNewEnough(version)).toBe(true))
  it.each(['3.9.18', '2.7.18', ''])('"%s" is too old', (version) => expect(isNewEnough(version)).toBe(false))

  it('is missed with a line that says what to do', async () => {
    await expect(findPython(['no-such-python'])).rejects.toMatchObject({
      message: 'Python 3.10 or newer is missing (none of no-such-python runs).',
      advice: expect.stringContaining('PYTHON='),
    })
  })
})
