import { beforeEach, describe, expect, it, vi } from 'vitest'
import { isWrite } from '../../schemas/operations/operation.ts'
import { aDesk, pass } from './support/desk.ts'
import { askedOf, type Everything, everything, leavesNothing, prepared } from './support/everything.ts'
import { type Answer, call, kindOf, type OperationName, operationCalled, operationNames } from './support/gateway.ts'
import { expectLawful } from './support/law.ts'
import { rememberedDesk, troubleAt, troubles } from './support/trouble.ts'

vi.setConfig({ testTimeout: 120_000 })

const desk = aDesk()
const hour = 60 * 60 * 1000
// The forms of pages bring no such key: test/functions/track.test.ts.
const writes = operationNames.filter((name) => isWrite(operationCalled(name)) && !operationCalled(name).form)
const lasting = writes.filter((name) => !leavesNothing.includes(name))
const key = { 'idempotency-key': 'a-key' }

/** Everything that lies in the table, but for what counts up by itself. */
const lies = () => desk.table.items.filter(({ sk }) => sk !== 'COUNTER')
/** A number is lost with a try that fails, and the pieces of a job that never came to be expire: neither is an effect. */
const isEffect = ({ pk, sk }: Record<string, unknown>) =>
  !String(sk).startsWith('CHUNK#') || desk.table.find({ pk: String(pk), sk: 'JOB' }) !== undefined
/** The same with every id of this run as a letter: two runs that did the same have the same. */
const shape = () =>
  lies()
    .filter(isEffect)
    .map(({ pk, sk, type, version, seq }) =>
      `${pk} ${sk} ${type ?? ''} ${version ?? ''} ${seq ?? ''}`
        .replace(/_[0-9A-HJKMNP-TV-Z]{26}/g, '_*')
        .replace(/FEED#[\w-]{43}/g, 'FEED#*')
        .replace(/TKT\d+/g, (number) => (number > all.other ? 'new' : number)),
    )
    .toSorted()

let all: Everything
let start: () => void

/** One of everything, made once for all of them. */
let made: { all: Everything; back: () => void } | undefined

/** A desk with one of everything, ready for an operation; it can be put back as often as one likes. */
async function ready(name: OperationName): Promise<void> {
  made ??= { all: await everything(desk), back: rememberedDesk(desk) }
  made.back()
  all = { ...made.all, ...(await prepared[name]?.(made.all)) }
  start = rememberedDesk(desk)
}

const again = (name: OperationName): Promise<Answer> => {
  const asked = askedOf(name, all)
  return call(name, { ...asked, headers: { ...asked.headers, ...key } })
}

describe.each(lasting)('%s with an Idempotency-Key', (name) => {
  beforeEach(() => ready(name))

  it('answers a retry as it answered the first time, and does nothing more', async () => {
    const known = lies()
    const first = await again(name)
    expect([first.status, first.text]).toEqual([operationCalled(name).status ?? 200, first.text])
    const after = lies()
    expect(after).not.toEqual(known)
    pass(hour)
    const second = await again(name)
    expect(second).toMatchObject({ status: first.status, text: first.text })
    expect(second.headers).toEqual({ ...first.headers, 'idempotent-replayed': 'true' })
    expect(lies()).toEqual(after)
  })

  it('has one effect where both requests come at once, and both get the same answer', async () => {
    const once = await again(name)
    const effect = shape()
    start()
    let other: Answer | undefined
    desk.before('TransactWrite', async () => {
      other = await again(name)
    })
    const slower = await again(name)
    expect(other?.status).toBe(once.status)
    expect(slower).toMatchObject({ status: other?.status, text: other?.text })
    expect(shape()).toEqual(effect)
  })

  it('belongs to one request: with another one it is refused', async () => {
    await again(name)
    const after = lies()
    const other: OperationName = name === 'createMacro' ? 'createView' : 'createMacro'
    const asked = askedOf(other, all)
    const answer = await call(other, { ...asked, as: askedOf(name, all).as ?? 'agent', headers: key })
    if (answer.status !== 403) expect([answer.status, kindOf(answer)]).toEqual([422, 'key-reused'])
    expect(lies()).toEqual(after)
  })

  it('has one effect wherever a call of it fails, is throttled, delayed or killed, or its answer is lost', async () => {
    const untroubled = await again(name)
    const effect = shape()
    for (const trouble of troubles) {
      for (let nth = 1; ; nth += 1) {
        start()
        const met = troubleAt(desk, nth, trouble)
        const troubled = await again(name)
        if (!met()) break
        const about = `call ${nth} of ${desk.calls.length}, ${trouble}`
        if (troubled.status >= 500) expect(kindOf(troubled), about).toMatch(/^(fault|busy)$/)
        expectLawful(desk)
        const retry = await again(name)
        expect([retry.status, retry.status < 300 ? '' : retry.text], about).toEqual([untroubled.status, ''])
        expect(shape(), about).toEqual(effect)
      }
    }
    expectLawful(desk)
  })
})

describe.each(leavesNothing)('%s', (name) => {
  it('leaves nothing behind but that somebody is there', async () => {
    await ready(name)
    const known = lies()
    const { status } = await again(name)
    expect(status).toBe(operationCalled(name).status ?? 200)
    expect(lies().filter(({ pk }) => !String(pk).startsWith('PRESENCE#'))).toEqual(known)
  })
})
