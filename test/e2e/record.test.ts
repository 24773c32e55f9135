import { describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { deskAt, open, unique } from '../support/desk.ts'
import { historyOf } from '../support/history.ts'
import { inParallel } from '../support/parallel.ts'

const desk = deskAt(readOutputs())
const { call } = desk

/** A brand of this run's own, whose tickets are numbered under a prefix of its own; and what else is to be set. */
async function brandOf(prefix: string, more: object = {}): Promise<string> {
  const brand = unique('brand')
  const brands = { [brand]: { name: 'A brand', number: { prefix, width: 3, year: true } } }
  const { status, text } = await call('changeSettings', 'admin', { body: { brands, ...more } })
  if (status !== 200) throw new Error(`The settings were refused: ${text}`)
  return brand
}
const letters = (text: string) =>
  text
    .replace(/[^a-z]/g, '')
    .slice(-6)
    .toUpperCase() || 'A'
const year = new Date().getUTCFullYear()

describe('a burst of openings', () => {
  it('numbers each ticket once, by the format of its brand, and none steps back', async () => {
    const prefix = `B${letters(unique('x'))}`
    const brand = await brandOf(prefix)
    const finished: Record<string, string[]> = { main: [], [brand]: [] }
    await inParallel(
      12,
      Array.from({ length: 60 }, (_, at) => async () => {
        const of = at % 2 ? brand : 'main'
        const before = [...(finished[of] ?? [])].toSorted().at(-1) ?? ''
        const { number } = await open(desk, { brand: of }, 'agent')
        // Who asks when another has its number gets a later one.
        expect(number > before).toBe(true)
        finished[of]?.push(number)
      }),
    )
    const numbers = Object.values(finished).flat()
    expect(new Set(numbers).size).toBe(60)
    const counted = finished[brand]?.toSorted()
    expect(counted?.[0]).toBe(`${prefix}-${year}-001`)
    for (const number of counted ?? []) expect(number).toMatch(new RegExp(`^${prefix}-${year}-\\d{3}$`))
    const [first = ''] = counted ?? []
    expect((await call('getTicket', 'agent', { id: first.toLowerCase() })).body).toMatchObject({ number: first, brand })
    expect((await call('startTicket', 'technician', { id: first })).status).toBe(200)
  })
})

describe('what is set', () => {
  it('holds for the next ticket: a category, a custom field, a rule', async () => {
    const [category, field, word] = [unique('cat'), unique('field').replaceAll('_', '-'), unique('word')]
    await brandOf(`C${letters(unique('x'))}`, {
      categories: { [category]: ['left', 'right'] },
      customFields: { [field]: { label: 'Floor', type: 'number', customers: 'set' } },
    })
    const rule = await call('createTriageRule', 'manager', {
      body: {
        name: word,
        position: 1,
        conditions: { words: [word] },
        gives: { priority: 'urgent', category, subCategory: 'left', tags: ['found'] },
      },
    })
    expect(rule.status).toBe(201)
    const tried = await call('previewTriage', 'technician', { body: { title: `A ${word.toUpperCase()}!` } })
    expect(tried.body).toMatchObject({ priority: 'urgent', because: [{ rule: rule.body.id }] })
    const ticket = await open(desk, { title: `The ${word} again`, custom: { [field]: 2 } })
    expect(ticket).toMatchObject({ priority: 'urgent', category, subCategory: 'left', tags: ['found'] })
    const triaged = (await historyOf(desk, ticket.number)).find(({ type }) => type === 'ticket.triaged')
    expect(triaged?.detail?.because).toEqual([`urgent, ${category}, left, found: '${word}'`])

    const { number: id } = ticket
    const patch = { priority: 'low', custom: { [field]: 3 } } as const
    const patched = await call('patchTicket', 'agent', { id, body: patch, headers: { 'if-match': '"1"' } })
    expect(patched.body).toMatchObject({ priority: 'low', custom: { [field]: 3 }, subCategory: 'left', version: 2 })
    const stale = await call('patchTicket', 'customer', { id, body: { title: 'x' }, headers: { 'if-match': '"1"' } })
    expect([stale.status, stale.problem.changes]).toEqual([
      412,
      [expect.objectContaining({ version: 2, fields: ['priority', `custom.${field}`] })],
    ])
    const wrong = await call('patchTicket', 'customer', { id, body: { custom: { [field]: 'second' } } })
    expect(wrong.problem.errors).toEqual([
      { path: `custom.${field}`, message: 'must be a number', expected: 'a number' },
    ])
    expect((await call('deleteTriageRule', 'manager', { id: rule.body.id })).status).toBe(204)
  })

  it('is for a customer what concerns them', async () => {
    const { body } = await call('getSettings', 'customer')
    expect(Object.keys(body)).toEqual(['categories', 'customFields'])
  })
})
