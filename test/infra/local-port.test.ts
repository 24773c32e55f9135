import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { choosePort, isFree, portFrom } from '../../infra/local/port.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const takenOn = (host: string) =>
  new Promise<number>((resolve) => {
    const server = createServer()
    servers.push(server)
    server.listen(0, host, () => resolve((server.address() as { port: number }).port))
  })

async function freePort(): Promise<number> {
  const port = await takenOn('127.0.0.1')
  await new Promise((closed) => servers.pop()?.close(closed))
  return port
}

describe('the port of the desk', () => {
  it('stays what it was while it is free, so that the address of the API stays', async () => {
    const remembered = await freePort()
    expect(await choosePort({ asked: undefined, remembered })).toEqual({ port: remembered, moved: false })
  })

  it('moves to a free one when another program has taken it', async () => {
    const remembered = await takenOn('127.0.0.1')
    const { port, moved } = await choosePort({ asked: undefined, remembered })
    expect(moved).toBe(true)
    expect(port).not.toBe(remembered)
    expect(await isFree(port)).toBe(true)
  })

  it('is the one asked for, even when another is remembered', async () => {
    const asked = await freePort()
    expect(await choosePort({ asked, remembered: await freePort() })).toEqual({ port: asked, moved: false })
  })

  it('is refused, not replaced, when the one asked for is taken', async () => {
    const asked = await takenOn('127.0.0.1')
    await expect(choosePort({ asked, remembered: undefined })).rejects.toMatchObject({
      message: `Port ${asked} is taken by another program.`,
      advice: expect.stringContaining('--port'),
    })
  })

  it('is any free one when asked to be', async () => {
    const { port, moved } = await choosePort({ asked: 0, remembered: undefined })
    expect(moved).toBe(false)
    expect(await isFree(port)).toBe(true)
  })

  it.each(['abc', '80', '65536', '-1', '45.5', ''])('"%s" is no port', (text) => {
    expect(() => portFrom(text, '--port')).toThrow(`--port "${text}" is not a port.`)
  })
})
