import { beforeEach, describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer, people } from '../../infra/local/people.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { deskAt, open, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { type Seen, seen } from '../support/page.ts'

const outputs = readOutputs()
const desk = deskAt(outputs)
const { call } = desk

/** What a browser without a script shows, and where. */
interface Shown extends Seen {
  url: string
  status: number
}

async function shown(answer: Response): Promise<Shown> {
  const text = await answer.text()
  return {
    ...seen({ text, headers: Object.fromEntries(answer.headers) }),
    url: answer.url,
    status: answer.status,
  }
}

const visit = async (url: string): Promise<Shown> => shown(await fetch(url))

/** Fills in the form with that button, and presses it; the browser follows where it is sent. */
async function press(page: Shown, button: string, fields: Record<string, string> = {}): Promise<Shown> {
  const form = page.forms.find(({ buttons }) => buttons.includes(button))
  expect([button, page.text, form?.method]).toEqual([button, page.text, 'post'])
  const chosen = form?.chosen && { score: form.chosen }
  const body = new URLSearchParams({ ...form?.fields, ...chosen, ...fields })
  return shown(await fetch(new URL(form?.action ?? '', page.url), { method: 'POST', body }))
}

const follow = (page: Shown, words: string): Promise<Shown> => {
  const link = page.links.find(({ text }) => text === words)
  expect([words, page.text, typeof link?.href]).toEqual([words, page.text, 'string'])
  return visit(String(new URL(link?.href ?? '', page.url)))
}

let number: string
let link: string
beforeEach(async () => {
  ;({ number } = await open(desk, { title: unique('The oven display is dark'), category: 'hardware' }))
  const made = await call('makeTrackLink', 'agent', { id: number })
  expect([made.status, made.text]).toEqual([201, made.text])
  link = made.body.url
})

describe('the page of a ticket by link', () => {
  it('takes an answer of its customer, once, and shows what the desk says', async () => {
    expect(link.startsWith(`${outputs.apiUrl}${basePath}/track/`)).toBe(true)
    const page = await visit(link)
    expect(page.text).toContain(number)
    const text = 'Still dark.\n<b>Since</b> Monday.'
    const after = await press(page, 'Send', { text })
    expect([after.status, after.text.includes('Your message is with us')]).toEqual([200, true])
    await press(page, 'Send', { text })
    const { items } = (await call('listComments', 'agent', { id: number })).body
    expect(items.map(({ author, text }) => [author.id, text])).toEqual([[people.customer.id, text]])
    await call('addComment', 'agent', { id: number, body: { body: 'Is the **fuse** whole?' } })
    await call('addComment', 'agent', { id: number, body: { body: 'Slow payers', internal: true } })
    const { text: told } = await visit(link)
    expect(told).toContain('Is the fuse whole?')
    expect(told).not.toContain('Slow payers')
  })

  it('gives out a file that was looked at, through an address of the store', async () => {
    const bytes = Buffer.from('The fuse is whole.')
    const { body } = await call('attachFile', 'agent', {
      id: number,
      body: { name: 'fuse.txt', type: 'text/plain', size: bytes.length },
    })
    const form = new FormData()
    for (const [name, value] of Object.entries(body.upload.fields)) form.append(name, value)
    form.append('file', new Blob([new Uint8Array(bytes)]), 'fuse.txt')
    expect((await fetch(body.upload.url, { method: 'POST', body: form })).ok).toBe(true)
    const page = await eventually('the file is clean', async () => {
      const found = await visit(link)
      return found.links.some(({ text }) => text.startsWith('fuse.txt')) ? found : undefined
    })
    const file = page.links.find(({ text }) => text.startsWith('fuse.txt'))
    const answer = await fetch(new URL(file?.href ?? '', page.url))
    expect(await answer.text()).toBe('The fuse is whole.')
    expect(answer.headers.get('content-disposition')).toContain('attachment')
  })

  it('has its resolution approved, asks how it was, and has a poor score followed up and counted', async () => {
    await call('assignTicket', 'agent', { id: number, body: { technician: people.technician.id } })
    await call('resolveTicket', 'agent', { id: number, body: { resolution: 'A new fuse' } })
    const closed = await press(await visit(link), 'Yes, it is solved')
    expect(closed.text).toContain('Thank you. The request is closed.')
    expect((await call('getTicket', 'agent', { id: number })).body.status).toBe('closed')
    const survey = await follow(closed, 'How did we do?')
    const answered = await press(survey, 'Send answer', { score: '1', comment: 'It took a week.' })
    expect(answered.text).toContain('Thank you for your answer.')
    expect((await call('getSurvey', 'agent', { id: number })).body).toMatchObject({
      score: 1,
      comment: 'It took a week.',
      technician: people.technician.id,
      category: 'hardware',
      customer: customer.id,
    })
    const figures = async () => {
      const { body } = await call('getTechnicianMetrics', 'manager', { id: people.technician.id })
      return body.satisfaction
    }
    const before = await eventually('it is counted', async () => {
      const found = await figures()
      return found && found.scores[1] > 0 ? found : undefined
    })
    const { items } = (await call('listFollowUps', 'agent', { id: number })).body
    const followUp = items.find(({ for: whose }) => whose === people.supervisor.id)
    expect(followUp).toMatchObject({ state: 'open', note: expect.stringContaining('1 of 5') })
    await press(answered, 'Change answer', { score: '5', comment: '' })
    await eventually('the change is counted', async () => {
      const after = await figures()
      return after?.scores[1] === before.scores[1] - 1 && after.scores[5] === before.scores[5] + 1
    })
  })

  it('is reopened by what is not solved', async () => {
    await call('resolveTicket', 'agent', { id: number, body: { resolution: 'A new fuse' } })
    const asked = await follow(await visit(link), 'No, it is not solved')
    const after = await press(asked, 'It is not solved: go on', { text: 'It flickers.' })
    expect(after.text).toContain('We go on with it.')
    expect((await call('getTicket', 'agent', { id: number })).body.status).toBe('reopened')
  })

  it('opens nothing once it was revoked, or if it is none', async () => {
    expect((await call('revokeLinks', 'agent', { id: number })).status).toBe(204)
    const gone = await visit(link)
    expect([gone.status, gone.title]).toEqual([404, 'This link does not work any more'])
    const none = await visit(`${link}x`)
    expect([none.status, none.title]).toEqual([404, 'There is nothing here'])
  })
})
