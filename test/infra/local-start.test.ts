import { describe, expect, it } from 'vitest'
import { startOptions } from '../../infra/local/arguments.ts'
import { settingsAskedFor } from '../../infra/local/seed.ts'

describe('npm start', () => {
  it('stays in the foreground, takes the data up and chooses a port by itself when nothing is asked', () => {
    expect(startOptions([], {})).toEqual({ fresh: false, detach: false, help: false, port: undefined })
  })

  it('understands its options', () => {
    expect(startOptions(['--fresh', '--detach', '--port', '4599'], {})).toEqual({
      fresh: true,
      detach: true,
      help: false,
      port: 4599,
    })
  })

  it('takes the port from DESK_PORT, but rather from --port', () => {
    expect(startOptions([], { DESK_PORT: '4600' }).port).toBe(4600)
    expect(startOptions(['--port=4601'], { DESK_PORT: '4600' }).port).toBe(4601)
  })

  it.each([
    [['--detatch'], "Unknown option '--detatch'."],
    [['now'], "Unexpected argument 'now'."],
    [['--port'], "Option '--port <value>' argument missing."],
    [['--fresh=yes'], "Option '--fresh' does not take an argument."],
  ])('%j is refused with a line that says what to do', (given, message) => {
    expect(() => startOptions(given, {})).toThrow(
      expect.objectContaining({ message, advice: expect.stringContaining('--help') }),
    )
  })
})

describe('DESK_SETTINGS', () => {
  it('gives the desk settings as JSON', () => {
    expect(settingsAskedFor('{"autoCloseAfter":"PT5S"}')).toEqual({ autoCloseAfter: 'PT5S' })
    expect(settingsAskedFor('')).toEqual({})
  })

  it.each(['PT5S', '[]', '"PT5S"', 'null'])('%s is refused', (text) => {
    expect(() => settingsAskedFor(text)).toThrow('DESK_SETTINGS is not a JSON object.')
  })
})
