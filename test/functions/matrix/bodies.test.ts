import { describe, expect, it } from 'vitest'
import type { Caller } from '../../support/people.ts'
import { askedOf, type Everything } from '../support/everything.ts'
import { operationCalled, operationNames } from '../support/gateway.ts'
import { type Shape, shapeOf, withAt } from '../support/shape.ts'
import { bothOnADesk, told } from './both.ts'
import { mayCall, nobodys, technicians } from './subjects.ts'

const matrix = bothOnADesk()

/** Where ids stand in the bodies that an operation takes, each with the sort of id, by its schema: also what no example shows. */
function idsIn(shape: Shape, path: readonly string[] = []): { path: readonly string[]; of: string }[] {
  const [, prefix] = /^\^([a-z]{3})_/.exec(shape.pattern ?? '') ?? []
  if (prefix) return [{ path, of: prefix }]
  if (/^(ticket|into)$/.test(path.at(-1) ?? '') && !shape.properties) return [{ path, of: 'TKT' }]
  return [
    ...Object.entries(shape.properties ?? {}).flatMap(([field, one]) => idsIn(one, [...path, field])),
    ...(shape.items ? idsIn(shape.items, [...path, '0']) : []),
    ...(shape.anyOf ?? []).flatMap((one) => idsIn(one, path)),
  ]
}

const ofSort: Record<string, (all: Everything) => string> = {
  TKT: ({ ticket }) => ticket,
  cus: ({ customer }) => customer,
  per: ({ contact }) => contact,
  sit: ({ site }) => site,
  prd: ({ product }) => product,
  ctr: ({ contract }) => contract,
  com: ({ comment }) => comment,
  mac: ({ macro }) => macro,
  dlv: ({ delivery }) => delivery,
}
/** What belongs to nobody in particular: teams, policies and calendars are the desk's. */
const desksOwn = ['tea', 'pol', 'cal', 'rot']

const bodied = operationNames.flatMap((name) => {
  const { body, text } = operationCalled(name)
  const ids = body && !text ? idsIn(shapeOf(body)).filter(({ of }) => !desksOwn.includes(of)) : []
  return ids.length > 0 ? [{ name, ids }] : []
})

it('bodies that name things are found by their schemas', () => {
  const named = Object.fromEntries(bodied.map(({ name, ids }) => [name, ids.map(({ path }) => path.join('.'))]))
  expect(named.createTicket).toEqual(['customer', 'site', 'product', 'contract'])
  expect(named.addComment).toEqual(expect.arrayContaining(['inReplyTo', 'mentions.0']))
  expect(named.mergeTicket).toEqual(['into'])
  expect(named.attachFile).toEqual(['comment'])
})

/** Who sees only a part of the desk: what is not theirs must not even be guessed at. */
const outsiders: Caller[] = ['customer', 'colleague', 'partner', 'otherCustomer', 'technician', 'otherTechnician']

describe.each(bodied)('the body of $name', ({ name, ids }) => {
  it('says the same of what is not theirs and of what is not there', async () => {
    for (const as of outsiders.filter((one) => mayCall(name, one))) {
      const side = ['otherCustomer', 'otherTechnician'].includes(as) ? 'foundrys' : 'bakerys'
      const other = matrix.both[side === 'bakerys' ? 'foundrys' : 'bakerys']
      const asked = askedOf(name, matrix.both[side])
      for (const { path, of } of ids) {
        const foreign = ofSort[of]?.(other)
        if (!foreign) throw new Error(`Nobody has said what is meant by ${of}_`)
        // To technicians customers and what they own are known, whosever they are; people, too.
        if (technicians.includes(as) && !['TKT', 'com', 'mac'].includes(of)) continue
        const given = (id: string) => ({ ...asked, as, body: withAt(asked.body, path, id) })
        const answer = await matrix.answered(name, given(foreign))
        const missing = await matrix.answered(name, given(nobodys(foreign)))
        const about = [as, path]
        expect([...about, told(answer, [foreign])]).toEqual([...about, told(missing, [nobodys(foreign)])])
        expect([...about, answer.calls]).toEqual([...about, missing.calls])
      }
    }
  })
})
