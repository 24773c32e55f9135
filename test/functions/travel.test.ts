import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { roadsBetween } from '../../functions/platform/travel/osrm.ts'
import { waysBetween } from '../../functions/platform/travel/travel.ts'
import { type Receiver, receiver } from '../support/receiver.ts'

const places = [
  { latitude: 51.5072, longitude: -0.1276 },
  undefined,
  { latitude: 51.75, longitude: -1.26 },
  { latitude: 51.45, longitude: -2.58 },
]
const speedKmh = 50
/** Seconds and metres from each of the three known places to each; from the second to the third leads no road. */
const durations = [
  [0, 3601, 7000],
  [3700, 0, null],
  [7100, 4300, 0],
]
const distances = durations.map((row) => row.map((seconds) => seconds && seconds * 20))
const table = JSON.stringify({ code: 'Ok', durations, distances })

describe('travel by a routing service', () => {
  let service: Receiver
  let answer: { status: number; body?: string }
  /** Each test is a minute later: the service does not rest any more. */
  let now = 0

  beforeEach(async () => {
    answer = { status: 200, body: table }
    service = await receiver((response) => {
      if (answer.body !== undefined) response.writeHead(answer.status).end(answer.body)
    })
    process.env.ROUTING_URL = `${service.url}/`
    now += 60_000
  })
  afterEach(async () => {
    delete process.env.ROUTING_URL
    await service.stop()
  })

  const straight = async () => {
    const url = process.env.ROUTING_URL
    delete process.env.ROUTING_URL
    const { legs } = await waysBetween(places, speedKmh, now)
    process.env.ROUTING_URL = url
    return legs
  }

  it('asks for all ways at once, and takes whole minutes and kilometres', async () => {
    const { legs, by } = await waysBetween(places, speedKmh, now)
    expect(by).toEqual({ by: 'routing-service' })
    expect(legs[0]?.[2]).toEqual({ km: 72.02, minutes: 61 })
    expect(legs[3]?.[0]).toEqual({ km: 142, minutes: 119 })
    expect(service.received.map(({ path }) => path)).toEqual([
      '/table/v1/driving/-0.127600,51.507200;-1.260000,51.750000;-2.580000,51.450000?annotations=duration,distance',
    ])
  })

  it('goes in a straight line where no road leads, and says nothing of a place that is not known', async () => {
    const { legs } = await waysBetween(places, speedKmh, now)
    expect(legs[2]?.[3]).toEqual((await straight())[2]?.[3])
    expect(legs[0]?.[1]).toEqual({ km: 0, minutes: 0 })
  })

  it.each([
    ['it fails', { status: 500, body: '' }],
    ['it answers something else', { status: 200, body: '<html>' }],
    ['it finds no table', { status: 200, body: JSON.stringify({ code: 'NoTable' }) }],
    ['it is elsewhere now', { status: 302, body: '' }],
  ])('goes in straight lines where %s, and says so', async (_, given) => {
    answer = given
    const { legs, by } = await waysBetween(places, speedKmh, now)
    expect(legs).toEqual(await straight())
    expect(by).toEqual({ by: 'straight-line', speedKmh, because: 'The routing service does not answer.' })
  })

  it('waits two seconds for an answer, and does not ask again for half a minute', async () => {
    answer = { status: 200 }
    const began = performance.now()
    const { by } = await waysBetween(places, speedKmh, now)
    expect(by.because).toBeDefined()
    expect(performance.now() - began).toBeLessThan(4000)
    await waysBetween(places, speedKmh, now + 29_000)
    expect(service.received).toHaveLength(1)
    answer = { status: 200, body: table }
    expect((await waysBetween(places, speedKmh, now + 31_000)).by.by).toBe('routing-service')
    now += 60_000
  })

  it('asks nobody for fewer than two places', async () => {
    await waysBetween(places.slice(0, 2), speedKmh, now)
    expect(service.received).toEqual([])
  })

  it('throws where nobody is there', async () => {
    const { url } = service
    await service.stop()
    await expect(roadsBetween(url, [])).rejects.toThrow()
  })
})

it('without one travel is in straight lines, at the speed of the settings', async () => {
  const { by } = await waysBetween(places, 80)
  expect(by).toEqual({ by: 'straight-line', speedKmh: 80 })
})
