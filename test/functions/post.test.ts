import './support/environment.ts'
import type * as dns from 'node:dns'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { lookupPublic, post, type Reach, Undeliverable } from '../../functions/escalations/post.ts'
import { isPublic } from '../../functions/escalations/public-address.ts'
import { signed } from '../../functions/escalations/signature.ts'
import { type Receiver, receiver } from '../support/receiver.ts'

/** What a resolver of names would say; other names are asked for as ever. */
const names: Record<string, string[]> = {
  'public.example': ['1.1.1.1', '2606:4700:4700::1111'],
  'mixed.example': ['1.1.1.1', '127.0.0.1'],
}
vi.mock('node:dns', async (original) => {
  const real = await original<typeof dns>()
  const lookup = (name: string, options: object, give: (fault: unknown, found: unknown) => void) =>
    names[name]
      ? give(
          null,
          names[name].map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        )
      : real.lookup(name, options, give as never)
  return { ...real, lookup }
})

const lookedUp = (name: string, all: boolean) =>
  new Promise<unknown[]>((resolve) => lookupPublic(name, { all }, (...given) => resolve(given)))

const started: Receiver[] = []
const listening = async (...given: Parameters<typeof receiver>): Promise<Receiver> => {
  const one = await receiver(...given)
  started.push(one)
  return one
}
afterEach(() => Promise.all(started.splice(0).map((one) => one.stop())))

const posted = (url: string, reach: Reach = 'anywhere', withinMs = 2000) => post(url, { a: 'b' }, '{}', reach, withinMs)

describe('posting', () => {
  it('sends the headers and the body, and gives the status', async () => {
    const { url, received } = await listening()
    expect(await post(`${url}/hook?x=1`, { 'webhook-id': 'one' }, '{"ä":1}', 'anywhere')).toBe(204)
    expect(received).toMatchObject([
      { path: '/hook?x=1', body: '{"ä":1}', headers: { 'webhook-id': 'one', 'content-type': 'application/json' } },
    ])
  })

  it.each([301, 302, 307, 308])('follows no redirect: %d is the answer', async (status) => {
    const other = await listening()
    const { url } = await listening((response) => response.writeHead(status, { location: other.url }).end())
    expect(await posted(url)).toBe(status)
    expect(other.received).toEqual([])
  })

  it('reads nothing of an answer but its status, however much comes', async () => {
    const { url } = await listening((response) => {
      response.writeHead(200)
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', more)
      more()
    })
    expect(await posted(url)).toBe(200)
  })

  it('waits for an answer only so long', async () => {
    const { url } = await listening(() => undefined)
    await expect(posted(url, 'anywhere', 50)).rejects.toThrow(/abort|timeout/i)
  })

  it('fails where nobody listens, which may pass', async () => {
    const { url, stop } = await receiver()
    await stop()
    await expect(posted(url)).rejects.not.toBeInstanceOf(Undeliverable)
  })
})

describe('posting to the public only', () => {
  it.each([
    'http://desk.example/hook',
    'https://127.0.0.1/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://10.1.2.3:8443/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
  ])('refuses %s, for good', async (url) => {
    await expect(posted(url, 'public')).rejects.toBeInstanceOf(Undeliverable)
  })

  it('refuses a name that leads to an address that is not public, where it would be connected to', async () => {
    await expect(posted('https://localhost:1/', 'public')).rejects.toBeInstanceOf(Undeliverable)
  })

  it.each(['localhost', 'mixed.example'])('gives whoever connects no address of %s', async (name) => {
    for (const all of [true, false]) expect(await lookedUp(name, all)).toEqual([expect.any(Undeliverable), ''])
  })

  it('gives whoever connects the addresses that it has checked', async () => {
    expect(await lookedUp('public.example', false)).toEqual([null, '1.1.1.1', 4])
    expect(await lookedUp('public.example', true)).toEqual([
      null,
      [
        { address: '1.1.1.1', family: 4 },
        { address: '2606:4700:4700::1111', family: 6 },
      ],
    ])
  })

  it('passes on that a name is not known, which may pass', async () => {
    const [fault] = await lookedUp('nobody.invalid', true)
    expect(fault).toBeInstanceOf(Error)
    expect(fault).not.toBeInstanceOf(Undeliverable)
  })
})

describe('an address', () => {
  const no = `0.0.0.0 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.8 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:8.8.8.8 ::ffff:127.0.0.1 64:ff9b::7f00:1 fc00::1 fd12::1 fe80::1 fe80::1%lo ff02::1 100::1 2001::1 2001:db8::1 2002:7f00:1::
    3fff::1 localhost 1.2.3 x`
  it.each(no.split(/\s+/))('%s is not public', (address) => expect(isPublic(address)).toBe(false))
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '172.32.0.1',
    '192.169.0.1',
    '2606:4700:4700::1111',
    '2a00:1450::1',
  ])('%s is public', (address) => expect(isPublic(address)).toBe(true))
})

describe('a signature', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const body = '{"test": 2432232314}'
  const sign = (...secrets: string[]) => signed('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, body, secrets)

  it('is the one of the Standard Webhooks scheme', () => {
    expect(sign(secret)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('is made with each secret that holds, with or without what stands before one', () => {
    const [one, other] = String(sign(secret, 'AAAA')['webhook-signature']).split(' ')
    expect(one).toBe(sign(secret.slice(6))['webhook-signature'])
    expect(other).toBe(sign('AAAA')['webhook-signature'])
  })
})
