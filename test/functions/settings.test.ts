import { beforeEach, describe, expect, it } from 'vitest'
import { people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const change = (body: object, headers: Record<string, string> = {}) =>
  call('changeSettings', { as: 'admin', body, headers })
const floor = { label: 'Floor', type: 'number', customers: 'set' }
const cause = { label: 'Cause', type: 'choice', choices: ['wear', 'abuse'] }
const models = Array.from({ length: 50 }, (_, place) => `${place}${'x'.repeat(90)}`)
const tooMany = Array.from({ length: 30 }, () => ({ when: { model: models }, skill: 'ovens' }))
const repairs = { name: 'Repair shop', number: { prefix: 'CWS', width: 3, year: true } }

describe('the settings', () => {
  it('are as the desk comes, where nobody has set anything', async () => {
    desk.table.remove({ pk: 'SETTINGS#main', sk: 'SETTINGS' })
    const { body, headers } = await call('getSettings')
    expect(body).toMatchObject({
      number: { prefix: 'TKT', width: 6, year: false },
      categories: { hardware: [], software: [], network: [], other: [] },
      autoCloseAfter: 'PT72H',
      brands: {},
      version: 1,
    })
    expect(headers.etag).toBe('"1"')
  })

  it('are changed by a merge patch, one version after the other, with an event each', async () => {
    const first = await change({ autoCloseAfter: 'P5D', categories: { network: ['wifi'], software: null } })
    expect(first).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { autoCloseAfter: 'P5D', version: 2 } })
    expect(first.body.categories).toEqual({ hardware: [], network: ['wifi'], other: [] })
    expect(first.body.defaultTeam).toBe(teams.north)
    const second = await change({ autoCloseAfter: null })
    expect(second.body).toMatchObject({ autoCloseAfter: 'PT72H', categories: { network: ['wifi'] }, version: 3 })
    const events = desk.table.filter(({ pk, sk }) => pk === 'SETTINGS#main' && String(sk).startsWith('EVENT#'))
    expect(events.map(({ type, seq, actor, data }) => ({ type, seq, actor, data }))).toEqual([
      {
        type: 'settings.updated',
        seq: 2,
        actor: { id: people.admin.id, role: 'admin' },
        data: { version: 2, fields: ['autoCloseAfter', 'categories'] },
      },
      expect.objectContaining({ seq: 3, data: { version: 3, fields: ['autoCloseAfter'] } }),
    ])
  })

  it('that are changed by two at once keep both changes', async () => {
    desk.before('TransactWrite', () => change({ reopenWithin: 'P7D' }).then(() => undefined))
    await change({ autoCloseAfter: 'P5D' })
    expect((await call('getSettings')).body).toMatchObject({ autoCloseAfter: 'P5D', reopenWithin: 'P7D', version: 3 })
  })

  it('that have changed meanwhile are not overwritten by who says what they have read', async () => {
    await change({ autoCloseAfter: 'P5D' })
    const stale = await change({ autoCloseAfter: 'P6D' }, { 'if-match': '"1"' })
    expect([stale.status, stale.body.changes]).toEqual([
      412,
      [expect.objectContaining({ type: 'settings.updated', version: 2, fields: ['autoCloseAfter'] })],
    ])
    expect((await change({ autoCloseAfter: 'P6D' }, { 'if-match': '"2"' })).status).toBe(200)
  })

  it('are changed once for one key', async () => {
    const headers = { 'idempotency-key': 'a-key' }
    const patch = { customFields: { floor } }
    expect([(await change(patch, headers)).body.version, (await change(patch, headers)).body.version]).toEqual([2, 2])
    expect(kindOf(await change({ customFields: {} }, headers))).toBe('key-reused')
  })

  it.each([
    [{ colour: 'red' }, 'colour'],
    [{ number: { prefix: 'tkt' } }, 'number.prefix'],
    [{ number: { width: 0 } }, 'number.width'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ categories: { other: null } }, 'categories.other'],
    [{ categories: { 'No such': [] } }, 'categories.No such'],
    [{ customFields: { Floor: floor } }, 'customFields.Floor'],
    [{ customFields: { constructor: floor } }, 'customFields.constructor'],
    [{ categories: { constructor: [] } }, 'categories'],
    [{ brands: { constructor: repairs } }, 'brands'],
    [{ customFields: { cause: { ...cause, choices: null } } }, 'customFields.cause.choices'],
    [{ customFields: { cause: { ...cause, type: 'text' } } }, 'customFields.cause.choices'],
    [{ customFields: { cause: { ...cause, kind: 1 } } }, 'customFields.cause.kind'],
    [{ defaultTeam: 'tea_0000000000000000000000NNNE' }, 'defaultTeam'],
    [{ brands: { main: { name: 'Main' } } }, 'brands.main'],
    [{ brands: { repairs: {} } }, 'brands.repairs.name'],
    [{ brands: { repairs: { ...repairs, timeZone: 'UTC' } } }, 'brands.repairs.timeZone'],
    [
      { brands: { repairs: { ...repairs, defaultTeam: 'tea_0000000000000000000000NNNE' } } },
      'brands.repairs.defaultTeam',
    ],
    [
      { assignment: { needs: [{ when: { category: ['plumbing'] }, skill: 'pipes' }] } },
      'assignment.needs.0.when.category.0',
    ],
    [
      { assignment: { needs: [{ when: { category: ['network'], subCategory: ['wifi'] }, skill: 'wifi' }] } },
      'assignment.needs.0.when.subCategory.0',
    ],
    [{ assignment: { needs: [{ when: {}, skill: 'wifi' }] } }, 'assignment.needs.0.when'],
    [{ assignment: { needs: [{ when: { category: ['network'] } }] } }, 'assignment.needs.0'],
    [{ assignment: { score: { skill: 101 } } }, 'assignment.score.skill'],
    [{ assignment: { weights: { urgent: -1 } } }, 'assignment.weights.urgent'],
    [{ assignment: { preferredWait: 'soon' } }, 'assignment.preferredWait'],
    [{ assignment: { luck: 1 } }, 'assignment.luck'],
    [{ assignment: { needs: tooMany } }, 'assignment'],
    [[], ''],
    [{ version: 7 }, 'version'],
  ] as [object, string][])('are not changed by %j, which is wrong at %s', async (patch, path) => {
    const answer = await change(patch)
    expect(answer).toMatchObject({ status: 400 })
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path)
    expect((await call('getSettings')).body.version).toBe(1)
  })

  it.each(['customer', 'partner'] as const)(
    'are for a %s the categories and the fields that are for them',
    async (as) => {
      await change({ customFields: { floor, cause }, categories: { network: ['wifi'] } })
      const { body } = await call('getSettings', { as })
      expect(Object.keys(body)).toEqual(['categories', 'customFields'])
      expect(body.categories.network).toEqual(['wifi'])
      expect(Object.keys(body.customFields)).toEqual(['floor'])
    },
  )
})

it('a name that cannot be one is refused in words that say what can', async () => {
  const { body } = await change({ customFields: { Floor: floor } })
  expect(body.errors).toEqual([
    {
      path: 'customFields.Floor',
      message: 'must begin with a lower-case letter; then up to 39 of those, digits, - and _',
      expected: 'begin with a lower-case letter; then up to 39 of those, digits, - and _',
    },
  ])
})

describe('a brand', () => {
  beforeEach(() => change({ brands: { repairs }, timeZone: 'Pacific/Auckland', autoCloseAfter: 'P5D' }))

  it('says what it does otherwise, and is as the desk in everything else', async () => {
    const { body } = await call('getSettings', { query: { brand: 'repairs' } })
    expect(body).toMatchObject({ number: repairs.number, autoCloseAfter: 'P5D', defaultTeam: teams.north })
    expect(body).not.toHaveProperty('brands')
  })

  it('that does not exist is not there, and opens no ticket', async () => {
    expect((await call('getSettings', { query: { brand: 'nobody' } })).status).toBe(404)
    for (const brand of ['nobody', 'constructor', 'NOBODY']) {
      const answer = await call('createTicket', { as: 'agent', body: { title: 'Dark', brand } })
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'brand' }] } })
    }
  })

  it('is chosen by staff, and numbers its tickets by its own year and count', async () => {
    const of = (brand: string) => aTicket({ brand }, 'agent')
    // In Auckland it is the 21st of November, too.
    expect([await of('repairs'), await of('main'), await of('repairs')]).toEqual([
      'CWS-2026-001',
      'TKT000001',
      'CWS-2026-002',
    ])
    const ticket = (await call('getTicket', { id: 'cws-2026-001' })).body
    expect(ticket).toMatchObject({ number: 'CWS-2026-001', brand: 'repairs' })
  })

  it.each(['customer', 'partner'] as const)('is not chosen by a %s', async (as) => {
    const answer = await call('createTicket', { as, body: { title: 'Dark', brand: 'repairs' } })
    expect(answer.body.errors).toEqual([{ path: 'brand', message: 'may only be set by staff', expected: 'nothing' }])
  })

  it('whose times are its own lives by them', async () => {
    await change({ brands: { repairs: { reopenWithin: 'PT1S' } } })
    const id = await aTicket({ brand: 'repairs' }, 'agent')
    await call('resolveTicket', { id, body: { resolution: 'Done' } })
    await call('closeTicket', { id, as: 'manager' })
    const { vi } = await import('vitest')
    vi.setSystemTime(Date.now() + 2000)
    expect((await call('reopenTicket', { id, body: { reason: 'Again' } })).status).toBe(409)
  })
})

describe('how tickets find somebody', () => {
  const needs = [{ when: { category: ['network'], subCategory: ['wifi'] }, skill: 'wifi', level: 'expert' }]

  it('is set by a patch of its own part: the rest stays as it was', async () => {
    await change({ assignment: { weights: { urgent: 3 }, speedKmh: 60 } })
    const { body } = await change({ categories: { network: ['wifi'] }, assignment: { needs, score: { distance: 0 } } })
    expect(body.assignment).toMatchObject({
      weights: { urgent: 3, high: 1 },
      speedKmh: 60,
      needs,
      score: { distance: 0, skill: 30 },
      preferredWait: 'PT30M',
    })
    expect((await change({ assignment: null })).body.assignment).toMatchObject({ weights: { urgent: 1 }, needs: [] })
  })

  it('may name what only a brand has, and does not keep a category from going', async () => {
    await change({ brands: { repairs: { ...repairs, categories: { ovens: ['gas'], other: [] } } } })
    const gas = [{ when: { category: ['ovens'], subCategory: ['gas'] }, certification: 'gas-safe' }]
    expect((await change({ assignment: { needs: gas } })).status).toBe(200)
    expect((await change({ brands: { repairs: null } })).body.assignment.needs).toMatchObject(gas)
  })

  it('is nobody else’s to change', async () => {
    for (const as of ['agent', 'supervisor', 'manager'] as const)
      expect((await call('changeSettings', { as, body: { assignment: { speedKmh: 60 } } })).status).toBe(403)
  })
})

describe('what is set', () => {
  it('holds for the next ticket, even where the function remembers what was before', async () => {
    await aTicket()
    await change({ number: { prefix: 'NEW' } })
    expect(await aTicket()).toBe('NEW000001')
    await change({ number: { prefix: 'TKT' } })
    // The count of a prefix goes on where it was.
    expect(await aTicket()).toBe('TKT000002')
  })
})
