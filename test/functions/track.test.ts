import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  approveLink,
  rejectLink,
  surveyLinks,
  trackLink,
  unsubscribeLink,
} from '../../functions/platform/mail/links.ts'
import { linkToken } from '../../functions/platform/mail/tokens.ts'
import { loadCorrespondent } from '../../functions/platform/table/correspondents.ts'
import { loadTicket } from '../../functions/platform/table/tickets.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { seen } from '../support/page.ts'
import { people } from '../support/people.ts'
import { aDesk, pass, publicUrl, throws } from './support/desk.ts'
import { arrive } from './support/everything.ts'
import { type Answer, aTicket, call, type OperationName } from './support/gateway.ts'

const desk = aDesk()
const called = (name: string) => change({ pk: `PERSON#${people.technician.id}`, sk: 'PERSON' }, { name })
const day = 24 * 3_600_000
const change = (key: { pk: string; sk: string }, to: object) =>
  desk.table.put({ ...desk.table.find(key), ...key, ...to })
const now = () => new Date().toISOString()

const ticketOf = async (number: string) => {
  const { loaded } = await loadTicket(number)
  if (!loaded) throw new Error(`${number} is not there`)
  return loaded.ticket
}

/** The token in a link of the kind, and what stands behind it. */
function tokenIn(url: string, page = ''): string {
  const found = new RegExp(`^${publicUrl}${basePath}/track/([\\w-]+)${page}(?:\\?score=[1-5])?$`).exec(url)
  expect([url, found?.[1]]).toEqual([url, expect.any(String)])
  return String(found?.[1])
}

let number: string
/** The token of the customer's link to the page of their ticket. */
const track = async (of = number, person: string = people.customer.id) =>
  tokenIn(await trackLink(await ticketOf(of), person, now()))

const get = (name: OperationName, token: string, query?: Record<string, string>): Promise<Answer> =>
  call(name, { claims: null, params: { token }, ...(query && { query }) })
const post = (name: OperationName, token: string, body: Record<string, string> = {}): Promise<Answer> =>
  call(name, { claims: null, params: { token }, body })

/** Where an answer leads from a page below `/track/`. */
const leadsTo = (answer: Answer, from: string): string => {
  expect(answer.status).toBe(303)
  return new URL(String(answer.headers.location), `https://desk.example/track/${from}`).pathname.replace('/track/', '')
}

const resolve = async (resolution = 'A new fuse') => {
  const answer = await call('resolveTicket', { id: number, body: { resolution } })
  expect(answer.status).toBe(200)
}
const statusNow = async () => (await ticketOf(number)).status
const comments = async () => (await call('listComments', { id: number, query: { order: 'oldest' } })).body.items

beforeEach(async () => {
  number = await aTicket({ title: 'The oven display is dark', description: 'Since <b>this</b> morning.' })
})

describe('the page of a ticket', () => {
  it('tells how it stands, who works on it, when it is expected, and what was said in public', async () => {
    called('Terry')
    await call('assignTicket', { id: number, body: { technician: people.technician.id } })
    await call('addComment', { id: number, as: 'technician', body: { body: 'Is the **fuse** whole?' } })
    await call('addComment', { id: number, body: { body: 'They are slow to pay.', internal: true } })
    const page = seen(await get('showTicketPage', await track()))
    expect(page).toMatchObject({ language: 'en', title: 'The oven display is dark' })
    expect(page.text).toContain(number)
    expect(page.text).toContain('Somebody will work on it')
    expect(page.text).toContain('Who works on it Terry')
    expect(page.text).toContain('We expect to have it solved by')
    expect(page.text).toContain('Since <b>this</b> morning.')
    expect(page.text).toContain('Is the fuse whole?')
    expect(page.text).not.toContain('slow to pay')
    expect(page.forms).toHaveLength(1)
  })

  it('is in the language of whoever it is for', async () => {
    change({ pk: `PERSON#${people.customer.id}`, sk: 'PERSON' }, { language: 'de-AT' })
    const page = seen(await get('showTicketPage', await track()))
    expect(page.language).toBe('de')
    expect(page.text).toContain('Wir haben sie erhalten')
  })

  it('names who wrote what: you, your side, who has the ticket, or support', async () => {
    await call('addComment', { id: number, as: 'customer', body: { body: 'From me.' } })
    await call('addComment', { id: number, as: 'customersManager', body: { body: 'From my boss.' } })
    await call('addComment', { id: number, body: { body: 'From the desk.' } })
    called('Terry')
    await call('assignTicket', { id: number, body: { technician: people.technician.id } })
    await call('addComment', { id: number, as: 'technician', body: { body: 'From who has it.' } })
    const { text } = seen(await get('showTicketPage', await track()))
    expect(text).toMatch(
      /You .{10,60} From me\..*Somebody on your side .{10,60} From my boss\..*Support .{10,60} From the desk\..*Terry .{10,60} From who has it\./,
    )
  })

  it('gives out clean public files only, by an address that holds for a while', async () => {
    const attach = async (name: string, body: object) => {
      const { body: made } = await call('attachFile', {
        id: number,
        body: { name, type: 'text/plain', size: 5, ...body },
      })
      return made.attachment.id as string
    }
    const file = await attach('fuse "1".txt', {})
    await arrive(desk, number, file, 'bytes')
    const hidden = await attach('bill.txt', { internal: true })
    await arrive(desk, number, hidden, 'bytes')
    const awaited = await attach('later.txt', {})
    const token = await track()
    const page = seen(await get('showTicketPage', token))
    expect(page.links.filter(({ href }) => href.includes('/files/'))).toEqual([
      { href: `${token}/files/${file}`, text: 'fuse "1".txt (1 KB)' },
    ])
    const opened = await call('openFileByLink', { claims: null, params: { token, file } })
    expect(opened.status).toBe(303)
    expect(opened.headers.location).toContain('X-Amz-Signature')
    for (const other of [hidden, awaited, 'att_00000000000000000000000000', 'nonsense']) {
      const answer = await call('openFileByLink', { claims: null, params: { token, file: other } })
      expect(answer.status).toBe(404)
      seen(answer)
    }
  })

  it('shows the visit that is planned, and who comes', async () => {
    called('Terry')
    const booked = await call('bookVisit', {
      body: { ticket: number, technician: people.technician.id, from: '2026-11-23T15:00:00Z', work: 'Secret order' },
    })
    expect(booked.status).toBe(201)
    const { text } = seen(await get('showTicketPage', await track()))
    expect(text).toContain('Monday, 23 November 2026, 15:00–16:00 UTC')
    expect(text).toContain('planned, Terry')
    expect(text).not.toContain('Secret order')
  })

  describe('with a visit that waits to be confirmed', () => {
    const from = '2026-11-23T15:00:00.000Z'
    let visit: string
    beforeEach(async () => {
      const body = { ticket: number, technician: people.technician.id, from }
      visit = (await call('bookVisit', { body })).body.id
    })
    const confirm = async (token: string, body: Record<string, string> = { from }, params = { visit }) =>
      call('confirmVisitByLink', { claims: null, params: { token, ...params }, body })
    const visitNow = async () => (await call('getVisit', { params: { visit } })).body
    const formsOf = async (token: string) =>
      seen(await get('showTicketPage', token)).forms.filter(({ action }) => action?.includes('/visits/'))

    it('lets its customer confirm it, once', async () => {
      const token = await track()
      expect(await formsOf(token)).toEqual([
        {
          action: `${token}/visits/${visit}/confirm`,
          method: 'post',
          fields: { from },
          buttons: ['Confirm this visit'],
        },
      ])
      const answer = await confirm(token)
      expect(leadsTo(answer, `${token}/visits/${visit}/confirm`)).toBe(token)
      expect(seen(await get('showTicketPage', token, { done: 'confirmed' })).text).toMatch(
        /The visit is confirmed\..*16:00 UTC: confirmed/,
      )
      expect(await formsOf(token)).toEqual([])
      const { confirmedAt, version } = await visitNow()
      pass(1000)
      expect((await confirm(token)).status).toBe(303)
      expect(await visitNow()).toMatchObject({ confirmedAt, version })
      const told = desk.table.filter(({ pk, type }) => pk === `TICKET#${number}` && type === 'visit.confirmed')
      expect(told).toMatchObject([{ actor: { id: people.customer.id, role: 'customer' } }])
    })

    it('asks in German', async () => {
      change({ pk: `PERSON#${people.customer.id}`, sk: 'PERSON' }, { language: 'de' })
      const token = await track()
      expect((await formsOf(token))[0]?.buttons).toEqual(['Diesen Besuch bestätigen'])
      await confirm(token)
      const { text } = seen(await get('showTicketPage', token, { done: 'confirmed' }))
      expect(text).toMatch(/Der Besuch ist bestätigt\..*16:00 Uhr UTC: bestätigt/)
    })

    it('confirms no time that they have not seen, nothing that is over, and no visit of others', async () => {
      const token = await track()
      expect((await confirm(token, { from: '2026-11-23T14:00:00.000Z' })).status).toBe(409)
      expect((await confirm(token, {})).status).toBe(409)
      const other = await call('bookVisit', {
        body: { ticket: await aTicket(), technician: people.technician.id, from: '2026-11-24T15:00:00.000Z' },
      })
      for (const wrong of [other.body.id, 'vis_00000000000000000000000000', 'x']) {
        const answer = await confirm(token, { from: '2026-11-24T15:00:00.000Z' }, { visit: wrong })
        expect([answer.status, seen(answer).title]).toEqual([404, 'There is nothing here'])
      }
      expect((await visitNow()).confirmedAt).toBeUndefined()
      await call('cancelVisit', { params: { visit }, body: {} })
      expect([(await confirm(token)).status, await formsOf(token)]).toEqual([409, []])
      await call('revokeLinks', { id: number })
      expect((await confirm(token)).status).toBe(404)
    })
  })

  it('has what nobody put in it that runs, whatever people write', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'</textarea></title><svg onload=alert(1)>'
    number = await aTicket({ title: evil, description: evil })
    await call('addComment', {
      id: number,
      as: 'customer',
      body: { body: `${evil} [x](javascript:alert(1))`, format: 'html' },
    })
    const { body } = await call('attachFile', { id: number, body: { name: evil, type: 'text/plain', size: 5 } })
    await arrive(desk, number, body.attachment.id, 'bytes')
    called(evil)
    await call('assignTicket', { id: number, body: { technician: people.technician.id } })
    await resolve(evil)
    const token = await track()
    for (const query of [undefined, { done: evil, earlier: evil }, { 'utm"><script>': evil }]) {
      seen(await call('showTicketPage', { claims: null, params: { token }, ...(query && { query }) }))
    }
    const wrong = await post('replyByLink', token, { text: `${evil}\u0000${'x'.repeat(70_000)}`, key: evil })
    expect(wrong.status).toBe(400)
    expect(seen(wrong).forms.at(-1)?.fields.text).toContain('<script>')
    for (const name of ['showApproval', 'showRejection'] as const) {
      const link = name === 'showApproval' ? approveLink : rejectLink
      const url = await link(await ticketOf(number), people.customer.id, now())
      seen(await get(name, tokenIn(url, name === 'showApproval' ? '/approve' : '/reject')))
    }
  })

  it('goes back to earlier messages', async () => {
    for (let place = 1; place <= 51; place += 1) {
      pass(1000)
      await call('addComment', { id: number, body: { body: `Message ${place}.` } })
    }
    const token = await track()
    const newest = seen(await get('showTicketPage', token))
    expect(newest.text).not.toContain('Message 1.')
    expect(newest.text).toContain('Message 51.')
    const earlier = newest.links.find(({ text }) => text === 'Earlier messages')
    const query = Object.fromEntries(new URLSearchParams(earlier?.href.replace(/#.*/, '')))
    const before = seen(await get('showTicketPage', token, query))
    expect(before.text).toContain('Message 1.')
    expect(before.text).toContain('Since <b>this</b> morning.')
    expect(before.links.map(({ text }) => text)).toContain('Newest messages')
  })
})

describe('a link', () => {
  const nowhere = async (token: string, words: string) => {
    for (const [name, body] of [
      ['showTicketPage', undefined],
      ['replyByLink', { text: 'Hello', key: 'k' }],
    ] as const) {
      const answer = body ? await post(name, token, body) : await get(name, token)
      expect(answer.status).toBe(404)
      expect(seen(answer).title).toBe(words)
      expect(answer.text).not.toContain(number)
    }
    expect(await comments()).toEqual([])
  }
  const unknown = 'There is nothing here'
  const gone = 'This link does not work any more'

  it('that is forged, cut, or of another purpose opens nothing', async () => {
    const token = await track()
    const other = linkToken(['another secret'], 'track', {
      number,
      person: people.customer.id,
      extra: '0',
      expiresAt: '2027-01-01T00:00:00.000Z',
    })
    const survey = tokenIn((await surveyLinks(await ticketOf(number), people.customer.id, now()))[5], '/survey')
    for (const wrong of [other, token.slice(0, -1), `${token}x`, token.toLowerCase(), survey, 'x', '../../tickets']) {
      await nowhere(wrong, unknown)
    }
  })

  it('expires', async () => {
    const token = await track()
    pass(90 * day - 1000)
    expect((await get('showTicketPage', token)).status).toBe(200)
    pass(1000)
    await nowhere(token, gone)
  })

  it('is revoked with all others to its ticket; those from then on work', async () => {
    const token = await track()
    await resolve()
    const links = [
      ['showApproval', tokenIn(await approveLink(await ticketOf(number), people.customer.id, now()), '/approve')],
      ['showSurvey', tokenIn((await surveyLinks(await ticketOf(number), people.customer.id, now()))[1], '/survey')],
    ] as const
    expect((await call('revokeLinks', { id: number })).status).toBe(204)
    await nowhere(token, gone)
    for (const [name, old] of links) expect((await get(name, old)).status).toBe(404)
    expect((await get('showTicketPage', await track())).status).toBe(200)
    const { body } = await call('getTicketHistory', { id: number })
    expect(body.items.map(({ type }: { type: string }) => type)).toContain('ticket.links-revoked')
  })

  it('opens its own ticket only, and only for whom it may be seen still', async () => {
    const other = await aTicket({ title: 'Another matter' }, 'otherCustomer')
    await nowhere(await track(other, people.customer.id), gone)
    await nowhere(await track(number, people.otherCustomer.id), gone)
    await nowhere(await track(number, people.agent.id), gone)
    const token = await track()
    await call('changeTicketCustomer', { id: number, body: { customer: people.otherCustomer.customer } })
    change({ pk: `PERSON#${people.customer.id}`, sk: 'PERSON' }, { erasingAt: now() })
    await nowhere(token, gone)
  })

  it('says no by the language that the browser asks for, since nobody knows whose it is', async () => {
    const answer = await call('showTicketPage', {
      claims: null,
      params: { token: 'x' },
      headers: { 'accept-language': 'fr, de-CH;q=0.8' },
    })
    expect(seen(answer)).toMatchObject({ language: 'de', title: 'Hier ist nichts' })
  })

  it('answers so often a minute, and an address so often for all links; then 429 with when to come back', async () => {
    const token = await track()
    const ask = (address: string, of = token) =>
      call('showTicketPage', { claims: null, params: { token: of }, address })
    for (let times = 0; times < 60; times += 1) expect((await ask(`192.0.2.${times}`)).status).toBe(200)
    const refused = await ask('192.0.2.99')
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60'])
    expect(seen(refused).title).toBe('One moment, please')
    pass(60_000)
    expect((await ask('192.0.2.99')).status).toBe(200)
    for (let times = 0; times < 300; times += 1) await ask('192.0.2.200', 'x')
    expect((await ask('192.0.2.200')).status).toBe(429)
    expect(JSON.stringify(desk.table.items)).not.toContain('192.0.2.')
  })

  it('tells nothing of the inside where something fails', async () => {
    const token = await track()
    desk.before('BatchGet', throws(new Error('The inside')))
    const answer = await get('showTicketPage', token)
    expect(answer.status).toBe(500)
    expect(seen(answer).text).toContain('request-1')
    expect(answer.text).not.toContain('The inside')
  })
})

describe('an answer on the page', () => {
  const formOf = async (token: string) => seen(await get('showTicketPage', token)).forms.at(-1)?.fields ?? {}

  it('is the public comment of whom the link is for, as it was written', async () => {
    const token = await track()
    const text = 'Still dark.\r\n1. <Error code="5">\r\n*not bold* https://shop.example/a?b=1&c=2.\r\n\r\nThanks'
    const answer = await post('replyByLink', token, { ...(await formOf(token)), text })
    expect(leadsTo(answer, `${token}/replies`)).toBe(token)
    const [comment] = await comments()
    expect(comment).toMatchObject({
      author: { id: people.customer.id, role: 'customer' },
      internal: false,
      text: 'Still dark.\n1. <Error code="5">\n*not bold* https://shop.example/a?b=1&c=2.\n\nThanks',
    })
    const page = seen(await get('showTicketPage', token, { done: 'replied' }))
    expect(page.text).toContain('Thank you. Your message is with us.')
    expect(page.text).toContain('<Error code="5">')
    expect(page.links.map(({ href }) => href)).toContain('https://shop.example/a?b=1&c=2')
  })

  it('resumes what waits for it, and reopens what is resolved', async () => {
    await call('startTicket', { id: number })
    await call('pauseTicket', { id: number, body: { status: 'pending_customer', reason: 'A question' } })
    const token = await track()
    await post('replyByLink', token, { text: 'Yes.', key: 'one' })
    expect(await statusNow()).toBe('in_progress')
    await resolve()
    await post('replyByLink', token, { text: 'No.', key: 'two' })
    expect(await statusNow()).toBe('reopened')
  })

  it('is one comment where the form is sent twice, at once too; another text is another', async () => {
    const token = await track()
    const form = { ...(await formOf(token)), text: 'Once.' }
    let other: Answer | undefined
    desk.before('TransactWrite', async () => {
      other = await post('replyByLink', token, form)
    })
    const first = await post('replyByLink', token, form)
    const again = await post('replyByLink', token, form)
    expect([first.status, other?.status, again.status]).toEqual([303, 303, 303])
    expect(await comments()).toHaveLength(1)
    await post('replyByLink', token, { ...form, text: 'Twice.' })
    expect(await comments()).toHaveLength(2)
    await post('replyByLink', token, { ...(await formOf(token)), text: 'Once.' })
    expect(await comments()).toHaveLength(3)
  })

  it('that cannot be taken comes back with its text, and says why', async () => {
    const token = await track()
    for (const [text, why] of [
      [' \r\n ', 'Please write something.'],
      [`x${'<'.repeat(20_000)}`, 'This is too long. Please send it in two parts.'],
    ] as const) {
      const answer = await post('replyByLink', token, { text, key: 'k' })
      expect(answer.status).toBe(400)
      const page = seen(answer)
      expect(page.text).toContain(why)
      expect(page.forms.at(-1)?.fields.text).toBe(text.trim())
    }
    expect(await comments()).toEqual([])
  })

  it('is read from a multipart form too; broken forms and files are refused as a page', async () => {
    const token = await track()
    const send = (body: string, type: string) =>
      call('replyByLink', { claims: null, params: { token }, body, headers: { 'content-type': type } })
    const part = (name: string, value: string, more = '') =>
      `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
    const multipart = 'multipart/form-data; boundary=b'
    expect((await send(`${part('text', 'Grüße')}${part('key', 'k')}--b--\r\n`, multipart)).status).toBe(303)
    expect((await comments())[0].text).toBe('Grüße')
    for (const [body, type, status] of [
      ['text=a&text=b', 'application/x-www-form-urlencoded', 400],
      [`${part('text', 'x', '; filename="a.txt"')}--b--\r\n`, multipart, 400],
      ['nonsense', multipart, 400],
      ['{"text":"a"}', 'application/json', 415],
      [`text=${'a'.repeat(300_000)}`, 'application/x-www-form-urlencoded', 413],
    ] as const) {
      const answer = await send(body, type)
      expect([body.slice(0, 20), answer.status]).toEqual([body.slice(0, 20), status])
      seen(answer)
    }
    expect(await comments()).toHaveLength(1)
  })

  it('to what was closed too long ago begins a new ticket, which is shown then', async () => {
    await resolve()
    await call('closeTicket', { id: number, as: 'supervisor', body: {} })
    const token = await track()
    pass(15 * day)
    const answer = await post('replyByLink', token, { text: 'Dark again.', key: 'k' })
    const next = leadsTo(answer, `${token}/replies`)
    expect(next).not.toBe(token)
    const page = seen(await get('showTicketPage', next, { done: 'followed' }))
    expect(page.title).toBe('Re: The oven display is dark')
    expect(page.text).toContain('Dark again.')
    expect(page.text).not.toContain(number)
  })

  it('is not offered where nothing is added any more, and refused', async () => {
    await call('cancelTicket', { id: number, as: 'supervisor', body: { reason: 'Twice' } })
    const token = await track()
    expect(seen(await get('showTicketPage', token)).forms).toEqual([])
    const answer = await post('replyByLink', token, { text: 'Hello', key: 'k' })
    expect(answer.status).toBe(409)
    seen(answer)
  })
})

describe('whether it is solved', () => {
  const approval = async () => tokenIn(await approveLink(await ticketOf(number), people.customer.id, now()), '/approve')
  const rejection = async () => tokenIn(await rejectLink(await ticketOf(number), people.customer.id, now()), '/reject')

  it('is asked; opening the link does nothing, however often programs do', async () => {
    await resolve()
    const [yes, no] = [await approval(), await rejection()]
    const before = await ticketOf(number)
    for (let times = 0; times < 5; times += 1) {
      expect(seen(await get('showApproval', yes)).forms).toMatchObject([
        { method: 'post', buttons: ['Yes, it is solved'] },
      ])
      expect(seen(await get('showRejection', no)).forms).toMatchObject([{ method: 'post', fields: { text: '' } }])
    }
    expect(await ticketOf(number)).toEqual(before)
  })

  it('yes closes it, once', async () => {
    await resolve()
    const yes = await approval()
    expect(leadsTo(await post('approveByLink', yes), `${yes}/approve`)).toBe(`${yes}/approve`)
    const closed = await ticketOf(number)
    expect(closed).toMatchObject({ status: 'closed' })
    expect((await post('approveByLink', yes)).status).toBe(303)
    expect((await ticketOf(number)).version).toBe(closed.version)
    const page = seen(await get('showApproval', yes))
    expect(page.text).toContain('Thank you. The request is closed.')
    expect(page.forms).toEqual([])
  })

  it('no reopens it with what they say; twice says it once', async () => {
    await resolve()
    const no = await rejection()
    expect(leadsTo(await post('rejectByLink', no, { text: 'It flickers.' }), `${no}/reject`)).toBe(`${no}/reject`)
    await post('rejectByLink', no, { text: 'It flickers.' })
    expect(await statusNow()).toBe('reopened')
    expect((await comments()).map(({ text }: { text: string }) => text)).toEqual(['It flickers.'])
    expect(seen(await get('showRejection', no, { done: 'rejected' })).text).toContain('We go on with it')
  })

  it('no without a word reopens it too, also once it was closed by itself', async () => {
    await resolve()
    const no = await rejection()
    await call('closeTicket', { id: number, as: 'supervisor', body: {} })
    await post('rejectByLink', no)
    expect(await statusNow()).toBe('reopened')
    expect(await comments()).toEqual([])
  })

  it('is about one resolution: a link to an earlier one decides nothing about the next', async () => {
    await resolve()
    const [yes, no] = [await approval(), await rejection()]
    await call('reopenTicket', { id: number, body: { reason: 'Not yet' } })
    for (const name of ['approveByLink', 'rejectByLink'] as const) {
      await post(name, name === 'approveByLink' ? yes : no)
      expect(await statusNow()).toBe('reopened')
    }
    pass(1000)
    await resolve('Another fuse')
    await post('approveByLink', yes)
    await post('rejectByLink', no, { text: 'Hm.' })
    expect(await statusNow()).toBe('resolved')
    expect(seen(await get('showApproval', yes)).text).toContain('there is nothing to decide any more')
    await post('approveByLink', await approval())
    expect(await statusNow()).toBe('closed')
  })

  it('is answered on the page of the ticket too', async () => {
    await resolve()
    const page = seen(await get('showTicketPage', await track()))
    const form = page.forms.find(({ buttons }) => buttons.includes('Yes, it is solved'))
    expect((await post('approveByLink', String(form?.action).replace('/approve', ''))).status).toBe(303)
    expect(await statusNow()).toBe('closed')
  })

  it('no to what was closed too long ago is not taken: the question is over', async () => {
    await resolve()
    const no = await rejection()
    await post('approveByLink', await approval())
    pass(15 * day)
    await post('rejectByLink', no, { text: 'Dark.' })
    expect(await statusNow()).toBe('closed')
    expect(seen(await get('showRejection', no)).text).toContain('there is nothing to decide any more')
  })
})

describe('unsubscribing', () => {
  const address = 'Reception@Bakery.example'
  const token = async () =>
    tokenIn(await unsubscribeLink({ number, person: people.customer.id, address }, now()), '/unsubscribe')

  it('takes effect by a button only, and can be taken back', async () => {
    const link = await token()
    expect(seen(await get('showUnsubscribing', link)).text).toContain(address)
    expect((await loadCorrespondent(address)).unsubscribedAt).toBeUndefined()
    expect(seen(await post('unsubscribeByLink', link)).text).toContain('we do not send you any of these any more')
    expect((await loadCorrespondent(address)).unsubscribedAt).toBe(now())
    const [form] = seen(await get('showUnsubscribing', link)).forms
    expect(form?.fields).toEqual({ again: 'yes' })
    await post('unsubscribeByLink', link, { again: 'yes' })
    expect((await loadCorrespondent(address)).unsubscribedAt).toBeUndefined()
  })

  it('works by one click of a mail program, which follows no redirect, and after the links were revoked', async () => {
    const link = await token()
    await call('revokeLinks', { id: number })
    pass(200 * day)
    const answer = await post('unsubscribeByLink', link, { 'List-Unsubscribe': 'One-Click' })
    expect(answer.status).toBe(200)
    expect((await loadCorrespondent(address)).unsubscribedAt).toBe(now())
  })
})

describe('a link for somebody on the phone', () => {
  it('opens the page as the requester; the history says who made it', async () => {
    const made = await call('makeTrackLink', { id: number, headers: { 'idempotency-key': 'k' } })
    expect(made.status).toBe(201)
    const again = await call('makeTrackLink', { id: number, headers: { 'idempotency-key': 'k' } })
    expect(again.text).toBe(made.text)
    const token = tokenIn(made.body.url)
    expect(JSON.stringify(desk.table.items)).not.toContain(token)
    expect(seen(await get('showTicketPage', token)).title).toBe('The oven display is dark')
    const { body } = await call('getTicketHistory', { id: number })
    expect(body.items.filter(({ type }: { type: string }) => type === 'ticket.link-given')).toHaveLength(1)
  })

  it('is not made of a ticket that nobody outside has asked for', async () => {
    const own = await aTicket({}, 'agent')
    expect((await call('makeTrackLink', { id: own })).status).toBe(409)
  })
})
