import { join } from 'node:path'
import { home } from '../../local/places.ts'
import { type Command, command, Misuse } from '../line/command.ts'

/** Mail, in and out. */
export const mailCommands: readonly Command[] = [
  command({
    name: 'mail preview',
    does: 'Writes every letter of the desk as people get it, to look at in a browser',
    more: 'Each letter has a matter made up for it, as HTML and as text; a page leads to all of them.',
    anywhere: true,
    options: {
      letter: { does: 'only this one: `resolved`, `visitBooked` …', value: 'kind' },
      language: { does: 'only in this one', value: 'en|de' },
      brand: { does: 'under this name', value: 'name', default: 'Repair shop' },
      signature: { does: 'with these words below', value: 'words' },
      out: { does: 'into this folder instead of .local/mail-preview', value: 'folder' },
      open: { does: 'opens that page' },
    },
    examples: [['mail preview --letter resolved --language de --open', 'one letter in a browser']],
    run: async ({ screen, options: { out, signature, ...given } }) =>
      (await import('../mail/preview.ts')).preview(screen, {
        ...given,
        signature: signature ?? 'Repair shop\nWe are here on weekdays from 8 to 18.',
        out: out ?? join(home, 'mail-preview'),
      }),
  }),
  command({
    name: 'mail reparse',
    does: 'Reads raw messages again by the code as it is here, and says what would come of them now that differs',
    more: 'What they are, where they belong, what they say. Nothing is changed, but that --missing --apply puts messages that were never taken in onto the queue again.',
    options: {
      since: { does: 'only what came since then', value: '7d|12h|2026-11-01' },
      ticket: { does: 'only what became a part of that ticket', value: 'number' },
      key: { does: 'only the one under that key of the bucket', value: 'key' },
      missing: { does: 'only what was never taken in, or not to its end' },
      apply: { does: 'with --missing: puts it on the queue again' },
    },
    changes: 'nothing, or with --missing --apply the queue of arrived mail',
    examples: [
      ['mail reparse --since 7d', 'what a change of the rules would make of the mail of a week'],
      ['mail reparse --missing --apply --stage prod', 'takes in what was lost on the way'],
    ],
    run: async (given) => {
      const { apply, missing } = given.options
      if (apply && !missing) throw new Misuse('--apply goes with --missing.')
      return (await import('../mail/reparse.ts')).reparse(given, given.options)
    },
  }),
]
