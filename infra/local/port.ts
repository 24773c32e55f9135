import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { Trouble } from './trouble.ts'

/** Tried first on a machine's first start; nothing well-known lives there. */
const emulatorsChoice = 4580

/** `--port` or `DESK_PORT`; 0 is any free one. */
export function portFrom(text: string, where: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535 && (port === 0 || port >= 1024)) return port
  throw new Trouble(`${where} "${text}" is not a port.`, 'Give a number from 1024 to 65535, or 0 for any free one.')
}

export interface PortWish {
  /** Asked for by a person: this one or none. */
  asked: number | undefined
  /** Of the last start: kept while it is free, so that the API's address stays. */
  remembered: number | undefined
}

export async function choosePort(
  { asked, remembered }: PortWish,
  firstChoice = emulatorsChoice,
): Promise<{ port: number; moved: boolean }> {
  if (asked) {
    if (await isFree(asked)) return { port: asked, moved: false }
    throw new Trouble(
      `Port ${asked} is taken by another program.`,
      'Choose another with `npm start -- --port N` (or DESK_PORT), or leave it out for a free one.',
    )
  }
  for (const port of [remembered, asked === 0 ? undefined : firstChoice]) {
    if (port && (await isFree(port))) return { port, moved: remembered !== undefined && port !== remembered }
  }
  return { port: await anyFree(), moved: remembered !== undefined }
}

export const rememberedPort = (file: string) =>
  existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined

/** Free on both addresses that `localhost` may mean. */
export async function isFree(port: number): Promise<boolean> {
  const free = await Promise.all(['127.0.0.1', '::1'].map((host) => canListen(port, host)))
  return free.every(Boolean)
}

const canListen = (port: number, host: string) =>
  new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    )
    server.listen(port, host, () => server.close(() => resolve(true)))
  })

export const anyFree = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
