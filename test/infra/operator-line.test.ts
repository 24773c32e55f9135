import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { commands } from '../../infra/operator/catalogue.ts'
import { command, Misuse } from '../../infra/operator/line/command.ts'
import { helpOf, overview } from '../../infra/operator/line/help.ts'
import { commandIn, optionsOf, read } from '../../infra/operator/line/reading.ts'
import { runLine } from '../../infra/operator/line/running.ts'
import { laidOut, screenOn } from '../../infra/operator/line/screen.ts'

const noted: unknown[] = []
const tried = command({
  name: 'thing do',
  does: 'Does a thing',
  operands: [{ name: 'which', does: 'the thing', optional: true }],
  options: { deep: { does: 'all of it' }, most: { does: 'so many', value: 'number', default: '5' } },
  changes: 'the thing',
  examples: [['thing do', 'does it']],
  run: (given) => {
    noted.push(given.options, given.operands, given.dryRun, given.stage)
    given.screen.say('Done.')
    given.screen.give({ done: true })
    return Promise.resolve(given.options.deep ? 'found' : 'well')
  },
})
const failing = command({ ...tried, name: 'thing fail', run: () => Promise.reject(new Error('The service is away')) })

let [out, error] = ['', '']
const write = (into: (text: string) => void) => (text: unknown) => {
  into(String(text))
  return true
}
beforeEach(() => {
  ;[out, error] = ['', '']
  noted.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation(
    write((text) => {
      out += text
    }),
  )
  vi.spyOn(process.stderr, 'write').mockImplementation(
    write((text) => {
      error += text
    }),
  )
})
afterEach(() => {
  vi.restoreAllMocks()
})
const run = (line: string) => runLine(line.split(' ').filter(Boolean), [tried, failing])

describe('the exit code', () => {
  it('is 0 when all is well, 1 when something was found', async () => {
    expect(await run('thing do')).toBe(0)
    expect(await run('thing do --deep')).toBe(1)
  })

  it('is 2 for what is not understood, with a sentence and the way to say it', async () => {
    for (const line of ['thing do --deeper', 'thing do a b', 'thing do --most', 'thing', 'nothing']) {
      error = ''
      expect(await run(line), line).toBe(2)
      expect(error, line).not.toBe('')
    }
    expect(await run('thing do --deeper')).toBe(2)
    expect(error).toContain("Unknown option '--deeper'.")
    expect(error).toContain('npm run desk -- thing do [<which>] [--deep]')
    await run('thing dew')
    expect(error).toContain('Do you mean `thing do`, `thing fail`?')
  })

  it('is 3 when it could not do its work', async () => {
    expect(await run('thing fail')).toBe(3)
    expect(error).toContain('The service is away')
  })
})

it('options come by name and kind, with what holds where they are not given', async () => {
  await run('thing do one --most 7 --dry-run --stage prod')
  expect(noted).toEqual([expect.objectContaining({ deep: false, most: '7' }), ['one'], true, 'prod'])
  expect(read(tried, []).values).toMatchObject({ most: '5', stage: 'local', 'dry-run': false })
})

it('a program reads one JSON value on standard output, and nothing else', async () => {
  await run('thing do --json')
  expect(out).toBe('{"done":true}\n')
})

it('a table is as wide as what is in it, numbers to the right; an empty one is nothing', () => {
  expect(
    laidOut(
      ['waiting', 'place'],
      [
        [3, 'Timers'],
        [12, 'x'],
      ],
    ),
  ).toEqual(['waiting  place', '      3  Timers', '     12  x'])
})

it('nobody is asked where nobody sits', async () => {
  const { stdout, stderr } = process
  const input = Object.assign(process.stdin, { isTTY: false })
  expect(await screenOn({ out: stdout, error: stderr, input }, false).confirm('Sure?')).toBeUndefined()
})

describe('every command', () => {
  it('has its own name, and the longest name wins', () => {
    const names = commands.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const one of commands) expect(commandIn([...one.name.split(' '), 'more'], commands).command).toBe(one)
  })

  it.each(commands.map((one) => [one.name, one] as const))(
    '%s says what it does, and its examples are understood',
    (_, one) => {
      expect(one.does).toMatch(/^[A-Z].*[^.]$/)
      for (const { does } of Object.values(optionsOf(one))) expect(does).toMatch(/[^.]$/)
      expect(one.examples.length).toBeGreaterThan(0)
      for (const [line] of one.examples) {
        const { command: found, rest } = commandIn(line.split(' '), commands)
        expect(found).toBe(one)
        expect(() => read(one, rest), line).not.toThrow(Misuse)
      }
      expect(helpOf(one)).toContain(one.does)
      expect('dry-run' in optionsOf(one)).toBe(one.changes !== undefined)
    },
  )

  it('is in the overview', () => {
    const said = overview(commands)
    for (const { name, does } of commands) expect(said).toMatch(new RegExp(`^ +${name} +${does.slice(0, 20)}`, 'm'))
  })
})
