import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { problemsOf, refusedLines } from '../../domain/mail/files.ts'
import type { Part } from '../../domain/mail/incoming.ts'
import { handler as tendAll } from '../../functions/attachments/tend.ts'
import { attachmentIds, fileParts } from '../../functions/platform/tickets/filing.ts'
import { AttachmentId } from '../../schemas/actor.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { batch, context, failures } from './support/timers.ts'

const desk = aDesk()
const number = 'TKT000001'
const mail = 'mal_01JD0000000000000000MA11N1'
const what = { mail, ticket: number, internal: false, by: { id: 'system', role: 'system' } as const }
const part = (words: string, given: Partial<Part> = {}): Part => {
  const content = Buffer.from(words)
  return { filename: 'notes.txt', contentType: 'text/plain', size: content.length, inline: false, content, ...given }
}
const file = (parts: readonly Part[], more: object = {}) => fileParts({ ...what, ...more }, parts)

/** What S3 tells of everything that has arrived. */
async function tend(): Promise<void> {
  const arrived = desk.store.keys.filter((key) => key.startsWith('incoming/'))
  const messages = arrived.map((key) => ({
    id: 'x',
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: { object: { key } },
  }))
  expect(failures(await tendAll(batch(messages), context))).toEqual([])
}
const listed = async (as: 'customer' | 'agent' = 'agent') =>
  (await call('listAttachments', { id: number, as, query: { limit: '100' } })).body.items

describe('the files of a mail', () => {
  it('become the ticket’s own by the way of every upload, with what their bytes say of them', async () => {
    await aTicket()
    const parts = [part('first'), part('{}', { filename: 'a/b: c.json', contentType: 'Application/JSON; x' })]
    expect(await file(parts)).toEqual({ files: 2, refused: [] })
    expect(await listed()).toEqual([])
    await tend()
    const [first, second] = await listed()
    expect(first).toMatchObject({ name: 'notes.txt', state: 'scanning', type: 'text/plain', size: 5, internal: false })
    expect(second).toMatchObject({ name: 'a/b: c.json', type: 'text/plain', by: { role: 'system' } })
    expect((await call('getTicket', { id: number })).body.counts.attachments).toBe(2)
  })

  it('cost two requests, however many they are, beside sending them', async () => {
    await aTicket()
    desk.calls = []
    await file(Array.from({ length: 12 }, (_, at) => part(`number ${at}`)))
    expect(desk.calls.filter((made) => made !== 'Store')).toEqual(['BatchGet', 'TransactWrite'])
    expect(desk.countOf('Store')).toBe(12)
  })

  it('are there once, however often the mail is taken in', async () => {
    await aTicket()
    const parts = [part('first'), part('second')]
    await file(parts)
    expect(await file(parts)).toEqual({ files: 2, refused: [] })
    await tend()
    expect(await file(parts)).toEqual({ files: 2, refused: [] })
    await tend()
    expect(await listed()).toHaveLength(2)
    expect((await call('getTicket', { id: number })).body.counts.attachments).toBe(2)
  })

  it.each([1, 2, 3, 4])('are all there once it is tried again after a crash at call %i', async (place) => {
    await aTicket()
    const parts = [part('first'), part('second', { inline: true, contentId: 'a' })]
    desk.beforeNth(place, throws(fault('Crash')))
    await expect(file(parts)).rejects.toThrow('Crash')
    await tend()
    expect(await file(parts)).toEqual({ files: 2, refused: [] })
    await tend()
    expect(await listed()).toHaveLength(2)
  })

  it('come anew where what was awaited has been given up', async () => {
    await aTicket()
    desk.before('Store', throws(fault('Crash')))
    await expect(file([part('first')])).rejects.toThrow('Crash')
    pass(60 * 60_000)
    const id = attachmentIds(mail, [part('first')], false)[0] as string
    await tendAll(batch([{ ticket: number, id }]), context)
    expect(await file([part('first')])).toEqual({ files: 1, refused: [] })
    await tend()
    expect(await listed()).toHaveLength(1)
  })

  it('are kept from customers with an internal comment', async () => {
    await aTicket()
    await file([part('first')], { internal: true })
    await tend()
    expect([await listed('customer'), await listed()]).toMatchObject([[], [{ internal: true }]])
  })

  it('that are too large, empty or too many are told of, and the rest is kept; pictures give way first', async () => {
    await aTicket()
    const many = Array.from({ length: 49 }, (_, at) => part(`number ${at}`))
    const logo = part('logo', { inline: true, contentId: 'a', filename: 'logo.png' })
    const film = part('film', { size: 26 * 1024 ** 2, filename: 'film.mov' })
    const { files, refused } = await file([logo, film, part('', { filename: 'nothing' }), part('last'), ...many])
    expect(files).toBe(50)
    expect(refused).toEqual([
      { name: 'logo.png', size: 4, why: 'too-many' },
      { name: 'film.mov', size: 26 * 1024 ** 2, why: 'too-large' },
      { name: 'nothing', size: 0, why: 'empty' },
    ])
    expect(problemsOf(refused)).toEqual(['too-many-files', 'file-too-large', 'file-empty'])
    expect(refusedLines(refused)).toContain('Not attached: film.mov, 26.0 MB (larger than 25 MB)')
    expect((await file([part('more')], { mail: 'mal_01JD0000000000000000MA11N2' })).refused).toMatchObject([
      { why: 'too-many' },
    ])
  })

  it('do not take the places of uploads that people have open', async () => {
    await aTicket()
    await file(Array.from({ length: 20 }, (_, at) => part(`number ${at}`)))
    const body = { name: 'cable.png', type: 'image/png', size: 10 }
    expect((await call('attachFile', { id: number, body })).status).toBe(201)
  })
})

describe('their ids', () => {
  const logo = part('logo', { inline: true, contentId: 'a' })
  const other = 'mal_01JD0000000000000000MA11N2'

  it('are ids of attachments, the same each time, and of this mail alone', () => {
    const ids = attachmentIds(mail, [part('one'), part('one')], false)
    for (const id of ids) expect(AttachmentId.safeParse(id).success).toBe(true)
    expect(attachmentIds(mail, [part('one'), part('one')], false)).toEqual(ids)
    expect(new Set([...ids, ...attachmentIds(other, [part('one'), part('one')], false)]).size).toBe(4)
  })

  it('of pictures in the text are those of their content: the logo of every answer is one file', async () => {
    await aTicket()
    expect(attachmentIds(mail, [logo], false)).toEqual(attachmentIds(other, [part('x'), logo], false).slice(1))
    expect(attachmentIds(mail, [logo], false)).not.toEqual(attachmentIds(mail, [logo], true))
    await file([logo])
    await tend()
    await file([logo, logo, part('x')], { mail: other })
    await tend()
    expect(await listed()).toHaveLength(2)
  })
})
