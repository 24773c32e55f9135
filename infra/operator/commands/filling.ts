import { type Command, command, Misuse } from '../line/command.ts'

const most = 1_000_000

/** Who is there, and tickets to try things with. */
export const deskCommands: readonly Command[] = [
  command({
    name: 'user add',
    does: 'Makes somebody who works at the desk, with their login: the first one, who invites the others over HTTP',
    more: 'Somebody who had a login before people were records keeps it, with who they are. Run again, it completes what is missing.',
    options: {
      email: { does: 'their address, which is their login', value: 'address' },
      name: { does: 'what they are called', value: 'name' },
      role: { does: 'technician, agent, supervisor, manager or admin', value: 'role', default: 'admin' },
      team: { does: 'a team of theirs; may be given several times', value: 'tea_…', many: true },
    },
    changes: 'a login in the user pool, and a record in the table',
    examples: [['user add --stage prod --email admin@example.com --name Administrator', 'the first one of a new desk']],
    run: async (given) => {
      const { email, name, role, team } = given.options
      if (!email || !name) throw new Misuse('--email and --name are missing.')
      return (await import('../users/adding.ts')).addUser(given, { email, name, role, teams: team })
    },
  }),
  command({
    name: 'load',
    does: 'Loads a desk with tickets that have lived, with their histories, customers and technicians',
    more: 'They were opened over the last year and worked on, most of them closed. A load that was cut off goes on when it is run again. Nobody is told of them, and no event is published; loads, search index and statistics are made anew at the end. Not for a desk that people work at.',
    options: {
      tickets: { does: 'until there are so many', value: 'number', default: '1000' },
      'lists-only': {
        does: 'just the tickets and their texts, which lists and searches look at: no histories, and the statistics stay',
      },
    },
    changes: 'adds tickets and people to the table',
    examples: [['load --tickets 100000', 'to see how a large desk does']],
    run: async (given) => {
      const tickets = Number(given.options.tickets)
      if (!(Number.isInteger(tickets) && tickets >= 1 && tickets <= most)) {
        throw new Misuse(`--tickets ${given.options.tickets} is no number from 1 to ${most}.`)
      }
      return (await import('../load/running.ts')).loadTickets(given, tickets, given.options['lists-only'])
    },
  }),
]
