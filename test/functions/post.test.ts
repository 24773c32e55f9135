import './support/environment.ts'
import type * as dns from 'node:dns'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isAllowed, isPublic, type Reach, refusedUrl } from '../../functions/platform/webhooks/address.ts'
import { lookupOnly, post, Undeliverable } from '../../functions/platform/webhooks/post.ts'
import { signed } from '../../functions/platform/webhooks/signature.ts'
import { type Receiver, receiver } from '../support/receiver.ts'

/** What a resolver of names would say; other names are asked for as ever. */
const names: Record<string, string[]> = {
  'public.example': ['1.1.1.1', '2606:4700:4700::1111'],
  'mixed.example': ['1.1.1.1', '127.0.0.1'],
  'mapped.example': ['::ffff:10.0.0.1'],
  'nat64.example': ['64:ff9b::a9fe:a9fe'],
}
/** Whoever asks for the second time is told another address. */
const rebinding = ['203.0.114.1', '127.0.0.1']
let asked = 0
vi.mock('node:dns', async (original) => {
  const real = await original<typeof dns>()
  const lookup = (name: string, options: object, give: (fault: unknown, found: unknown) => void) => {
    const addresses = name === 'rebinding.example' ? [rebinding[asked++] ?? '127.0.0.1'] : names[name]
    if (!addresses) return real.lookup(name, options, give as never)
    give(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { ...real, lookup }
})

const lookedUp = (name: string, all: boolean) =>
  new Promise<unknown[]>((resolve) => lookupOnly(isPublic)(name, { all }, (...given) => resolve(given)))

const started: Receiver[] = []
const listening = async (...given: Parameters<typeof receiver>): Promise<Receiver> => {
  const one = await receiver(...given)
  started.push(one)
  return one
}
afterEach(() => Promise.all(started.splice(0).map((one) => one.stop())))

const posted = async (url: string, reach: Reach = 'loopback', withinMs = 2000) =>
  (await post(url, { a: 'b' }, '{}', reach, { withinMs })).status

describe('posting', () => {
  it('sends the headers and the body, and gives the status', async () => {
    const { url, received } = await listening()
    const headers = { 'webhook-id': 'one' }
    expect(await post(`${url}/hook?x=1`, headers, '{"ä":1}', 'loopback')).toEqual({ status: 204, words: '' })
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

  it('keeps so much of an answer as it was asked to, and what it is', async () => {
    const { url } = await listening((response) =>
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '120' }).end('ä'.repeat(10_000)),
    )
    const answer = await post(url, {}, '{}', 'loopback', { keepBytes: 101 })
    expect(answer).toEqual({ status: 503, type: 'text/plain', retryAfter: '120', words: 'ä'.repeat(50) })
  })

  it('has answered, too, whoever breaks off or drips what comes after the status', async () => {
    const { url } = await listening((response, { path }) => {
      response.writeHead(200, { 'content-length': '100' }).write('so far')
      if (path === '/broken') setTimeout(() => response.destroy(), 20)
    })
    for (const path of ['/broken', '/slow'])
      expect(await post(`${url}${path}`, {}, '{}', 'loopback', { keepBytes: 100 })).toMatchObject({ words: 'so far' })
  })

  it('says what it is where that is no plain JSON', async () => {
    const { url, received } = await listening()
    await post(url, { 'content-type': 'application/cloudevents+json' }, '{}', 'loopback')
    expect(received[0]?.headers['content-type']).toBe('application/cloudevents+json')
  })

  it('waits for an answer only so long', async () => {
    const { url } = await listening(() => undefined)
    await expect(posted(url, 'loopback', 50)).rejects.toThrow(/abort|timeout/i)
  })

  it('fails where nobody listens, which may pass', async () => {
    const { url, stop } = await receiver()
    await stop()
    await expect(posted(url)).rejects.not.toBeInstanceOf(Undeliverable)
  })
})

/** Somebody's server that speaks as it likes, byte by byte. */
async function speaking(say: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => say(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise<unknown>((resolve) => server.close(resolve))
  }
  started.push({ url, received: [], stop })
  return url
}
const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`
const early = lines('HTTP/1.1 103 Early Hints', 'Link: </x>')
const drip = (text: string) => (socket: Socket) => {
  let at = 0
  const timer = setInterval(() => socket.destroyed || socket.write(text[at++ % text.length] ?? ''), 20)
  socket.on('close', () => clearInterval(timer))
}
const chunked = lines('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', 'Trailer: a')
const withinMs = 300
/** What becomes of it, and that something does in time. */
async function outcome(say: (socket: Socket) => void): Promise<unknown> {
  const url = await speaking(say)
  const began = performance.now()
  const came = await Promise.race([
    post(url, {}, '{}', 'loopback', { withinMs, keepBytes: 100 }).catch(
      (fault: Error) => `${fault.name}: ${fault.message}`,
    ),
    new Promise((resolve) => setTimeout(resolve, 4000, 'never settled')),
  ])
  expect(performance.now() - began).toBeLessThan(withinMs + 1000 + 500)
  return came
}

describe('posting to whoever speaks HTTP badly', () => {
  it.each<[string, (socket: Socket) => void, unknown]>([
    [
      'changes the protocol',
      (socket) => socket.write(lines('HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', 'Upgrade: x')),
      { status: 101, words: '' },
    ],
    ['changes it to none', (socket) => socket.write(lines('HTTP/1.1 101 Switching Protocols')), { status: 101 }],
    [
      'gives a provisional answer first',
      (socket) => socket.end(`${early}${lines('HTTP/1.1 204 No Content')}`),
      { status: 204, words: '' },
    ],
    ['gives provisional answers without end', (socket) => socket.write(early.repeat(5000)), /Error: .* provisional/],
    ['gives them one by one', (socket) => drip(early)(socket), /^TimeoutError/],
    [
      'drips its answer byte by byte',
      (socket) => drip(`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(1000)}`)(socket),
      /^TimeoutError/,
    ],
    ['says nothing', () => undefined, /^TimeoutError/],
    ['says nothing and goes', (socket) => socket.end(), /^Error: /],
    ['breaks off', (socket) => socket.resetAndDestroy(), /^Error: /],
    ['breaks off within the head', (socket) => socket.end('HTTP/1.1 200 OK\r\nA: b'), /^Error: /],
    ['speaks no HTTP', (socket) => socket.write('220 mail.example ESMTP\r\n'), /^Error: /],
    ['has a head without end', (socket) => socket.write(`HTTP/1.1 200 OK\r\nA: ${'b'.repeat(100_000)}`), /^Error: /],
    [
      'drips its trailers',
      (socket) => {
        socket.write(`${chunked}2\r\nok\r\n0\r\n`)
        drip('a: b\r\n')(socket)
      },
      { status: 200, words: 'ok' },
    ],
    [
      'has trailers without end',
      (socket) => socket.write(`${chunked}2\r\nok\r\n0\r\n${'a: b\r\n'.repeat(20_000)}`),
      { status: 200 },
    ],
    [
      'answers and breaks off',
      (socket) => socket.write(`${lines('HTTP/1.1 200 OK', 'Content-Length: 9')}ok`, () => socket.resetAndDestroy()),
      { status: 200 },
    ],
  ])('%s: it ends in time', async (_, say, expected) => {
    const came = await outcome(say)
    if (expected instanceof RegExp) expect(came).toMatch(expected)
    else expect(came).toMatchObject(expected as object)
  })

  it('keeps of every field of an answer its beginning', async () => {
    const long = 'x'.repeat(7000)
    const url = await speaking((socket) =>
      socket.end(lines('HTTP/1.1 503 No', `Content-Type: text/${long}`, `Retry-After: ${long}`, 'Content-Length: 0')),
    )
    const { type, retryAfter } = await post(url, {}, '{}', 'loopback')
    expect([type?.length, retryAfter?.length]).toEqual([200, 200])
  })
})

/** Ways to say an address that is nobody's in public, as a URL's host. */
const inside =
  `127.0.0.1 127.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. 0 0.0.0.0 10.1.2.3:8443 172.16.0.1 192.168.0.1
  169.254.169.254 0xa9fea9fe 2852039166 100.100.100.200 198.18.0.1 224.0.0.1 255.255.255.255 [::] [::1] [::ffff:127.0.0.1] [::ffff:7f00:1]
  [::ffff:a9fe:a9fe] [::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::1] [2002:7f00:1::] [2001::1] [fd00::1] [fd00:ec2::254] [fe80::1] [fec0::1] [ff02::1] １２７.0.0.1 ⑯9.254.169.254`.split(
    /\s+/,
  )

describe('posting to the public only', () => {
  it.each(inside)('refuses https://%s/, for good, and says so beforehand', async (host) => {
    await expect(posted(`https://${host}/`, 'public')).rejects.toBeInstanceOf(Undeliverable)
    expect(refusedUrl(`https://${host}/`, 'public')).toBe('is not public')
  })

  it.each(['http://desk.example/hook', 'http://127.0.0.1/hook'])('refuses %s: it is not encrypted', async (url) => {
    await expect(posted(url, 'public')).rejects.toBeInstanceOf(Undeliverable)
    expect(refusedUrl(url, 'public')).toBeDefined()
  })

  it.each(['22', '25', '80', '465', '3306', '6379', '8080', '9200', '65535'])('refuses port %s', async (port) => {
    await expect(posted(`https://8.8.8.8:${port}/`, 'public')).rejects.toBeInstanceOf(Undeliverable)
    expect(refusedUrl(`https://desk.example:${port}/`, 'public')).toBe('is at another port than 443 and 8443')
  })

  it.each([
    'ftp://desk.example/',
    'file:///etc/passwd',
    'gopher://desk.example/',
    'javascript:alert(1)',
    'nowhere',
    'https://me:word@desk.example/',
    'https://localhost/',
    'https://desk.local./',
    'https://metadata.google.internal/',
    'https://intranet/',
  ])('takes no %s to begin with', (url) => expect(refusedUrl(url, 'public')).toBeDefined())

  it.each(['https://desk.example/hook', 'https://8.8.8.8:8443/', 'https://[2606:4700:4700::1111]/'])(
    'takes %s',
    (url) => expect(refusedUrl(url, 'public')).toBeUndefined(),
  )

  it('refuses a name that leads to an address that is not public, where it would be connected to', async () => {
    await expect(posted('https://localhost:8443/', 'public')).rejects.toBeInstanceOf(Undeliverable)
  })

  it.each(['localhost', 'mixed.example', 'mapped.example', 'nat64.example'])(
    'gives whoever connects no address of %s',
    async (name) => {
      for (const all of [true, false]) expect(await lookedUp(name, all)).toEqual([expect.any(Undeliverable), ''])
    },
  )

  it('connects to what it has checked, whatever the name resolves to a moment later', async () => {
    asked = 0
    expect(await lookedUp('rebinding.example', false)).toEqual([null, '203.0.114.1', 4])
    // The next connection looks anew, and what it would connect to is checked anew.
    expect(await lookedUp('rebinding.example', false)).toEqual([expect.any(Undeliverable), ''])
    asked = 1
    await expect(posted('https://rebinding.example:8443/', 'public')).rejects.toBeInstanceOf(Undeliverable)
    expect(asked).toBe(2)
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

describe("posting on one's own machine", () => {
  it.each([
    ['127.0.0.1', true, true],
    ['127.9.9.9', false, true],
    ['::1', true, true],
    ['1.1.1.1', false, true],
    ['1.1.1.1', true, false],
    ['10.0.0.1', true, false],
    ['169.254.169.254', false, false],
    ['::ffff:10.0.0.1', false, false],
    ['nowhere', true, false],
  ])('to %s, unencrypted %s: %s', (address, isPlain, may) => expect(isAllowed(address, 'loopback', isPlain)).toBe(may))

  it('refuses what leaves it without being encrypted', async () => {
    await expect(posted('http://10.0.0.1/')).rejects.toBeInstanceOf(Undeliverable)
    expect(refusedUrl('http://desk.example/', 'loopback')).toBe('is not encrypted')
    expect(refusedUrl('http://localhost:9000/', 'loopback')).toBeUndefined()
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
