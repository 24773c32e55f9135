import '../support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { takeInOnce } from '../../../functions/email/taking.ts'
import { message } from '../../mail/corpus.ts'
import { aDesk, fault, pass } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { answerTo, Intake, letter, ourId } from '../support/mailbox.ts'
import { typesOf } from '../support/timers.ts'

const desk = aDesk()
let intake: Intake
beforeEach(() => {
  intake = new Intake(desk)
})

const filesOf = () => desk.table.filter(({ sk }) => String(sk).startsWith('ATTACHMENT#'))
const contactsNow = () => desk.table.filter(({ sk, role }) => sk === 'PERSON' && role === 'customer').length

/** Everything that can be brought into disorder: a mail that opens a ticket, one that is a comment, one of a machine. */
const cases: [string, () => Promise<{ raw: string | Uint8Array; whole: () => void }>][] = [
  [
    'a new ticket with a file',
    async () => ({
      raw: message('names-in-pieces'),
      whole: () => {
        expect(intake.tickets).toHaveLength(1)
        const [number = ''] = intake.tickets
        expect(intake.mailsOf(number)).toMatchObject([{ state: 'opened' }])
        expect(typesOf(desk, number).filter((type) => type === 'ticket.created')).toHaveLength(1)
        expect(filesOf()).toHaveLength(4)
        expect(desk.store.keys.filter((key) => key.startsWith('incoming/'))).toHaveLength(4)
        expect(contactsNow()).toBe(contactsBefore + 1)
      },
    }),
  ],
  [
    "a customer's comment that reopens",
    async () => {
      const number = await aTicket()
      await call('resolveTicket', { id: number, body: { resolution: 'Done.' } })
      return {
        raw: letter({ from: 'customer@desk.example', to: answerTo(number), text: 'It is dark again.' }),
        whole: () => {
          expect(intake.tickets).toEqual([number])
          expect(intake.commentsOf(number)).toHaveLength(1)
          expect(typesOf(desk, number).filter((type) => type === 'ticket.commented')).toHaveLength(1)
          expect(intake.mailsOf(number)).toMatchObject([{ state: 'joined' }])
        },
      }
    },
  ],
  [
    'a note of a machine',
    async () => {
      const number = await aTicket()
      return {
        raw: letter({
          from: 'customer@desk.example',
          subject: 'Out of office',
          headers: { 'Auto-Submitted': 'auto-replied', 'In-Reply-To': `<${ourId(number)}>` },
        }),
        whole: () => {
          expect(intake.mailsOf(number)).toMatchObject([{ state: 'noted' }])
          expect(intake.commentsOf(number)).toEqual([])
        },
      }
    },
  ],
]
let contactsBefore = 0
beforeEach(() => {
  contactsBefore = contactsNow()
})

/** Gives a message until it is taken, as a queue does: a minute later each time. */
async function giveUntilTaken(key: string): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    if (await intake.give(key)) return
    pass(61_000)
  }
  throw new Error(`${key} was never taken`)
}

describe.each(cases)('%s', (_, prepare) => {
  it('once, wherever its function dies: before any call, and after any', async () => {
    const { raw } = await prepare()
    let points = 0
    desk.weather = () => {
      points += 1
    }
    expect(await intake.give(intake.put(raw))).toBe(true)
    expect(points).toBeGreaterThan(10)
    for (let deadly = 0; deadly < points; deadly += 1) {
      desk.open()
      contactsBefore = contactsNow()
      const { raw: again, whole } = await prepare()
      let point = 0
      desk.weather = () => {
        point += 1
        if (point === deadly + 1) throw fault('TimeoutError')
      }
      const key = intake.put(again)
      await giveUntilTaken(key)
      desk.weather = undefined
      whole()
      expect(intake.became(key).settledAt).toBeTruthy()
      // It comes again, for nothing.
      expect(await intake.give(key)).toBe(true)
      whole()
    }
  })

  it('once, when the same object is told of twice at the same time', async () => {
    const { raw, whole } = await prepare()
    const key = intake.put(raw)
    const both = await Promise.allSettled([takeInOnce(key, 'run-1'), takeInOnce(key, 'run-2')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await takeInOnce(key, 'run-3')
    whole()
  })

  it('once, when two do it at the same time since the first took too long', async () => {
    const { raw, whole } = await prepare()
    const key = intake.put(raw)
    desk.before('TransactWrite', async () => {
      pass(61_000)
      await takeInOnce(key, 'run-2')
    })
    await takeInOnce(key, 'run-1')
    whole()
  })

  it('once, when the same mail comes as two objects', async () => {
    const { raw, whole } = await prepare()
    const [one, other] = [intake.put(raw), intake.put(raw)]
    expect(await intake.give(one)).toBe(true)
    expect(await intake.give(other)).toBe(true)
    whole()
    expect(intake.became(other)).toMatchObject({ state: 'duplicate', ticket: intake.became(one).ticket })
  })

  it('once, when both of these come at the same time', async () => {
    const { raw, whole } = await prepare()
    const keys = [intake.put(raw), intake.put(raw)]
    desk.before('TransactWrite', async () => {
      await takeInOnce(keys[1] as string, 'run-2')
    })
    await takeInOnce(keys[0] as string, 'run-1')
    whole()
    expect(intake.became(keys[0] as string).state).toBe('duplicate')
  })
})

describe('what only looks the same', () => {
  it('has an effect of its own: the same id with other words', async () => {
    await intake.take(letter({ id: 'always-the-same@device.example', text: 'Disk 1 is full.' }))
    const second = await intake.take(letter({ id: 'always-the-same@device.example', text: 'Disk 2 is full.' }))
    expect(second.state).toBe('opened')
    expect(intake.tickets).toHaveLength(2)
  })

  it('has one, too, where it has no id: nobody knows whether it was meant twice', async () => {
    await intake.take(letter({ id: null }))
    expect((await intake.take(letter({ id: null }))).state).toBe('opened')
    expect(intake.tickets).toHaveLength(2)
  })
})

describe('the queue', () => {
  it('is given back what is not in the intake: nobody has lost a mail without an alarm', async () => {
    expect(await intake.give('inbound/nothing')).toBe(false)
  })

  it('gives what is no mail: the word of SES that it may write there', async () => {
    expect(await intake.give(intake.put('Hello', 'inbound/AMAZON_SES_SETUP_NOTIFICATION'))).toBe(true)
    expect(intake.tickets).toEqual([])
  })
})
