import { type Command, command, Misuse } from '../line/command.ts'

const about = ['assignment', 'sla', 'mail', 'stock'] as const

/** What is wrong with a desk, and its timers put right. */
export const lookingCommands: readonly Command[] = [
  command({
    name: 'doctor',
    does: 'Looks at a desk and says in sentences what is wrong with it, on which tickets it shows, and what to do',
    more: `Stacks, queues, consumers and table first, then the four classic complaints: tickets are not assigned by themselves (assignment), SLA figures look wrong (sla), mail does not go out (mail), stock does not move (stock). The desk keeps no stock: there it looks at tickets that wait for parts. Nothing is changed. The exit code is 1 where something is wrong.`,
    operands: [
      {
        name: 'complaint',
        does: `only this one: ${about.join(', ')}; the machinery is always looked at`,
        optional: true,
      },
    ],
    examples: [
      ['doctor --stage prod', 'is the desk well?'],
      ['doctor mail', 'why does nobody get mail?'],
      ['doctor --json', 'for a monitor'],
    ],
    run: async (given) => {
      const [only] = given.operands
      if (only && !about.some((known) => known === only))
        throw new Misuse(`There is no complaint "${only}": ${about.join(', ')}.`)
      return (await import('../doctor/examining.ts')).doctor(given)
    },
  }),
  command({
    name: 'sla reconcile',
    does: 'Finds tickets that are past their wake, and executions that should sleep and do not, and has them put right',
    more: 'It does what the sweep does, at once, and more: it asks Step Functions of every execution that should sleep. Tickets go onto the queue of timers, whose consumer brings them up to now and arms them. However often it is run, no milestone fires twice.',
    options: { most: { does: 'of each of four shards so many executions at most', value: 'number', default: '1000' } },
    changes: 'puts tickets onto the queue of timers',
    examples: [
      ['sla reconcile --dry-run', 'which tickets are late, and which executions are gone'],
      ['sla reconcile --stage prod', 'after a restore, or when Step Functions has been away'],
    ],
    run: async (given) => {
      const most = Number(given.options.most)
      if (!(Number.isInteger(most) && most > 0)) throw new Misuse(`--most ${given.options.most} is no number.`)
      return (await import('../timers/reconciling.ts')).reconcile(given, most)
    },
  }),
]
