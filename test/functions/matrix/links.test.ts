import { describe, expect, it } from 'vitest'
import {
  approveLink,
  rejectLink,
  surveyLinks,
  trackLink,
  unsubscribeLink,
} from '../../../functions/platform/mail/links.ts'
import { type LinkPurpose, linkPurposes } from '../../../functions/platform/mail/tokens.ts'
import { loadTicket } from '../../../functions/platform/table/tickets.ts'
import { people } from '../../support/people.ts'
import { pass } from '../support/desk.ts'
import { askedOf, type Everything, paramsFor } from '../support/everything.ts'
import { call, type OperationName, operationCalled, operationNames } from '../support/gateway.ts'
import { bothOnADesk } from './both.ts'

const matrix = bothOnADesk()
const year = 365 * 24 * 3_600_000
const byLink = operationNames.filter((name) => operationCalled(name).path.startsWith('/track/{token}'))

/** What a link must have been made for that opens an operation: the page that it stands under. */
const purposeOf = (name: OperationName): LinkPurpose =>
  linkPurposes.find((purpose) => operationCalled(name).path.endsWith(`/${purpose}`)) ?? 'track'

/** A token of each purpose, for the first ticket of somebody, once it is resolved. */
async function tokens({ ticket: number, person }: Everything): Promise<Record<LinkPurpose, string>> {
  const { loaded } = await loadTicket(number)
  if (!loaded) throw new Error(`${number} is not there`)
  const now = new Date().toISOString()
  const of = (link: typeof trackLink) => link(loaded.ticket, person, now)
  const urls = {
    track: await of(trackLink),
    approve: await of(approveLink),
    reject: await of(rejectLink),
    survey: (await surveyLinks(loaded.ticket, person, now))[5],
    unsubscribe: await unsubscribeLink({ number, person, address: 'reception@bakery.example' }, now),
  }
  const tokenIn = (url: string) => /track\/([\w-]+)/.exec(url)?.[1] ?? ''
  return Object.fromEntries(Object.entries(urls).map(([purpose, url]) => [purpose, tokenIn(url)])) as never
}

/** What there is, but for how often somebody came by. */
const lies = () => matrix.desk.table.filter(({ pk }) => !String(pk).startsWith('PASSAGE#'))
let comers = 0
/** As somebody from somewhere, who has not come too often. */
async function come(name: OperationName, token: string) {
  comers += 1
  const asked = {
    ...askedOf(name, matrix.both.bakerys),
    claims: null,
    address: `198.51.${comers >> 8}.${comers & 255}`,
  }
  return call(name, { ...asked, params: { ...paramsFor(name, matrix.both.bakerys), token } })
}

async function resolved(): Promise<Record<LinkPurpose, string>> {
  for (const { ticket } of [matrix.both.bakerys, matrix.both.foundrys]) {
    const { status } = await call('resolveTicket', { id: ticket, body: { resolution: 'A new fuse' } })
    expect(status).toBe(200)
  }
  return tokens(matrix.both.bakerys)
}

it('every page by link is one of a purpose', () => {
  expect(byLink.length).toBeGreaterThan(10)
  expect(new Set(byLink.map(purposeOf))).toEqual(new Set(linkPurposes))
})

describe.each(byLink)('%s', (name) => {
  it('is opened by no token but one that was made for it', async () => {
    const good = await resolved()
    const right = good[purposeOf(name)]
    const others = linkPurposes.filter((purpose) => purpose !== purposeOf(name)).map((purpose) => good[purpose])
    const forged = [...right].map(
      (letter, at) => `${right.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${right.slice(at + 1)}`,
    )
    const before = lies()
    const unknown = await come(name, 'x')
    expect(unknown.status).toBe(404)
    const page = unknown.text.replace(/x/g, '')
    for (const wrong of [...others, ...forged, right.slice(0, -1), `${right}A`, right.repeat(2)]) {
      const { status, text } = await come(name, wrong)
      expect([wrong, status]).toEqual([wrong, 404])
      expect(text.replaceAll(wrong, '').replace(/x/g, '')).toBe(page)
    }
    expect(lies()).toEqual(before)
  })

  it('is not opened once the token has expired, nor, but to be left in peace, once it was revoked', async () => {
    const { [purposeOf(name)]: right } = await resolved()
    expect((await call('revokeLinks', { id: matrix.both.bakerys.ticket })).status).toBe(204)
    const before = lies()
    if (purposeOf(name) !== 'unsubscribe') expect((await come(name, right)).status).toBe(404)
    expect(lies()).toEqual(before)
    const { [purposeOf(name)]: fresh } = await tokens(matrix.both.bakerys)
    pass(3 * year)
    expect((await come(name, fresh)).status).toBe(404)
    expect(lies()).toEqual(before)
  })

  it('tells who has a link to another’s ticket nothing of it', async () => {
    await resolved()
    const { [purposeOf(name)]: token } = await tokens({ ...matrix.both.foundrys, person: people.customer.id })
    if (purposeOf(name) === 'unsubscribe') return
    const { status, text } = await come(name, token)
    expect(status).toBe(404)
    expect(text).not.toMatch(/quokka/i)
  })
})
