import { describe, expect, it } from 'vitest'
import { staffRoles } from '../../../schemas/actor.ts'
import { type Caller, people } from '../../support/people.ts'
import { askedOf, paramsFor } from '../support/everything.ts'
import {
  type Answer,
  type Asked,
  kindOf,
  type OperationName,
  operationCalled,
  operationNames,
} from '../support/gateway.ts'
import { allowed } from './allowed.ts'
import { bothOnADesk, told } from './both.ts'
import { type Between, between, everybody, mayCall, nobodys, sees, sides, subjectOf } from './subjects.ts'

const matrix = bothOnADesk()

/** Parameters that name no thing of anybody. */
const words = ['type', 'queue', 'person']
/** They are as much done where there is nothing to be done. */
const silent: readonly OperationName[] = ['endPresence']
/** What somebody sends who guesses: at versions that there may be, and at keys that somebody may have used. */
const guesses = { 'if-match': '"99"', 'if-none-match': '"1"', 'idempotency-key': 'k' }

const guarded = operationNames.filter((name) => operationCalled(name).roles !== 'public')
/** What a link opens is nobody's by their account: track.test.ts, calendar-feeds.test.ts. */
const aboutSomething = guarded.filter((name) => operationCalled(name).params)
const namedIn = (params: Record<string, string> = {}) => Object.keys(params).filter((one) => !words.includes(one))

/** Who works here, and in which teams, is told to all staff (listTechnicians): that there is somebody, time may tell. */
const isKnown = (name: OperationName) => ['their work', 'their figures'].includes(subjectOf(name))

/** Both answers are one to whoever asks: the same bytes, after the same requests to the same services. */
async function same(name: OperationName, one: Asked, other: Asked, ids: readonly [string, string]): Promise<void> {
  for (const headers of [{}, guesses]) {
    const [theirs, missing] = [one, other].map((asked) => ({ ...asked, headers: { ...asked.headers, ...headers } }))
    const first = await matrix.answered(name, theirs as Asked)
    const second = await matrix.answered(name, missing as Asked)
    const about = [one.as, one.params]
    if (!silent.includes(name)) expect([...about, second.status, kindOf(second)]).toEqual([...about, 404, 'not-found'])
    expect([...about, told(first, [ids[0]])]).toEqual([...about, told(second, [ids[1]])])
    if (!isKnown(name)) expect([...about, first.calls]).toEqual([...about, second.calls])
  }
}

it('every operation has its row', () => {
  expect(Object.keys(allowed).toSorted()).toEqual(operationNames.toSorted())
  for (const name of aboutSomething) expect(subjectOf(name)).toBeDefined()
})

describe.each(guarded)('%s', (name) => {
  it('is nobody else’s, whatever it is about: the same refusal without a look at anything', async () => {
    for (const as of everybody.filter((one) => !mayCall(name, one))) {
      const answers: (Answer & { calls: unknown[] })[] = []
      for (const side of sides) answers.push(await matrix.answered(name, { ...askedOf(name, matrix.both[side]), as }))
      for (const parameter of namedIn(paramsFor(name, matrix.both.bakerys))) {
        const asked = askedOf(name, matrix.both.bakerys)
        const params = { ...asked.params, [parameter]: nobodys(String(asked.params?.[parameter])) }
        answers.push(await matrix.answered(name, { ...asked, as, params }))
      }
      for (const answer of answers) {
        expect([as, answer.status, kindOf(answer), answer.calls]).toEqual([as, 403, 'forbidden', []])
        expect(told(answer, [])).toBe(told(answers[0] as Answer, []))
      }
    }
  })
})

describe.each(aboutSomething)('%s', (name) => {
  const callers = () => everybody.filter((as) => mayCall(name, as))

  it('answers what is not theirs as what is not there', async () => {
    for (const as of callers()) {
      for (const side of sides) {
        const asked: Asked = { ...askedOf(name, matrix.both[side]), as }
        // Of the macros, which are the agent's own, it is the macro that is not there.
        const isTheirs = sees[subjectOf(name)][side].includes(as) && (name !== 'applyMacro' || as === 'agent')
        if (isTheirs) {
          const { status } = await matrix.answered(name, asked)
          expect([as, side, status]).not.toEqual([as, side, 404])
          expect(status).toBeLessThan(500)
        } else {
          for (const parameter of namedIn(asked.params)) {
            const id = String(asked.params?.[parameter])
            const params = { ...asked.params, [parameter]: nobodys(id) }
            await same(name, asked, { ...asked, params }, [id, nobodys(id)])
          }
        }
      }
    }
  })

  it('does not find what is theirs under what is not', async () => {
    for (const as of callers()) {
      const theirs = sides.find((side) => sees[subjectOf(name)][side].includes(as))
      const [first, ...nested] = namedIn(paramsFor(name, matrix.both.bakerys))
      if (!theirs || !first || nested.length === 0) continue
      const other = matrix.both[theirs === 'bakerys' ? 'foundrys' : 'bakerys']
      for (const parameter of nested) {
        const asked: Asked = { ...askedOf(name, matrix.both[theirs]), as }
        const foreign = String(paramsFor(name, other)[parameter])
        // Ids of what lies with a ticket are its own: two tickets may have the same.
        if (foreign === asked.params?.[parameter]) continue
        const under = (id: string) => ({ ...asked, params: { ...asked.params, [parameter]: id } })
        const [given, missing] = [
          await matrix.answered(name, under(foreign)),
          await matrix.answered(name, under(nobodys(foreign))),
        ]
        expect([as, told(given, [foreign])]).toEqual([as, told(missing, [nobodys(foreign)])])
      }
    }
  })
})

/** Those that name a ticket and nothing of it. */
const aboutOneTicket = aboutSomething.filter(
  (name) =>
    /^\/(tickets|sla-tracking)\/\{/.test(operationCalled(name).path) &&
    Object.keys(operationCalled(name).params?.shape ?? {}).length === 1,
)

describe.each(aboutOneTicket)('%s', (name) => {
  const callers = () => everybody.filter((as) => mayCall(name, as))
  const about = (ticket: string, as: Caller): Asked => {
    const asked = askedOf(name, matrix.both.bakerys)
    const [parameter = 'id'] = Object.keys(asked.params ?? {})
    return { ...asked, as, params: { [parameter]: ticket } }
  }

  it('is for whom a ticket is that lies between two teams, or with none', async () => {
    for (const as of callers()) {
      for (const [which, ticket] of Object.entries(matrix.both.between) as [Between, string][]) {
        const asked = about(ticket, as)
        if ((between[which] as Caller[]).includes(as)) {
          const { status } = await matrix.answered(name, asked)
          if (name !== 'applyMacro' || as === 'agent') expect([as, which, status]).not.toEqual([as, which, 404])
        } else await same(name, asked, about(nobodys(ticket), as), [ticket, nobodys(ticket)])
      }
    }
  })

  it('says no more of what is no number at all, and takes a number in lower case', async () => {
    if (silent.includes(name)) return
    const as = callers().includes('customer') ? 'otherCustomer' : (callers()[0] as Caller)
    const missing = told(await matrix.answered(name, about('TKT999999', as)), [])
    for (const odd of [`${matrix.both.bakerys.ticket} `, 'no number', '%00', 'X'.repeat(65), '__proto__', '0']) {
      expect([odd, told(await matrix.answered(name, about(odd, as)), [])]).toEqual([odd, missing])
    }
    const owner = askedOf(name, matrix.both.bakerys).as ?? 'agent'
    const { status } = await matrix.answered(name, about(matrix.both.bakerys.ticket.toLowerCase(), owner))
    expect(status).not.toBe(404)
  })
})

it('every role is among the callers', () => {
  expect(new Set(everybody.map((one) => people[one].role))).toEqual(new Set(['customer', 'partner', ...staffRoles]))
})
