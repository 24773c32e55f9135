import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandsIn, type MailCommand, soundsInternal } from '../../../domain/mail/commands.ts'

describe('commands of staff', () => {
  it.each<[string, MailCommand[], string]>([
    ['#resolve', [{ do: 'resolve' }], ''],
    ['#resolve\n\nThe lamp is new.', [{ do: 'resolve' }], 'The lamp is new.'],
    ['\n\n#Internal\nDo not tell.', [{ do: 'internal' }], 'Do not tell.'],
    ['#note\nDo not tell.', [{ do: 'internal' }], 'Do not tell.'],
    ['#assign me', [{ do: 'assign', to: 'me' }], ''],
    ['#pending\nWhich lamp?', [{ do: 'pending', status: 'pending_customer' }], 'Which lamp?'],
    ['#pending parts', [{ do: 'pending', status: 'pending_parts' }], ''],
    ['#priority HIGH', [{ do: 'priority', priority: 'high' }], ''],
    [
      '#tag lamp\n#tag projector\nDone.',
      [
        { do: 'tag', tag: 'lamp' },
        { do: 'tag', tag: 'projector' },
      ],
      'Done.',
    ],
    [
      '#internal #priority high #tag vpn\nSee log.',
      [{ do: 'internal' }, { do: 'priority', priority: 'high' }, { do: 'tag', tag: 'vpn' }],
      'See log.',
    ],
    ['＃ｒｅｓｏｌｖｅ\n直りました。', [{ do: 'resolve' }], '直りました。'],
  ])('%j', (said, commands, text) => {
    expect(commandsIn(said, true)).toEqual({ commands, unknown: [], text })
  })
  it('that are none are told, and stay', () => {
    expect(commandsIn('#reslove\n#priority soon\n#internal\n#assign anna\nThe lamp.', true)).toEqual({
      commands: [{ do: 'internal' }],
      unknown: ['#reslove', '#priority soon', '#assign anna'],
      text: '#reslove\n#priority soon\n#assign anna\nThe lamp.',
    })
  })
  it.each(['# Heading\nText', '#1 is the lamp', 'Hello\n#resolve', 'Please #resolve', '> #resolve', '#'])(
    'are not in %j',
    (said) => {
      expect(commandsIn(said, true)).toEqual({ commands: [], unknown: [], text: said })
    },
  )
  it.each([
    ['#internal Slow payers, all of them.', true],
    ['#internl\nSlow payers.', true],
    ['#reslove\n\n#Internal: slow payers.', true],
    [`#internal ${'Slow payers. '.repeat(30)}`, true],
    ['#resolv #note: slow payers', true],
    ['#reslove\nThe lamp is new.\n#internal', false],
    ['The #internal lamp', false],
    ['# Internal', false],
    ['', false],
  ])('that were meant to keep words among staff: %j is %s', (said, isMeant) => {
    expect(soundsInternal(said)).toBe(isMeant)
  })
  it('are no names of anything else', () => {
    expect(commandsIn('#constructor\n#toString\n#__proto__', true).commands).toEqual([])
  })
  it('of customers are text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('#resolve', '#internal', '#assign me', ''), fc.string())),
        (lines) => {
          const said = lines.join('\n')
          expect(commandsIn(said, false)).toEqual({ commands: [], unknown: [], text: said })
        },
      ),
    )
  })
  it('once taken are not there again, and everything else is', () => {
    const piece = fc.oneof(fc.constantFrom('#resolve', '#internal #tag a', '#nothing', '', 'Text.', '# x'), fc.string())
    fc.assert(
      fc.property(fc.array(piece), (lines) => {
        const { unknown, text } = commandsIn(lines.join('\n'), true)
        for (const one of unknown) expect(text).toContain(one)
        for (const line of lines)
          if (!line.normalize('NFKC').trim().startsWith('#')) expect(text).toContain(line.trim())
      }),
    )
  })
})
