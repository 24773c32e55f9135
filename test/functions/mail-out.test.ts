import './support/environment.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letterOf } from '../../functions/notifications/letters.ts'
import { noteUnsent, type Outgoing, sendKept, sendMail } from '../../functions/notifications/mail.ts'
import { filledLetter } from '../../functions/platform/mail/kept-letter.ts'
import { readMessageId, readReplyAddress, type Secrets } from '../../functions/platform/mail/tokens.ts'
import { changeMail, loadMail, type MailOut, threadPut } from '../../functions/platform/table/mails.ts'
import { findMessages } from '../../functions/platform/table/messages.ts'
import { loadTicket } from '../../functions/platform/table/tickets.ts'
import { transact } from '../../functions/platform/table/transaction.ts'
import { Settings } from '../../schemas/settings.ts'
import { people } from '../support/people.ts'
import { aDesk, fault, secret, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { sentMails } from './support/sent.ts'

const desk = aDesk()
const secrets: Secrets = [secret]
const ticket = 'TKT000001'
const event = 'ticket.TKT000001.4'
const quote = {
  is: 'quote',
  of: 'com_01JD0000000000000000C0MME1',
  text: 'Which oven?',
  html: '<p>Which oven?</p>',
} as const
const title = 'The oven display is dark'

function outgoing(more: Partial<Outgoing> = {}): Outgoing {
  return {
    key: `${event}#${people.customer.id}`,
    at: '2026-11-21T10:00:00.000Z',
    event,
    ticket,
    notice: 'answered',
    to: { person: people.customer.id, address: 'customer@desk.example', isStaff: false },
    brand: 'main',
    settings: Settings.parse({}),
    language: 'en',
    letter: letterOf({ kind: 'answered', said: { quote } }, { language: 'en', timeZone: 'UTC', number: ticket, title }),
    nature: 'automatic',
    ...more,
  }
}
const kept = () =>
  desk.table.items.flatMap(({ pk: _, sk, gsi6pk: __, gsi6sk: ___, ...mail }) =>
    String(sk).startsWith('MAIL#') ? [mail as unknown as MailOut] : [],
  )
const sent = async (more: Partial<Outgoing> = {}) => {
  await sendMail(outgoing(more))
  const mail = (await sentMails(desk)).at(-1)
  if (!mail) throw new Error('Nothing was sent')
  return mail
}

describe('a mail that goes out', () => {
  it('stands on its ticket: to whom, what, when, and how it went', async () => {
    const mail = await sendMail(outgoing())
    expect(kept()).toEqual([mail])
    expect(mail).toMatchObject({
      ticket,
      direction: 'out',
      state: 'sent',
      to: 'customer@desk.example',
      person: people.customer.id,
      subject: `Re: [${ticket}] ${title}`,
      notice: 'answered',
      event,
      language: 'en',
      sesId: expect.stringMatching(/^0100/),
    })
  })

  it('is not kept with the words of others', async () => {
    await sendMail(outgoing())
    expect(desk.mails).toHaveLength(1)
    expect(JSON.stringify(kept())).not.toContain('Which oven')
  })

  it('says to SES which mail of which ticket it is, so that its fate finds it', async () => {
    process.env.MAIL_CONFIGURATION_SET = 'desk-mails'
    const mail = await sendMail(outgoing()).finally(() => delete process.env.MAIL_CONFIGURATION_SET)
    expect(desk.mails[0]).toMatchObject({
      FromEmailAddress: 'desk@desk.example',
      ConfigurationSetName: 'desk-mails',
      EmailTags: [
        { Name: 'ticket', Value: ticket },
        { Name: 'mail', Value: mail?.id },
      ],
    })
  })

  it('is found by the Message-ID that SES gave it, and known by our own', async () => {
    const { header } = await sent()
    const [mail] = kept()
    const bySes = `${mail?.sesId}@email.amazonses.com`
    expect((await findMessages([bySes])).get(bySes)).toEqual({ ticket, mail: mail?.id })
    expect(header('message-id')).toBe(`<${mail?.messageId}>`)
    expect(readMessageId(secrets, String(mail?.messageId))).toEqual({
      number: ticket,
      of: mail?.id.slice('mal_'.length).toLowerCase(),
    })
  })

  it('comes with its answers’ address, which none but us can make', async () => {
    const { replyTo } = await sent()
    expect(readReplyAddress(secrets, String(replyTo[0]?.address))).toBe(ticket)
  })

  it('stands in the thread of its ticket, its own id at the end since SES writes another over it', async () => {
    const first = await sent()
    const [root, own] = first.references
    expect(first.references).toHaveLength(2)
    expect(first.inReplyTo).toEqual([root])
    expect(`<${own}>`).toBe(first.header('message-id'))
    await transact([
      threadPut(ticket, { lastId: 'b@bakery.example', references: ['a@bakery.example', 'b@bakery.example'] }),
    ])
    const second = await sent({ key: 'another' })
    expect(second.inReplyTo).toEqual(['b@bakery.example'])
    expect(second.references.slice(0, 3)).toEqual([root, 'a@bakery.example', 'b@bakery.example'])
    expect(`<${second.references[3]}>`).toBe(second.header('message-id'))
  })

  it('has the sender, the signature and the language of its brand', async () => {
    const settings = Settings.parse({
      mailFrom: 'hilfe@werkstatt.example',
      mailName: 'Werkstatt für Öfen',
      signature: 'Ihre Werkstatt',
    })
    const mail = await sent({ settings, language: 'de', to: { ...outgoing().to, name: 'Zoë' } })
    expect(mail.from).toEqual({ address: 'hilfe@werkstatt.example', name: 'Werkstatt für Öfen' })
    expect(mail.replyTo[0]).toMatchObject({
      address: expect.stringMatching(/^hilfe\+tkt000001\./),
      name: 'Werkstatt für Öfen',
    })
    expect(mail.to).toEqual([{ address: 'customer@desk.example', name: 'Zoë' }])
    expect(mail.header('content-language')).toBe('de')
    expect(mail.text).toContain('-- \nIhre Werkstatt')
    expect(mail.text).toMatch(/^##- Bitte schreiben Sie/)
  })
})

describe('what a mail says of itself', () => {
  it.each([
    ['automatic', 'auto-generated', 'All', undefined],
    ['auto-reply', 'auto-replied', 'All', 'auto_reply'],
    ['reply', undefined, undefined, undefined],
  ] as const)('that it is %s', async (nature, submitted, suppressed, precedence) => {
    const { header } = await sent({ nature })
    expect(header('auto-submitted')).toBe(submitted)
    expect(header('x-auto-response-suppress')).toBe(suppressed)
    expect(header('precedence')).toBe(precedence)
    expect(header('x-loop')).toBe('desk@desk.example')
  })

  it('how to get no more of the kind, with one click (RFC 8058)', async () => {
    const { header, text } = await sent({ unsubscribe: 'https://desk.example/v1/track/x/unsubscribe' })
    expect(header('list-unsubscribe')).toBe('<https://desk.example/v1/track/x/unsubscribe>')
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(header('precedence')).toBe('bulk')
    expect(text).toContain('https://desk.example/v1/track/x/unsubscribe')
  })

  it('not that an answer is read where it is not: staff, where the desk does not take theirs', async () => {
    const settings = Settings.parse({ mail: { staffReplies: false } })
    const mail = await sent({ settings, to: { ...outgoing().to, isStaff: true } })
    expect(mail.replyTo).toEqual([])
    expect(mail.text).not.toContain('##-')
  })
})

describe('a mail that is sent twice', () => {
  it('is one mail, and goes once where it is known to have gone', async () => {
    await sendMail(outgoing())
    await sendMail(outgoing())
    expect(desk.mails).toHaveLength(1)
    expect(kept()).toHaveLength(1)
  })

  it('goes again, as the same mail, where nobody knows whether it went', async () => {
    desk.after('SendEmail', throws(fault('TimeoutError')))
    await expect(sendMail(outgoing())).rejects.toThrow('TimeoutError')
    expect(kept()).toMatchObject([{ state: 'failed', diagnostic: 'TimeoutError' }])
    await sendMail(outgoing())
    expect(desk.mails).toHaveLength(2)
    expect(kept()).toMatchObject([{ state: 'sent' }])
    expect(kept()).not.toMatchObject([{ diagnostic: 'TimeoutError' }])
    const [first, second] = await sentMails(desk)
    expect(first?.header('message-id')).toBe(second?.header('message-id'))
  })

  it('is lost at no call that fails, and is seen on its ticket as soon as it was begun', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), async (place) => {
        desk.open()
        desk.beforeNth(place, throws(fault('ServiceUnavailable')))
        const failed = await sendMail(outgoing()).then(
          () => false,
          () => true,
        )
        expect(failed).toBe(true)
        if (desk.mails.length > 0) expect(kept()).toHaveLength(1)
        await sendMail(outgoing())
        const [mail, ...others] = kept()
        expect(others).toEqual([])
        expect(mail?.state).toBe('sent')
        expect(desk.mails.length).toBeGreaterThan(0)
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('is not taken back by what SES has told of it meanwhile', async () => {
    desk.after('SendEmail', async () => {
      const [mail] = kept()
      await changeMail(ticket, String(mail?.id), (known) => ({ ...known, state: 'delivered' }) as MailOut)
    })
    await sendMail(outgoing())
    expect(kept()).toMatchObject([{ state: 'delivered', sesId: expect.any(String) }])
  })
})

describe('a mail that cannot go', () => {
  it('says so on its ticket where SES would never take its address, and is no fault', async () => {
    await sendMail(outgoing({ to: { ...outgoing().to, address: 'jürgen@bäckerei.example' } }))
    expect(desk.mails).toEqual([])
    expect(kept()).toMatchObject([{ state: 'failed', diagnostic: 'address-not-in-ascii' }])
  })

  it('says why where its address must not be written to', async () => {
    await noteUnsent(outgoing(), 'bounced')
    expect(desk.mails).toEqual([])
    expect(kept()).toMatchObject([{ state: 'suppressed', diagnostic: 'bounced' }])
  })

  it('goes to a domain of any script', async () => {
    const { recipient } = await sent({ to: { ...outgoing().to, address: 'anna@bäckerei.example' } })
    expect(recipient).toBe('anna@xn--bckerei-5wa.example')
  })
})

describe('a mail of no ticket', () => {
  it('is not answered, and stands nowhere', async () => {
    const { ticket: _, event: __, ...rest } = outgoing()
    await sendMail(rest)
    const [mail] = await sentMails(desk)
    expect(mail?.replyTo).toEqual([])
    expect(mail?.references).toEqual([])
    expect(mail?.text).not.toContain('##-')
    expect(desk.table.items.filter(({ sk }) => String(sk).startsWith('MAIL'))).toEqual([])
  })

  it('does not go where SES would never take its address, and is no fault', async () => {
    const { ticket: _, event: __, ...rest } = outgoing({ to: { ...outgoing().to, address: 'jürgen@bakery.example' } })
    await sendMail(rest)
    expect(desk.mails).toEqual([])
  })
})

describe('a mail that is sent again', () => {
  const answered = async () => {
    await aTicket()
    const { body } = await call('addComment', { id: ticket, as: 'agent', body: { body: 'Which **oven**?' } })
    const letter = letterOf(
      { kind: 'answered', said: { quote: { ...quote, of: body.id } } },
      { language: 'en', timeZone: 'UTC', number: ticket, title },
    )
    const mail = await sendMail(outgoing({ letter }))
    return { comment: body.id as string, mail: (await loadMail(ticket, String(mail?.id))) as MailOut }
  }
  const again = async (mail: MailOut) => {
    const { loaded } = await loadTicket(ticket)
    return loaded && mail.content && filledLetter(mail.content.letter, loaded.ticket)
  }

  it('says what was said, as it stands now', async () => {
    const { mail } = await answered()
    const letter = await again(mail)
    if (!letter) throw new Error('Gone')
    await sendKept(mail, letter, Settings.parse({}))
    const [, second] = await sentMails(desk)
    expect(second?.html).toContain('<strong>oven</strong>')
    expect(second?.text).toContain('Which oven?')
  })

  it('says nothing that was taken away since', async () => {
    const { comment, mail } = await answered()
    const redacted = await call('redactComment', {
      id: ticket,
      as: 'supervisor',
      params: { comment },
      body: { reason: 'Held a password' },
    })
    expect(redacted.status).toBeLessThan(300)
    expect(await again(mail)).toBeUndefined()
  })
})
