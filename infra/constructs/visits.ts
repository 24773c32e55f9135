import { Construct } from 'constructs'
import { endingEvents } from '../../events/catalogue.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { EventQueue } from './queue.ts'

const endSeconds = 30

/** What becomes of visits by itself: those of tickets that ended are cancelled, and customers are reminded. */
export class Visits extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets, bus }: PartProps) {
    super(scope, id)
    const ended = new EventQueue(this, 'Ended', {
      desk,
      paragraph: 'visits-of-ended-tickets-stay',
      consumerTimeoutSeconds: endSeconds,
    })
    bus.route('Visits', endingEvents, ended.queue, { to: ['resolved', 'closed', 'cancelled'] })
    const environment = { TABLE_NAME: tickets.table.tableName }
    const end = new DeskFunction(this, 'End', { desk, name: 'visits-end', timeoutSeconds: endSeconds, environment })
    tickets.letCommand(end)
    ended.feed(end)
    const sweep = new DeskFunction(this, 'Sweep', { desk, name: 'visits-sweep', timeoutSeconds: 55, environment })
    tickets.letCommand(sweep)
    sweep.may(['dynamodb:Query'], tickets.indexArn('gsi5'))
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: sweep,
      description: 'Finds visits whose customers are to be reminded',
      paragraphs: {
        undelivered: 'a-minute-run-was-not-started',
        failing: 'visits-are-not-reminded-of',
        silent: 'nobody-looks-for-visits-to-remind-of',
      },
    })
  }
}
