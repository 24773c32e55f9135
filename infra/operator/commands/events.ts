import { type Command, command, Misuse } from '../line/command.ts'

/** What goes over the bus. */
export const eventCommands: readonly Command[] = [
  command({
    name: 'events tail',
    does: 'Shows events as the bus carries them, from now on, until it is stopped',
    more: 'It hears the bus by a rule and a queue of its own, which it takes away at the end, so it takes nothing from anybody. With --json a line of JSON each.',
    options: {
      type: { does: 'only this type; may be given several times', value: 'type', many: true },
      ticket: { does: 'only what is about this ticket', value: 'number' },
      count: { does: 'ends after so many', value: 'number' },
    },
    examples: [
      ['events tail --stage dev', 'everything that happens'],
      ['events tail --type sla.breached --type sla.warned', 'milestones only'],
    ],
    run: async (given) => {
      const { type, ticket, count } = given.options
      const most = count === undefined ? undefined : Number(count)
      if (most !== undefined && !(Number.isInteger(most) && most > 0))
        throw new Misuse(`--count ${count} is no number.`)
      return (await import('../events/tailing.ts')).tail(given, { types: type, ticket, count: most })
    },
  }),
  command({
    name: 'events replay',
    does: 'Publishes again what the archive of the bus has between two instants, to one rule only',
    more: 'Replayed events say so (`replay-name`): what writes mail and what sets timers passes them over, whatever the rule. All else bears to hear an event twice. The stage must have an archive (`archiveDays`); the local one has none.',
    options: {
      from: { does: 'from this instant', value: '2026-03-02T09:00:00Z' },
      to: { does: 'to this one', value: '2026-03-02T10:00:00Z' },
      rule: { does: 'the rule that hears them: its logical id, or a part of it', value: 'name' },
    },
    changes: 'whatever the consumer behind that rule changes',
    examples: [
      [
        'events replay --stage prod --from 2026-03-02T09:00:00Z --to 2026-03-02T10:00:00Z --rule Statistics --dry-run',
        'an hour that was not counted',
      ],
    ],
    run: async (given) => {
      const { from, to, rule } = given.options
      if (!from || !to || !rule)
        throw new Misuse('--from, --to and --rule are needed: nothing is replayed to everybody.')
      return (await import('../events/replaying.ts')).replay(given, { from, to, rule })
    },
  }),
]
