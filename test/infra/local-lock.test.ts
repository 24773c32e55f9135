import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holderOf, inTurn, release, take } from '../../infra/local/lock.ts'
import { ended, groupMembers, identify, isAlive } from '../../infra/local/processes.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  file = join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a lock', () => {
  it('belongs to one at a time', () => {
    expect(take(file)).toBe('taken')
    expect(take(file)).toMatchObject({ pid: process.pid })
    release(file)
    expect(take(file)).toBe('taken')
    expect(readdirSync(folder)).toEqual(['lock'])
  })

  it('of a process that has died is nobody’s', async () => {
    const child = spawn('sleep', ['60'])
    const holder = identify(child.pid ?? 0)
    writeFileSync(file, JSON.stringify(holder))
    expect(holderOf(file)).toEqual(holder)
    child.kill('SIGKILL')
    expect(await ended(holder, 5000)).toBe(true)
    expect(holderOf(file)).toBeUndefined()
    expect(take(file)).toBe('taken')
  })

  it('is not held by a later process that has got the same number', () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, birth: 'another time' }))
    expect(take(file)).toBe('taken')
  })

  it('that was left half-written is nobody’s', () => {
    writeFileSync(file, '{"pid":')
    expect(take(file)).toBe('taken')
  })

  it('lets the next one in once the work is done, or has failed', async () => {
    const order: string[] = []
    await Promise.all([
      inTurn(file, async () => void order.push('first')),
      inTurn(file, async () => {
        order.push('second')
        throw new Error('no luck')
      }).catch(() => {}),
    ])
    expect(order.sort()).toEqual(['first', 'second'])
    expect(holderOf(file)).toBeUndefined()
  })
})

describe('a process group', () => {
  it('shows what its leader has left behind', async () => {
    const leader = spawn('sh', ['-c', 'sleep 60 & sleep 60'], { detached: true, stdio: 'ignore' })
    const it = identify(leader.pid ?? 0)
    await expect.poll(() => groupMembers(it.pid).length).toBe(3)
    leader.kill('SIGKILL')
    await ended(it, 5000)
    const left = groupMembers(it.pid)
    expect(left).toHaveLength(2)
    for (const pid of left) process.kill(pid, 'SIGKILL')
    await expect.poll(() => left.map(identify).some((one) => one.birth && isAlive(one))).toBe(false)
  })
})
