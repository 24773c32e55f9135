import { type Command, command, Misuse } from '../line/command.ts'

const place = { name: 'place', does: 'a name of `parked list`, or a part of it', optional: true } as const
const acting = () => import('../parked/acting.ts')

/** What could not be processed, wherever it waits for a person. */
export const parkedCommands: readonly Command[] = [
  command({
    name: 'parked list',
    does: 'Shows what could not be processed and waits for a person, place by place, or all of one place',
    more: 'Places are the dead-letter and parking queues that the stacks have, events that can never be published as they are, and mails in trouble. Looking takes nothing away: for a minute nobody else sees what is looked at.',
    operands: [place],
    options: {
      all: { does: 'empty places, too' },
      most: { does: 'of one place: so many at most', value: 'number', default: '50' },
    },
    examples: [
      ['parked list', 'whether anything waits; the exit code is 1 if so'],
      ['parked list TimersDeadLetters --stage prod', 'what the supervisor of timers could not do, with the tickets'],
    ],
    run: async (given) => {
      const most = Number(given.options.most)
      if (!(Number.isInteger(most) && most > 0)) throw new Misuse(`--most ${given.options.most} is no number.`)
      return (await acting()).list(given, most, given.options.all)
    },
  }),
  command({
    name: 'parked show',
    does: 'Shows one thing that waits: the message or event whole, why it is there, and the ticket that it is about',
    operands: [
      { name: 'place', does: 'where it is' },
      { name: 'id', does: 'its id, as `parked list <place>` shows it' },
    ],
    examples: [['parked show NoticesDeadLetters 5fea7756-0ea4-451a-a703-a558b933e274', 'a notice that nobody got']],
    run: async (given) => (await acting()).show(given),
  }),
  command({
    name: 'parked redrive',
    does: 'Brings back what waits: messages onto the queue that they came from, parked events into the outbox',
    more: 'Fix the cause first: what fails again comes back. Consumers bear a message that comes twice. What comes meanwhile stays for the next time.',
    operands: [place],
    options: {
      all: { does: 'of every place that things can be brought back from' },
      id: { does: 'only this one', value: 'id' },
    },
    changes: 'queues, and the outbox keys of parked events',
    examples: [
      ['parked redrive --all --stage prod', 'all of it, once the cause is gone'],
      ['parked redrive events --dry-run', 'how many events would be published'],
    ],
    run: async (given) => (await acting()).redrive(given, given.options),
  }),
  command({
    name: 'parked drop',
    does: 'Takes away for good what waits and nobody wants done any more',
    more: 'An event that is dropped stays in the history of its ticket and is never published.',
    operands: [{ ...place, name: 'place' }],
    options: { all: { does: 'all that waits there' }, id: { does: 'only this one', value: 'id' } },
    changes: 'the queue, or the outbox keys of the events',
    asks: true,
    examples: [['parked drop WebhooksDeadLetters --all --yes', 'calls that nobody wants any more']],
    run: async (given) => (await acting()).drop(given, given.options),
  }),
]
