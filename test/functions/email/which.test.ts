import { beforeEach, describe, expect, it } from 'vitest'
import { people, teams } from '../../support/people.ts'
import { day, hour } from '../../support/time.ts'
import { aDesk, fault, pass, throws } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { answerTo, Intake, letter, ourId } from '../support/mailbox.ts'
import { ticketItem, typesOf } from '../support/timers.ts'

const desk = aDesk()
let intake: Intake
let number: string
beforeEach(async () => {
  intake = new Intake(desk)
  number = await aTicket()
})

const linksOf = (ticket: string) =>
  desk.table.filter(({ pk, sk }) => pk === `TICKET#${ticket}` && String(sk).startsWith('LINK#')).map(({ sk }) => sk)
const set = (mail: object) => call('changeSettings', { as: 'admin', body: { mail }, headers: { 'if-match': '*' } })
const from = 'customer@desk.example'

describe('an answer belongs to a ticket', () => {
  it.each([
    ['by the signed address', () => ({ to: answerTo(number) })],
    ['by the signed address in capitals, in Cc', () => ({ cc: answerTo(number).toUpperCase() })],
    ['by our Message-ID', () => ({ headers: { 'In-Reply-To': `<${ourId(number)}>` } })],
    [
      'by our Message-ID among others',
      () => ({ headers: { References: `<a@b.example> <${ourId(number)}> <c@d.example>` } }),
    ],
    ['by its number, of who takes part', () => ({ subject: `AW: [${number}] The oven` })],
  ])('%s', async (_, given) => {
    const became = await intake.take(letter({ from, ...given() }))
    expect(became).toMatchObject({ state: 'joined', ticket: number })
  })

  it('by a Message-ID of the thread that others have written', async () => {
    const first = await intake.take(letter({ from, id: 'first@mail.example' }))
    const again = await intake.take(letter({ from, headers: { 'In-Reply-To': '<FIRST@mail.example>' } }))
    expect(again).toMatchObject({ state: 'joined', ticket: first.ticket })
    expect(desk.table.find({ pk: `TICKET#${first.ticket}`, sk: 'MAIL-THREAD' })).toMatchObject({
      references: ['first@mail.example', expect.stringMatching(/^letter-/)],
    })
  })

  it('where it is merged into another, to that', async () => {
    const into = await aTicket()
    expect((await call('mergeTicket', { id: number, as: 'agent', body: { into, reason: 'Twice.' } })).status).toBe(200)
    expect(await intake.take(letter({ from, to: answerTo(number) }))).toMatchObject({ state: 'joined', ticket: into })
  })

  it('of somebody for whom staff have opened it, with nothing but an address', async () => {
    const house = await aTicket({ contact: { email: 'caller@corner.example' } }, 'agent')
    const became = await intake.take(
      letter({ from: 'caller@corner.example', to: answerTo(house), verdicts: 'unknown' }),
    )
    expect(became).toMatchObject({ state: 'joined', ticket: house })
    expect(intake.mailsOf(house)[0]?.marked).toBeUndefined()
  })

  it('resumes and reopens it, as any word of the customer does', async () => {
    await call('resolveTicket', { id: number, body: { resolution: 'Reset.' } })
    await intake.take(letter({ from, to: answerTo(number) }))
    expect(ticketItem(desk, number).status).toBe('reopened')
  })
})

describe('an answer belongs to none', () => {
  it.each([
    ['a hash that is not ours', () => ({ to: answerTo(number).replace(/.@/, '9@') })],
    ['the hash of another ticket', () => ({ to: answerTo('TKT000099').replace('tkt000099', number.toLowerCase()) })],
    [
      'a forged Message-ID',
      () => ({ headers: { References: `<${number.toLowerCase()}.x.aaaaaaaaaaaaaaaaaa@desk.example>` } }),
    ],
    ['the number, where the sender is not believed', () => ({ subject: `[${number}]`, verdicts: 'failed' as const })],
    ['the number, where nothing says who it is', () => ({ subject: `[${number}]`, verdicts: 'unknown' as const })],
    ['the number, of somebody else', () => ({ from: 'other@elsewhere.example', subject: `[${number}]` })],
    ['the number of none', () => ({ subject: '[TKT999999]' })],
  ])('%s', async (_, given) => {
    const became = await intake.take(letter({ from, ...given() }))
    expect(became.state).toBe('opened')
    expect(became.ticket).not.toBe(number)
    expect(intake.commentsOf(number)).toEqual([])
  })

  it('of a stranger who learns of a number: not even a link says that there is such a ticket', async () => {
    const { ticket = '' } = await intake.take(letter({ from: 'other@elsewhere.example', subject: `[${number}] Hello` }))
    expect(linksOf(ticket)).toEqual([])
    expect(ticketItem(desk, ticket).title).toBe('Hello')
  })

  it('of a stranger in the thread: a new ticket that is linked to it, unless staff let them in', async () => {
    const stranger = { from: 'Other <other@elsewhere.example>', to: answerTo(number) }
    const apart = await intake.take(letter(stranger))
    expect(apart.state).toBe('opened')
    expect(linksOf(apart.ticket ?? '')).toEqual([`LINK#continues#${number}`])
    expect(linksOf(number)).toEqual([`LINK#continued-by#${apart.ticket}`])
    expect(intake.mailsOf(apart.ticket ?? '')[0]?.marked).toEqual(['stranger'])
    expect((await set({ strangers: 'join' })).status).toBe(200)
    const joined = await intake.take(letter({ ...stranger, text: 'Me too.' }))
    expect(joined).toMatchObject({ state: 'joined', ticket: number })
    expect(intake.mailsOf(number)[0]?.marked).toEqual(['stranger'])
    expect(intake.commentsOf(number)[0]?.author.role).toBe('customer')
  })

  it('of nobody who says who they are: let in or not, the desk does not say it in its own name', async () => {
    expect((await set({ strangers: 'join' })).status).toBe(200)
    const became = await intake.take(
      letter({ from: 'Lift 4 <lift@localhost>', to: answerTo(number), verdicts: 'unknown' }),
    )
    expect(became).toMatchObject({ state: 'opened' })
    expect(intake.commentsOf(number)).toEqual([])
  })

  it('of a colleague who takes no part: let in, they take part from then on', async () => {
    expect((await set({ strangers: 'join' })).status).toBe(200)
    await intake.take(
      letter({ from: 'colleague@desk.example', to: answerTo(number), cc: 'customersManager@desk.example' }),
    )
    expect(ticketItem(desk, number).watchers).toEqual([people.colleague.id])
    await intake.take(letter({ from: 'colleague@desk.example', subject: `[${number}]` }))
    expect(
      intake
        .mailsOf(number)
        .map(({ marked = [] }) => marked.join())
        .toSorted(),
    ).toEqual(['', 'stranger'])
  })

  it('where it was closed too long ago: a new ticket that goes on from there', async () => {
    await call('resolveTicket', { id: number, body: { resolution: 'Reset.' } })
    await call('closeTicket', { id: number, as: 'customer', body: {} })
    pass(10 * day)
    expect((await intake.take(letter({ from, to: answerTo(number) }))).state).toBe('joined')
    await call('resolveTicket', { id: number, body: { resolution: 'Again.' } })
    await call('closeTicket', { id: number, as: 'customer', body: {} })
    pass(15 * day)
    const late = await intake.take(letter({ from, to: answerTo(number), subject: `Re: [${number}] The oven` }))
    expect(late.state).toBe('opened')
    expect(linksOf(late.ticket ?? '')).toEqual([`LINK#continues#${number}`])
    expect(ticketItem(desk, late.ticket)).toMatchObject({ title: 'Re: The oven', requester: people.customer.id })
    expect(ticketItem(desk, number).status).toBe('closed')
  })

  it('where that was still within the time when it came, and could not be taken in before it was over', async () => {
    await call('resolveTicket', { id: number, body: { resolution: 'Reset.' } })
    await call('closeTicket', { id: number, as: 'customer', body: {} })
    pass(14 * day - hour)
    const key = intake.put(letter({ from, to: answerTo(number) }))
    desk.before('TransactWrite', throws(fault('InternalServerError')))
    expect(await intake.give(key)).toBe(false)
    pass(day)
    expect(await intake.give(key)).toBe(true)
    expect(intake.became(key).state).toBe('opened')
    expect(linksOf(intake.became(key).ticket ?? '')).toEqual([`LINK#continues#${number}`])
  })

  it('where it was cancelled', async () => {
    await call('cancelTicket', { id: number, as: 'supervisor', body: { reason: 'Twice.' } })
    expect((await intake.take(letter({ from, to: answerTo(number) }))).state).toBe('opened')
  })

  it('where it is closed too late, or cancelled, while the mail is being taken in', async () => {
    desk.after('BatchGet', () =>
      desk.after('BatchGet', () =>
        desk.after(
          'BatchGet',
          async () => void (await call('cancelTicket', { id: number, as: 'supervisor', body: { reason: 'x' } })),
        ),
      ),
    )
    const became = await intake.take(letter({ from, to: answerTo(number) }))
    expect(typesOf(desk, number)).toContain('ticket.status-changed')
    expect(became.state).toBe('opened')
  })
})

describe('a new ticket is', () => {
  it('what the address says that was written to', async () => {
    const { status } = await set({
      addresses: {
        'network@desk.example': { team: teams.south, category: 'network', priority: 'urgent', tags: ['by-mail'] },
        'odd@desk.example': { category: 'gone-since' },
      },
    })
    expect(status).toBe(200)
    const { ticket } = await intake.take(letter({ from, to: 'Net <Network+x@desk.example>' }))
    expect(ticketItem(desk, ticket)).toMatchObject({
      team: teams.south,
      category: 'network',
      priority: 'urgent',
      tags: ['by-mail'],
    })
    const plain = await intake.take(letter({ from }))
    expect(ticketItem(desk, plain.ticket)).toMatchObject({ team: teams.north, category: 'other', tags: [] })
    expect((await intake.take(letter({ from, to: 'odd@desk.example' }))).state).toBe('opened')
  })

  it('opened although a form would have asked for more', async () => {
    const field = { label: 'Floor', type: 'number', required: true, customers: 'set' }
    const { status } = await call('changeSettings', {
      as: 'admin',
      body: { customFields: { floor: field } },
      headers: { 'if-match': '*' },
    })
    expect(status).toBe(200)
    expect((await intake.take(letter({ from }))).state).toBe('opened')
    expect((await intake.take(letter({ from: 'agent@desk.example' }))).state).toBe('opened')
  })

  it.each([
    ['its subject', { subject: '  =?utf-8?q?Caf=C3=A9=0D=0A?= door ' }, 'Café door'],
    ['how it begins', { subject: '', text: '\n  The door.\nMore.' }, 'The door.'],
    ['how it begins, where the subject says nothing', { subject: 'Re: AW: [OTHER-1]', text: 'The door.' }, 'The door.'],
    ['whom it is from', { subject: '\u200b', text: ' ' }, 'Mail from customer@desk.example'],
    ['cut where it is long', { subject: 'x'.repeat(500) }, `${'x'.repeat(199)}…`],
  ])('called by %s', async (_, given, title) => {
    const { ticket } = await intake.take(letter({ from, ...given }))
    expect(ticketItem(desk, ticket).title).toBe(title)
  })

  it('watched by colleagues who got the mail too; by nobody else', async () => {
    const { ticket } = await intake.take(
      letter({
        from,
        to: 'support@desk.example, colleague@desk.example',
        cc: 'otherCustomer@desk.example, x@y.example, agent@desk.example',
      }),
    )
    expect(ticketItem(desk, ticket).watchers).toEqual([people.colleague.id])
    await intake.take(
      letter({ from: 'colleague@desk.example', to: answerTo(ticket ?? ''), cc: 'customersManager@desk.example' }),
    )
    expect(ticketItem(desk, ticket).watchers).toEqual([people.colleague.id, people.customersManager.id])
    expect(intake.commentsOf(ticket ?? '')).toHaveLength(1)
  })
})
